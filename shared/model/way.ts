import { z } from 'zod';
import type { ClusterBinding } from './cluster-binding';
import { hostKeyAliasSchema, hostSchema, portSchema, refused, userSchema } from './fields';
import { needsInstance } from './needs-instance';
import type { TransportKind } from './transport-kind';

export const bastionSchema = z.object({
  host: hostSchema,
  port: portSchema,
  user: userSchema,
  /** Whatever its address, its host keys are kept under this name (ssh_config(5), HostKeyAlias). */
  hostKeyAlias: hostKeyAliasSchema.optional(),
});
export type Bastion = z.infer<typeof bastionSchema>;

export const authenticationMethodSchema = z.enum([
  'key-file',
  'agent',
  'password',
  'keyboard-interactive',
  /** A key of a minute's life, put on the instance by EC2 Instance Connect for each login. */
  'one-time-key',
]);
export type AuthenticationMethod = z.infer<typeof authenticationMethodSchema>;

export const authenticationSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('key-file'), path: z.string().min(1).max(4096) }),
  z.object({ method: z.literal('agent') }),
  z.object({ method: z.literal('password') }),
  z.object({ method: z.literal('keyboard-interactive') }),
  z.object({ method: z.literal('one-time-key') }),
]);
/** One way to log in. Secrets are never part of it. */
export type Authentication = z.infer<typeof authenticationSchema>;

export const forwardSchema = z.object({ host: hostSchema, port: portSchema });
/** The one place a local or remote tunnel leads to, as whoever connects there names it. */
export type Forward = z.infer<typeof forwardSchema>;

export const jumpHostSchema = bastionSchema.extend({
  /** In the order they are tried; null logs in as the tunnel itself does. */
  authentication: z.array(authenticationSchema).min(1).max(4).nullable(),
});
/** An SSH server that is passed through on the way to the bastion (ssh_config(5), ProxyJump). */
export type JumpHost = z.infer<typeof jumpHostSchema>;

export const jumpHostsSchema = z.array(jumpHostSchema).max(8);

/** A line for ProxyCommand (ssh_config(5)); the tokens %h, %p, %r and %% are replaced in it. */
export const commandSchema = z
  .string()
  .trim()
  .min(1, refused('command-empty'))
  .max(4_096, refused('command-invalid'))
  .regex(/^\P{Cc}+$/u, refused('command-invalid'));

/** `ap-northeast-2`, `cn-north-1`, `us-gov-west-1`. */
export const regionSchema = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/, refused('region-invalid'));

/** A section of ~/.aws/config or ~/.aws/credentials. */
export const awsProfileSchema = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}[\]]{1,128}$/u, refused('aws-profile-invalid'));

export const instanceSchema = z.object({
  /** Of an EC2 instance, or `mi-…` of a machine that Systems Manager was told of. */
  id: z
    .string()
    .trim()
    .regex(/^m?i-[0-9a-f]{8,17}$/, refused('instance-invalid')),
  region: regionSchema,
  /** Null uses what the AWS command would without --profile. */
  awsProfile: awsProfileSchema.nullable(),
});
/** The machine the way begins at, as AWS knows it: the first jump host, or else the bastion. */
export type Instance = z.infer<typeof instanceSchema>;

const proxy = { host: hostSchema, port: portSchema, user: userSchema.nullable() };

export const transportSchema = z.discriminatedUnion('kind', [
  /** A TCP connection from this computer. */
  z.object({ kind: z.literal('direct') }),
  /** What a program of this computer reads and writes (ssh_config(5), ProxyCommand). */
  z.object({ kind: z.literal('proxy-command'), command: commandSchema }),
  /** CONNECT (RFC 9110, 9.3.6). */
  z.object({ kind: z.literal('http-proxy'), ...proxy }),
  /** SOCKS 5 (RFC 1928, RFC 1929); the name is resolved by the proxy. */
  z.object({ kind: z.literal('socks-proxy'), ...proxy }),
  /** Session Manager's AWS-StartSSHSession to the profile's instance. */
  z.object({ kind: z.literal('ssm') }),
  /** An EC2 Instance Connect Endpoint of the VPC of the profile's instance. */
  z.object({
    kind: z.literal('instance-connect-endpoint'),
    /** Null leaves the choice to AWS, which takes one of the instance's VPC. */
    endpoint: z
      .string()
      .trim()
      .regex(/^eice-[0-9a-f]{8,17}$/, refused('endpoint-invalid'))
      .nullable(),
  }),
]);
/** How the first server on the way is reached. */
export type Transport = z.infer<typeof transportSchema>;

/** In the order they are tried. */
export const transportsSchema = z.array(transportSchema).min(1).max(8);

/** What of a way is judged as a whole. */
export interface WayShape {
  readonly transport: readonly { readonly kind: TransportKind }[];
  readonly instance: Instance | null;
  /** How each server is logged in at, from the first jump host to the bastion. */
  readonly logins: readonly (readonly AuthenticationMethod[])[];
}

/** What does not go together in a way, as the path and message of an issue; null when all does. */
export function wayProblem(way: WayShape) {
  if (way.logins.slice(1).some((methods) => methods.includes('one-time-key'))) {
    return { path: ['authentication'], message: 'one-time-key-elsewhere' };
  }
  if (way.instance === null && needsInstance(way)) {
    return { path: ['instance', 'id'], message: 'instance-invalid' };
  }
  return null;
}

/** The part of a profile that says how its bastion is reached, where there is nothing to say. */
export function straightWay() {
  return {
    jumpHosts: [] as JumpHost[],
    transport: [{ kind: 'direct' }] as Transport[],
    instance: null as Instance | null,
    forward: null as Forward | null,
    cluster: null as ClusterBinding | null,
  };
}
