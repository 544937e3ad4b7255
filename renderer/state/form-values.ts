import type { FieldProblem } from '../../shared/model/profile';
import { profileDefaults } from '../../shared/model/profile-defaults';
import type { KeyChoice, ProfileDraft, ProfileView } from '../../shared/model/profile-view';
import { portNumber } from './port-number';
import { plainWay, type WayField, type WayForm, wayContent, wayFormOf } from './way-form';

// What is needed to open and leave the editor. Judging what was typed takes schemas: see draft.ts.

/** What the editor's fields hold, as they are typed. No secret is among them. */
export interface FormValues {
  readonly name: string;
  /** Empty for none. */
  readonly group: string;
  readonly localPort: string;
  readonly host: string;
  readonly sshPort: string;
  readonly user: string;
  /** Empty for none. */
  readonly hostKeyAlias: string;
  readonly authentication: ProfileDraft['authentication'];
  readonly key: KeyChoice | null;
  readonly session: boolean;
  readonly reconnect: boolean;
  readonly startWithApp: boolean;
  /** Ranges, separated by new lines, blanks or commas. */
  readonly allow: string;
  /** Suffixes, ranges and ports, separated alike; empty when every destination is fine. */
  readonly limit: string;
  /** Addresses of pages, separated by new lines or blanks. */
  readonly pages: string;
  readonly way: WayForm;
}

export type FormField = keyof FormValues;
/** The fields that stand for themselves, outside the way. */
export type BaseField = Exclude<
  FormField,
  'authentication' | 'session' | 'reconnect' | 'startWithApp' | 'way'
>;
export type CheckedField = BaseField | WayField;
export type FormProblems = Readonly<Partial<Record<CheckedField, FieldProblem>>>;

/** A form for a new tunnel, with a local port that no other tunnel has. */
export function newForm(profiles: readonly ProfileView[]): FormValues {
  return {
    name: '',
    group: '',
    localPort: String(freeLocalPort(profiles)),
    host: '',
    sshPort: String(profileDefaults.sshPort),
    user: profileDefaults.bastionUser,
    hostKeyAlias: '',
    authentication: 'key-file',
    key: null,
    session: false,
    reconnect: true,
    startWithApp: false,
    allow: '',
    limit: '',
    pages: '',
    way: plainWay(),
  };
}

/** A form that holds what is stored. */
export function formOf(profile: ProfileView): FormValues {
  return {
    name: profile.name,
    group: profile.group ?? '',
    localPort: String(profile.localPort),
    host: profile.bastion.host,
    sshPort: String(profile.bastion.port),
    user: profile.bastion.user,
    hostKeyAlias: profile.bastion.hostKeyAlias ?? '',
    authentication: profile.authentication,
    key: profile.keyFile,
    session: profile.session,
    reconnect: profile.reconnect,
    startWithApp: profile.startWithApp,
    allow: profile.allow.join('\n'),
    limit: limitText(profile.limit),
    pages: profile.pages.join('\n'),
    way: wayFormOf(profile),
  };
}

/** The default port, or the next above it that no tunnel uses. */
export function freeLocalPort(profiles: readonly ProfileView[]): number {
  const used = new Set(profiles.filter(listensHere).map((profile) => profile.localPort));
  let port: number = profileDefaults.localPort;
  while (used.has(port)) port += 1;
  return port;
}

/** Another tunnel with the same local port, which cannot run at the same time. */
export function sameLocalPort(
  localPort: string,
  profileId: string | null,
  profiles: readonly ProfileView[],
): ProfileView | null {
  const port = portNumber(localPort);
  const here = profiles.filter(listensHere);
  return here.find((profile) => profile.localPort === port && profile.id !== profileId) ?? null;
}

/** A remote tunnel's port is the bastion's. */
function listensHere({ kind }: ProfileView): boolean {
  return kind !== 'remote';
}

function limitText({ suffixes, ranges, ports }: ProfileView['limit']): string {
  return [...suffixes, ...ranges, ...ports].join('\n');
}

export function sameForm(a: FormValues, b: FormValues): boolean {
  const content = ({ key, way, ...rest }: FormValues) =>
    JSON.stringify({ ...rest, key: key?.token, way: wayContent(way) });
  return content(a) === content(b);
}

/**
 * Whether a secret of the one form opens the same in the other: its key file, or its login where
 * there is no key. Main forgets what no longer does (see shared/model/secret-scope.ts).
 */
export function opensTheSame(one: FormValues, other: FormValues): boolean {
  const { authentication, key } = one;
  if (authentication !== other.authentication) return false;
  if (authentication === 'key-file') return key?.token === other.key?.token;
  const names = ['host', 'sshPort', 'user'] as const;
  return names.every((name) => one[name].trim() === other[name].trim());
}

/** What was typed over `initial`, over `now` instead: fields that were left alone are those of `now`. */
export function carriedOver(typed: FormValues, initial: FormValues, now: FormValues): FormValues {
  return {
    ...withChanges(typed, initial, now),
    way: withChanges(typed.way, initial.way, now.way),
  };
}

/** Whoever changes a field puts another value there, and never changes one in place. */
function withChanges<Form extends object>(typed: Form, initial: Form, now: Form): Form {
  const names = Object.keys(typed) as (keyof Form)[];
  const changed = names.filter((name) => typed[name] !== initial[name]);
  return { ...now, ...Object.fromEntries(changed.map((name) => [name, typed[name]])) };
}
