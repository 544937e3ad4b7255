import { loadSharedConfigFiles, loadSsoSessionData } from '@smithy/core/config';
import { FailureError } from '../../shared/model/failure';

/** How a profile of the user's own files gets its credentials. */
export type ProfileKind = 'keys' | 'role' | 'sso' | 'program' | 'other';

export interface UserProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The region it names, if any. */
  readonly region: string | null;
}

/** A sign-in of IAM Identity Center, as the AWS command line's configuration names it. */
export interface SsoSession {
  readonly startUrl: string;
  readonly region: string;
  readonly scopes: readonly string[];
  readonly accountId: string;
  readonly roleName: string;
}

/** A role that a profile of the user's files takes, as the AWS command line's configuration names it. */
export interface RoleStep {
  readonly profile: string;
  readonly arn: string;
  readonly sessionName: string | null;
  readonly externalId: string | null;
  readonly mfaSerial: string | null;
  /** For how long, s; null for STS's own hour. */
  readonly seconds: number | null;
}

/** A sign-in that a profile's credentials begin with, and the roles taken from there, in their order. */
export interface SignInWay {
  /** The profile that signs in. */
  readonly profile: string;
  readonly session: SsoSession;
  readonly roles: readonly RoleStep[];
}

type Section = Readonly<Record<string, string | undefined>>;

/** What the profile is called for people: the chain's own is the one AWS_PROFILE names. */
export function profileName(profile: string | null): string {
  return profile ?? process.env['AWS_PROFILE'] ?? 'default';
}

/** The user's AWS profiles, by name. Their keys are not read. */
export async function userProfiles(): Promise<UserProfile[]> {
  const sections = await readSections();
  return Object.entries(sections)
    .map(([name, section]) => ({ name, kind: kindOf(section), region: section['region'] || null }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The region the AWS command line would take for that profile, or null. */
export async function defaultRegion(profile: string | null): Promise<string | null> {
  const fromEnvironment = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  if (fromEnvironment) return fromEnvironment;
  return (await readSections())[profileName(profile)]?.['region'] || null;
}

/** @throws FailureError `aws-region-missing`. */
export async function requireRegion(
  region: string | null,
  profile: string | null,
): Promise<string> {
  const found = region ?? (await defaultRegion(profile));
  if (found === null) {
    throw new FailureError({ code: 'aws-region-missing', profile: profileName(profile) });
  }
  return found;
}

/** As far as one profile may lead to another; nobody's files go deeper. */
const deepest = 5;

/**
 * How a profile signs in, where it does so by IAM Identity Center, itself or by the profile its roles
 * are taken from (`source_profile`); null for all others.
 */
export async function signInWayOf(profile: string | null): Promise<SignInWay | null> {
  const sections = await readSections();
  const roles: RoleStep[] = [];
  let name = profileName(profile);
  while (roles.length <= deepest) {
    const section = sections[name] ?? {};
    const { role_arn: arn, source_profile: source } = section;
    if (arn === undefined) {
      const session = await ssoSessionOf(section);
      return session && { profile: name, session, roles };
    }
    if (source === undefined) return null;
    roles.unshift({
      profile: name,
      arn,
      sessionName: section['role_session_name'] ?? null,
      externalId: section['external_id'] ?? null,
      mfaSerial: section['mfa_serial'] ?? null,
      seconds: Number(section['duration_seconds']) || null,
    });
    name = source;
  }
  return null;
}

async function ssoSessionOf(section: Section): Promise<SsoSession | null> {
  const { sso_account_id: accountId, sso_role_name: roleName, sso_session: name } = section;
  if (accountId === undefined || roleName === undefined) return null;
  const session: Section =
    name === undefined ? section : ((await loadSsoSessionData())[name] ?? {});
  const { sso_start_url: startUrl, sso_region: region, sso_registration_scopes: scopes } = session;
  if (startUrl === undefined || region === undefined) return null;
  const list = (scopes ?? 'sso:account:access').split(/[\s,]+/).filter((each) => each !== '');
  return { startUrl, region, scopes: list, accountId, roleName };
}

async function readSections(): Promise<Readonly<Record<string, Section>>> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const sections: Record<string, Section> = {};
  for (const [name, section] of Object.entries(configFile)) {
    // Sections of other kinds ("sso-session corp", "services local") carry a mark in their name.
    if (!/^(sso-session|services)[. ]/.test(name)) sections[name] = section;
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    sections[name] = { ...sections[name], ...section };
  }
  return sections;
}

function kindOf(section: Section): ProfileKind {
  if (section['role_arn'] !== undefined) return 'role';
  if (section['sso_account_id'] !== undefined) return 'sso';
  if (section['credential_process'] !== undefined) return 'program';
  return section['aws_access_key_id'] === undefined ? 'other' : 'keys';
}
