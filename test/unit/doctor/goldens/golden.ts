import type { Network, PartName, Rule } from '../../../../electron/aws/doctor/network';
import type { NetworkChanges } from '../../../support/doctor-network';
import { healthyRules, ids, rulesWithout } from '../../../support/doctor-rules';

/** One check's cases: a network that passes it and one that fails. */
export interface Golden {
  /** When the healthy network does not ask for it: one that does, and passes. */
  readonly pass?: NetworkChanges;
  readonly fail: NetworkChanges;
  /** What the fix must hold; null where only a person can choose one. */
  readonly fix: RegExp | null;
  /** A part whose refusal must leave it unjudged. */
  readonly denied: PartName;
}

export const region = 'ap-northeast-2';

/** The healthy network with more rules. */
export const withRules = (...more: Rule[]): NetworkChanges => ({
  parts: { rules: [...healthyRules(), ...more] },
});

/** The healthy network without some of its rules. */
export const without = (gone: (each: Rule) => boolean): NetworkChanges => ({
  parts: { rules: rulesWithout(gone) },
});

/** An interface endpoint of a service, which works. */
export const endpoint = (service: string, changes: object = {}) => ({
  id: `vpce-0${service.length}`,
  service: `com.amazonaws.${region}.${service}`,
  type: 'interface' as const,
  available: true,
  routeTables: [],
  groups: [ids.endpoint],
  privateDns: true,
  blocks: ['10.0.5.0/24'],
  policy: null,
  ...changes,
});

/** Encryption at rest with a key of KMS. */
export const kms = {
  inTransitEncryption: false,
  kms: true,
  kerberosHosts: [],
  activeDirectory: false,
  roleMappings: false,
  lakeFormation: false,
  ranger: false,
  managedCertificates: false,
};

/** A release that comes with an endpoint for the EMR service. */
export const eight = { release: 'emr-spark-8.0.0' };

/** That endpoint. */
export const cell = endpoint('x', {
  service: `aws.api.${region}.emr-service-cell01`,
  groups: [ids.service],
});

/** What a network holds in one of its parts. */
export function readPart<Name extends PartName>(of: Network, name: Name) {
  const part = of.parts[name];
  if (!('value' in part)) throw new Error(name);
  return part.value as Extract<Network['parts'][Name], { value: unknown }>['value'];
}
