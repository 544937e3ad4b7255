import { type FieldProblem, fieldProblemSchema } from '../../shared/model/profile';
import { type ProfileDraft, profileDraftSchema } from '../../shared/model/profile-view';
import type { BaseField, CheckedField, FormProblems, FormValues } from './form-values';
import { portNumber } from './port-number';
import { keptAs, keylessHops, wayContent, wayDraft, wayFieldAt } from './way-form';

export type CheckedForm =
  | { readonly ok: true; readonly draft: ProfileDraft }
  | { readonly ok: false; readonly problems: FormProblems };

/** The fields in the order they are read on the page, by the beginnings of their names. */
const inOrder = [
  'name',
  'localPort',
  'transport',
  'instance',
  'jumpHosts',
  'host',
  'sshPort',
  'user',
  'authentication',
  'key',
  'listenAddress',
  'forward',
  'pages',
  'group',
  'hostKeyAlias',
  'limit',
  'allow',
];

/** Reads the form with the schema that guards the call, so that both refuse the same. */
export function checkForm(values: FormValues): CheckedForm {
  const parsed = profileDraftSchema.safeParse({
    name: values.name,
    group: values.group.trim() === '' ? null : values.group,
    bastion: {
      host: values.host,
      port: portNumber(values.sshPort),
      user: values.user,
      ...keptAs(values.hostKeyAlias),
    },
    authentication: values.authentication,
    keyToken: values.authentication === 'key-file' ? (values.key?.token ?? null) : null,
    localPort: portNumber(values.localPort),
    ...destinations(values),
    session: values.session,
    reconnect: values.reconnect,
    startWithApp: values.startWithApp,
    ...wayDraft(values.way, values.authentication),
  });
  if (parsed.success) return { ok: true, draft: parsed.data };
  const found = parsed.error.issues.map(({ path, message }) => [path.join('.'), message] as const);
  const problems = problemsAt(found);
  // zod does not run the object's own refinement while a field is bad, and the key would go unseen.
  const keyless: CheckedField[] = keylessHops(values.way);
  if (values.authentication === 'key-file' && values.key === null) keyless.push('key');
  const unchosen = keyless.map((field) => [field, 'key-not-chosen'] as const);
  return { ok: false, problems: { ...problems, ...Object.fromEntries(unchosen) } };
}

/** Problems by field, from dotted paths into a draft; the first of a field counts. */
export function problemsAt(
  found: Iterable<readonly [path: string, message: string]>,
): FormProblems {
  const problems: Partial<Record<CheckedField, FieldProblem>> = {};
  for (const [path, message] of found) {
    const field = fieldAt(path);
    const known = fieldProblemSchema.safeParse(message);
    problems[field] ??= known.success ? known.data : fallbackOf(field);
  }
  return problems;
}

/** For what a schema refuses without a code of ours, such as a length no person types. */
const fallback: Readonly<Record<BaseField, FieldProblem>> = {
  name: 'name-too-long',
  group: 'group-too-long',
  localPort: 'port-not-a-number',
  host: 'host-invalid',
  sshPort: 'port-not-a-number',
  user: 'user-invalid',
  hostKeyAlias: 'host-key-alias-invalid',
  key: 'key-token-expired',
  allow: 'range-invalid',
  limit: 'suffix-invalid',
  pages: 'page-invalid',
};

function fallbackOf(field: CheckedField): FieldProblem {
  if (field in fallback) return fallback[field as BaseField];
  return /port$/i.test(field) ? 'port-not-a-number' : 'host-invalid';
}

const fields: Readonly<Record<string, CheckedField>> = {
  name: 'name',
  group: 'group',
  'bastion.host': 'host',
  'bastion.port': 'sshPort',
  'bastion.user': 'user',
  'bastion.hostKeyAlias': 'hostKeyAlias',
  keyToken: 'key',
  localPort: 'localPort',
};

function fieldAt(path: string): CheckedField {
  const [first] = path.split('.');
  if (first === 'allow' || first === 'limit' || first === 'pages') return first;
  return fields[path] ?? wayFieldAt(path) ?? 'name';
}

/**
 * What only a SOCKS listener is asked for. Other kinds of tunnel show no such fields: what is still
 * typed there from before must not be found wrong where nobody can put it right.
 */
function destinations({ way, limit, pages, allow }: FormValues) {
  if (way.kind !== 'dynamic') return { limit: readLimit(''), pages: [], allow: [] };
  return {
    limit: readLimit(limit),
    pages: entries(pages, /\s+/),
    allow: entries(allow, /[\s,]+/),
  };
}

function entries(text: string, separator: RegExp): string[] {
  return text.split(separator).filter((entry) => entry !== '');
}

/** A number is a port, something with a colon or made of numbers and dots a range, the rest a suffix. */
function readLimit(text: string): ProfileDraft['limit'] {
  const limit: ProfileDraft['limit'] = { suffixes: [], ranges: [], ports: [] };
  for (const entry of entries(text, /[\s,]+/)) {
    if (/^\d+$/.test(entry)) limit.ports.push(Number(entry));
    else if (/[:/]/.test(entry) || /^[\d.]+$/.test(entry)) limit.ranges.push(entry);
    else limit.suffixes.push(entry);
  }
  return limit;
}

/** The field to put right first. */
export function firstBad(problems: FormProblems): CheckedField | null {
  const place = (field: string) =>
    inOrder.findIndex((name) => field === name || field.startsWith(`${name}.`));
  const bad = (Object.keys(problems) as CheckedField[]).filter((field) => problems[field]);
  return bad.sort((one, other) => place(one) - place(other))[0] ?? null;
}

/** Whether a field was changed since the form was opened. */
export function isChanged(field: CheckedField, values: FormValues, initial: FormValues): boolean {
  if (field in fallback) return values[field as BaseField] !== initial[field as BaseField];
  return JSON.stringify(wayContent(values.way)) !== JSON.stringify(wayContent(initial.way));
}
