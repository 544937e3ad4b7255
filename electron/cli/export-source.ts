import { resolve } from 'node:path';
import { FailureError } from '../../shared/model/failure';
import { hostSchema, noLimit, userSchema } from '../../shared/model/profile';
import { profileDefaults } from '../../shared/model/profile-defaults';
import type { ExportSource, SshWay } from '../browser/exports/export-source';
import { profileSource } from '../browser/exports/profile-source';
import { ipv4RangePattern } from '../browser/ipv4-ranges';
import { type PrivateNetwork, unknownNetwork } from '../browser/tunnel-patterns';
import { domainPattern } from '../browser/url-patterns';
import { dataFolder } from '../engine/folders';
import { portFrom, type readArguments, UsageError } from './arguments';
import { awsOptions } from './aws-options';
import { storedProfile } from './stored-profile';

export const exportOptions = {
  for: { type: 'string' },
  profile: { type: 'string' },
  'local-port': { type: 'string' },
  'vpc-cidr': { type: 'string', multiple: true },
  domain: { type: 'string', multiple: true },
  host: { type: 'string' },
  port: { type: 'string' },
  user: { type: 'string' },
  identity: { type: 'string' },
  out: { type: 'string' },
  cluster: { type: 'string' },
  ...awsOptions,
} as const;

export type ExportOptions = ReturnType<typeof readArguments<typeof exportOptions>>['values'];

/**
 * A stored tunnel, changed by the options beside it, or one that options alone describe.
 *
 * @param told of the cluster that --cluster names, or null; options come before it, what is kept
 *   with the tunnel after it.
 */
export function exportSourceFrom(values: ExportOptions, told: PrivateNetwork | null): ExportSource {
  const stored = values.profile === undefined ? null : storedSource(values.profile);
  const network = told ?? stored?.network ?? unknownNetwork;
  const port = values['local-port'];
  const local =
    port === undefined
      ? (stored?.port ?? profileDefaults.localPort)
      : portFrom('local-port', port, 1);
  const cidrs = values['vpc-cidr'];
  return {
    name: stored?.name ?? 'Culvert',
    port: local,
    pages: stored?.pages ?? [],
    limit: stored?.limit ?? noLimit,
    network: {
      vpcCidrs:
        cidrs?.map((cidr) => checked('vpc-cidr', cidr, ipv4RangePattern)) ?? network.vpcCidrs,
      domains:
        values.domain?.map((domain) => checked('domain', domain, domainPattern)) ?? network.domains,
      ...(cidrs === undefined && network.readAt !== undefined && { readAt: network.readAt }),
    },
    ssh: sshFrom(values, local, stored?.ssh ?? null),
  };
}

function storedSource(name: string): ExportSource {
  const profile = storedProfile(dataFolder(process.env, process.platform), name);
  if (profile === null) throw new FailureError({ code: 'profile-missing', name });
  return profileSource(profile);
}

/** The value as it is, once it has proven to be one. */
function checked(option: string, value: string, check: (value: string) => unknown): string {
  try {
    check(value);
  } catch (error) {
    const why = error instanceof RangeError ? `: ${error.message}` : ' is not valid';
    throw new UsageError(`--${option} "${value}"${why}`);
  }
  return value;
}

function sshFrom(values: ExportOptions, local: number, stored: SshWay | null): SshWay | null {
  if (values.host === undefined && stored === null) return null;
  const { host, user } = stored?.bastion ?? { host: '', user: profileDefaults.bastionUser };
  return {
    jumpHosts: [],
    transport: { kind: 'direct' },
    instance: null,
    hostKeyAlias: null,
    ...stored,
    forward:
      stored === null || values['local-port'] !== undefined
        ? ['DynamicForward', `127.0.0.1:${local}`]
        : stored.forward,
    bastion: {
      host: checked('host', values.host ?? host, (value) => hostSchema.parse(value)),
      port:
        values.port === undefined
          ? (stored?.bastion.port ?? profileDefaults.sshPort)
          : portFrom('port', values.port, 1),
      user: checked('user', values.user ?? user, (value) => userSchema.parse(value)),
    },
    identity: values.identity === undefined ? (stored?.identity ?? null) : resolve(values.identity),
  };
}
