import type { Network, NetworkParts, PartName } from '../../../../electron/aws/doctor/network';
import type { AwsParams } from '../endpoint';

/** What a network holds in one of its parts. */
export function part<Name extends PartName>({ parts }: Network, name: Name): NetworkParts[Name] {
  const found = parts[name];
  if (!('value' in found)) throw new Error(`a fixture needs ${name}`);
  return found.value as NetworkParts[Name];
}

/** The values a request filters by. */
export function wanted({ Filters = [] }: AwsParams, name: string): readonly string[] | null {
  return Filters.find((each: { Name: string }) => each.Name === name)?.Values ?? null;
}
