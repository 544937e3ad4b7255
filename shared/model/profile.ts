import { z } from 'zod';

/** Why a field cannot be taken, as codes; the words are shared/text's. */
export const fieldProblemSchema = z.enum([
  'name-empty',
  'name-too-long',
  'host-empty',
  'host-has-space',
  'host-is-url',
  'host-has-user',
  'host-has-port',
  'host-invalid',
  'port-not-a-number',
  'port-out-of-range',
  'user-empty',
  'user-invalid',
  'key-not-chosen',
  'key-token-expired',
  'range-invalid',
  'local-port-taken',
  'page-invalid',
  'suffix-invalid',
  'group-too-long',
]);
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

function refused(problem: FieldProblem) {
  return { message: problem };
}

/** A DNS name (RFC 1123 labels; underscores occur in practice) or an IPv4 address. */
const dnsName =
  /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
const ipv6 = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*(%[a-z0-9_.-]+)?$/i;

/** Why a bastion host cannot be taken, or null when it can. The most telling reason wins. */
export function hostProblem(value: string): FieldProblem | null {
  if (value === '') return 'host-empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return 'host-is-url';
  if (/\s/.test(value)) return 'host-has-space';
  if (value.includes('@')) return 'host-has-user';
  if (/^[^:]+:\d+$/.test(value) || /^\[.*\](:\d+)?$/.test(value)) return 'host-has-port';
  return dnsName.test(value) || ipv6.test(value) ? null : 'host-invalid';
}

export const hostSchema = z
  .string()
  .trim()
  .max(512)
  .superRefine((value, context) => {
    const problem = hostProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', ...refused(problem) });
  });

export const portSchema = z
  .number(refused('port-not-a-number'))
  .int(refused('port-not-a-number'))
  .min(1, refused('port-out-of-range'))
  .max(65535, refused('port-out-of-range'));

/** What RFC 4252 leaves open, kept to what sshd and logs can carry: no blanks, no control characters. */
export const userSchema = z
  .string()
  .trim()
  .min(1, refused('user-empty'))
  .max(256, refused('user-invalid'))
  .regex(/^[^\s\p{Cc}:@]+$/u, refused('user-invalid'));

export const nameSchema = z
  .string()
  .trim()
  .min(1, refused('name-empty'))
  .max(80, refused('name-too-long'));

/** The heading a tunnel stands under in the list; null for none. */
export const groupSchema = z
  .string()
  .trim()
  .min(1, refused('group-too-long'))
  .max(80, refused('group-too-long'))
  .nullable();

const range = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** A range of addresses in CIDR notation (RFC 4632), or one address. */
export const rangeSchema = z
  .string()
  .trim()
  .refine((value) => range.safeParse(value).success, refused('range-invalid'));

/** A page of the private network, by its whole address. */
export const pageUrlSchema = z
  .string()
  .trim()
  .max(2_048)
  .refine((value) => /^https?:\/\/[^\s/@]+(\/\S*)?$/i.test(value) && URL.canParse(value), {
    ...refused('page-invalid'),
  });

/** A domain whose names a request may go to, such as `compute.internal`; with or without a dot in front. */
export const suffixSchema = z
  .string()
  .trim()
  .max(253)
  .regex(/^\.?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i, {
    ...refused('suffix-invalid'),
  });

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

export const bastionSchema = z.object({ host: hostSchema, port: portSchema, user: userSchema });
export type Bastion = z.infer<typeof bastionSchema>;

export const authenticationMethodSchema = z.enum([
  'key-file',
  'agent',
  'password',
  'keyboard-interactive',
]);
export type AuthenticationMethod = z.infer<typeof authenticationMethodSchema>;

export const authenticationSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('key-file'), path: z.string().min(1).max(4096) }),
  z.object({ method: z.literal('agent') }),
  z.object({ method: z.literal('password') }),
  z.object({ method: z.literal('keyboard-interactive') }),
]);
/** One way to log in. Secrets are never part of it. */
export type Authentication = z.infer<typeof authenticationSchema>;

export const profileIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

export const profileSchema = z.object({
  id: profileIdSchema,
  name: nameSchema,
  group: groupSchema,
  kind: z.literal('dynamic'),
  bastion: bastionSchema,
  /** In the order they are tried. */
  authentication: z.array(authenticationSchema).min(1).max(4),
  listen: z.object({ address: z.literal('127.0.0.1'), port: portSchema }),
  /** Ranges a request may reach although they are refused by default (loopback, link-local). */
  allow: z.array(rangeSchema).max(64),
  limit: limitSchema,
  /** Pages the tunnel is for: they are asked for through it to see that it does its work. */
  pages: z.array(pageUrlSchema).max(16),
  /** Dial again by itself after a loss. */
  reconnect: z.boolean(),
  startWithApp: z.boolean(),
  /** The tunnel of the built-in demonstration, whose bastion runs inside Culvert. */
  demo: z.boolean(),
});
/** A tunnel as it is stored. Known to main, engine and command line; the window gets a view. */
export type Profile = z.infer<typeof profileSchema>;

export const profileDefaults = {
  sshPort: 22,
  /** What AWS's own instructions for EMR use, so that old FoxyProxy files keep working. */
  localPort: 8157,
  /** The login of Amazon Linux, which most bastions run; a cluster's primary node has `hadoop`. */
  bastionUser: 'ec2-user',
  clusterUser: 'hadoop',
} as const;
