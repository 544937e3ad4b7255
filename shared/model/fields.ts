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
  'command-empty',
  'command-invalid',
  'instance-invalid',
  'region-invalid',
  'aws-profile-invalid',
  'endpoint-invalid',
  'address-invalid',
  'one-time-key-elsewhere',
  'command-not-permitted',
  'host-key-alias-invalid',
]);
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** What a schema says of a value it refuses: the code that stands for the reason. */
export function refused(problem: FieldProblem) {
  return { message: problem };
}

/** One address, and no range. */
export const addressSchema = z.union([z.ipv4(), z.ipv6()]);

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

/**
 * A name that host keys are kept under (ssh_config(5), HostKeyAlias). What would make a line of
 * known_hosts say something else is no part of it: a list, a pattern, a marker, a hash or a comment.
 */
export const hostKeyAliasSchema = z
  .string()
  .trim()
  .regex(/^(?![@#|])[^\s\p{Cc},*?!"'\\]{1,255}$/u, refused('host-key-alias-invalid'));

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
