import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Principal: z.unknown().optional(),
  NotPrincipal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const policySchema = z.object({
  Version: z.string().optional(),
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform((value) => [value].flat()),
});
type Statement = z.infer<typeof statementSchema>;

/** `*` and `?` as IAM policies mean them (IAM user guide, Resource). */
function matches(pattern: string, text: string, ignoreCase: boolean): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's').test(text);
}

function speaksOf(statement: Statement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const some = (patterns: readonly string[], text: string, ignoreCase: boolean) =>
    patterns.some((pattern) => matches(pattern, text, ignoreCase));
  const acts =
    Action !== undefined ? some(Action, action, true) : !some(NotAction ?? ['*'], action, true);
  const at =
    Resource !== undefined
      ? some(Resource, resource, false)
      : !some(NotResource ?? [], resource, false);
  return acts && at;
}

/** `*`, in any of the forms IAM writes it (IAM user guide, Principal). */
const everybodySchema = z.union([
  z.literal('*'),
  z.object({ AWS: oneOrMore.refine((names) => names.includes('*')) }),
]);

/** Whether a statement is about every request, whoever makes it and however. */
function isPlain({ Principal, NotPrincipal, Condition }: Statement): boolean {
  const everybody = Principal === undefined || everybodySchema.safeParse(Principal).success;
  return Condition === undefined && NotPrincipal === undefined && everybody;
}

export type PolicyVerdict = 'allowed' | 'denied' | 'conditional';

/**
 * Whether an endpoint's policy lets an action pass. A statement with a condition, or about certain
 * principals, cannot be judged without the request: what only such a one allows is `conditional`.
 *
 * @param policy the document as JSON text; null is the full access an endpoint begins with.
 */
export function policyVerdict(
  policy: string | null,
  action: string,
  resource: string,
): PolicyVerdict {
  if (policy === null) return 'allowed';
  const parsed = parsePolicy(policy);
  if (parsed === null) return 'conditional';
  const those = parsed.Statement.filter((each) => speaksOf(each, action, resource));
  const plain = (effect: 'Allow' | 'Deny') =>
    those.some((each) => each.Effect === effect && isPlain(each));
  if (plain('Deny')) return 'denied';
  if (those.some(({ Effect }) => Effect === 'Deny')) return 'conditional';
  if (plain('Allow')) return 'allowed';
  return those.length > 0 ? 'conditional' : 'denied';
}

function parsePolicy(policy: string): z.infer<typeof policySchema> | null {
  try {
    const parsed = policySchema.safeParse(JSON.parse(policy));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** One statement to be added: what may be done in some buckets. */
export interface Grant {
  readonly sid: string;
  readonly actions: readonly string[];
  /** Buckets, or parts of one: `my-logs/emr`. */
  readonly buckets: readonly string[];
}

/** The policy with a statement more for each grant, under a name that no other statement has. */
export function policyWith(policy: string, partition: string, grants: readonly Grant[]): string {
  const document = z
    .looseObject({ Statement: z.union([z.array(z.unknown()), z.looseObject({})]) })
    .parse(JSON.parse(policy));
  const before = [document.Statement].flat();
  const statements = grants.map(({ sid, actions, buckets }) => ({
    Sid: freeName(sid, before),
    Effect: 'Allow',
    Principal: '*',
    Action: actions.length === 1 ? actions[0] : actions,
    Resource: buckets.map((bucket) => `arn:${partition}:s3:::${bucket}/*`),
  }));
  return JSON.stringify({
    ...document,
    Statement: [...before, ...statements],
  });
}

const namedSchema = z.looseObject({ Sid: z.string() });

/** A policy with two statements of one name is refused (IAM user guide, Sid). */
function freeName(wanted: string, statements: readonly unknown[]): string {
  const names = new Set(statements.map((each) => namedSchema.safeParse(each).data?.Sid));
  let name = wanted;
  for (let next = 2; names.has(name); next += 1) name = `${wanted}${next}`;
  return name;
}
