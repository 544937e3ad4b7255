import { z } from 'zod';
import { clusterBindingSchema } from './cluster-binding';
import {
  groupSchema,
  nameSchema,
  pageUrlSchema,
  portSchema,
  rangeSchema,
  refused,
  suffixSchema,
} from './fields';
import {
  type Authentication,
  authenticationSchema,
  bastionSchema,
  type Forward,
  forwardSchema,
  instanceSchema,
  jumpHostsSchema,
  transportsSchema,
  type WayShape,
  wayProblem,
} from './way';

export {
  type FieldProblem,
  fieldProblemSchema,
  groupSchema,
  hostKeyAliasSchema,
  hostProblem,
  hostSchema,
  nameSchema,
  pageUrlSchema,
  portSchema,
  rangeSchema,
  suffixSchema,
  userSchema,
} from './fields';
export {
  type Authentication,
  type AuthenticationMethod,
  authenticationMethodSchema,
  authenticationSchema,
  type Bastion,
  bastionSchema,
  straightWay,
} from './way';

export const limitSchema = z.object({
  /** Names must end in one of these. */
  suffixes: z.array(suffixSchema).max(64),
  /** Addresses must lie in one of these. */
  ranges: z.array(rangeSchema).max(64),
  ports: z.array(portSchema).max(64),
});
/**
 * Where requests may go at all. An empty list leaves its kind open; with suffixes or ranges given,
 * names and addresses outside both are refused before the bastion hears of them.
 */
export type Limit = z.infer<typeof limitSchema>;

export const noLimit: Limit = { suffixes: [], ranges: [], ports: [] };

export const profileIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

export const kindSchema = z.enum(['dynamic', 'local', 'remote']);
/**
 * What a tunnel is: a SOCKS server on this computer (`ssh -D`), a port of this computer that leads to
 * one place behind the bastion (`ssh -L`), or a port of the bastion that leads back here (`ssh -R`).
 */
export type TunnelKind = z.infer<typeof kindSchema>;

/** Where a remote tunnel listens on the bastion: an address, a name, or one of RFC 4254's 7.1. */
export const listenAddressSchema = z
  .string()
  .trim()
  .max(255)
  .regex(/^[0-9a-z.:*_-]*$/i, refused('address-invalid'));

/** What does not go together in a tunnel of that kind, as the path and message of an issue. */
export function kindProblem(
  profile: WayShape & {
    readonly kind: TunnelKind;
    readonly listen: { readonly address: string };
    readonly forward: Forward | null;
  },
) {
  const { kind, listen, forward } = profile;
  if (kind !== 'remote' && listen.address !== '127.0.0.1') {
    return { path: ['listen', 'address'], message: 'address-invalid' };
  }
  if ((kind === 'dynamic') !== (forward === null)) {
    return { path: ['forward', 'host'], message: 'host-empty' };
  }
  return wayProblem(profile);
}

export const profileSchema = z
  .object({
    id: profileIdSchema,
    name: nameSchema,
    group: groupSchema,
    kind: kindSchema,
    bastion: bastionSchema,
    /** In the order they are tried. */
    authentication: z.array(authenticationSchema).min(1).max(4),
    /** From this computer towards the bastion; the first one is reached by the transport. */
    jumpHosts: jumpHostsSchema,
    transport: transportsSchema,
    /** What `ssm`, `instance-connect-endpoint` and a one-time key are about; null without them. */
    instance: instanceSchema.nullable(),
    /** On this computer always 127.0.0.1; a remote tunnel listens on the bastion. */
    listen: z.object({ address: listenAddressSchema, port: portSchema }),
    /** Null for a dynamic tunnel, whose clients say where they want to go. */
    forward: forwardSchema.nullable(),
    /** The cluster the tunnel is for, where it was made from one. */
    cluster: clusterBindingSchema.nullable(),
    /** Ranges a request may reach although they are refused by default (loopback, link-local). */
    allow: z.array(rangeSchema).max(64),
    limit: limitSchema,
    /** Pages the tunnel is for: they are asked for through it to see that it does its work. */
    pages: z.array(pageUrlSchema).max(16),
    /** A session is opened on each server for a moment, so that it sends short answers at once. */
    session: z.boolean().optional(),
    /** Dial again by itself after a loss. */
    reconnect: z.boolean(),
    startWithApp: z.boolean(),
    /** The tunnel of the built-in demonstration, whose bastion runs inside Culvert. */
    demo: z.boolean(),
  })
  .superRefine((profile, context) => {
    const methods = (ways: readonly Authentication[]) => ways.map(({ method }) => method);
    const own = methods(profile.authentication);
    const hops = profile.jumpHosts.map((hop) =>
      hop.authentication ? methods(hop.authentication) : own,
    );
    const issue = kindProblem({ ...profile, logins: [...hops, own] });
    if (issue !== null) context.addIssue({ code: 'custom', ...issue });
  });
/** A tunnel as it is stored. Known to main, engine and command line; the window gets a view. */
export type Profile = z.infer<typeof profileSchema>;
