import type { Profile } from '../../shared/model/profile';
import type { JumpHostView, KeyChoice, ProfileView } from '../../shared/model/profile-view';
import type { JumpHost } from '../../shared/model/way';
import type { KeyBook } from './key-book';
import type { SecretKeeper } from './secrets-port';

export interface ViewSources {
  readonly keys: Pick<KeyBook, 'choiceOf'>;
  readonly secrets: Pick<SecretKeeper, 'stored' | 'storedAny'>;
}

type Logins = JumpHost['authentication'];

/** The key files a tunnel logs in with first, at its bastion and on the way there. */
export function keyPathsOf({ authentication, jumpHosts }: Profile): string[] {
  return [authentication, ...jumpHosts.map((hop) => hop.authentication)].flatMap(
    (logins) => firstKeyPath(logins) ?? [],
  );
}

function firstKeyPath(logins: Logins): string | null {
  const first = logins?.[0];
  return first?.method === 'key-file' ? first.path : null;
}

function keyFileOf(logins: Logins, { keys }: ViewSources): KeyChoice | null {
  const path = firstKeyPath(logins);
  return path === null ? null : keys.choiceOf(path);
}

function jumpHostView(hop: JumpHost, sources: ViewSources): JumpHostView {
  const { authentication, ...server } = hop;
  const keyFile = keyFileOf(authentication, sources);
  return { ...server, authentication: authentication?.[0]?.method ?? null, keyFile };
}

/** A stored tunnel as the window sees it. */
export function profileView(profile: Profile, sources: ViewSources): ProfileView {
  return {
    id: profile.id,
    name: profile.name,
    group: profile.group,
    kind: profile.kind,
    bastion: profile.bastion,
    authentication: profile.authentication[0]?.method ?? 'agent',
    keyFile: keyFileOf(profile.authentication, sources),
    jumpHosts: profile.jumpHosts.map((hop) => jumpHostView(hop, sources)),
    transport: profile.transport,
    instance: profile.instance,
    listenAddress: profile.listen.address,
    forward: profile.forward,
    cluster: profile.cluster,
    localPort: profile.listen.port,
    allow: profile.allow,
    limit: profile.limit,
    pages: profile.pages,
    reconnect: profile.reconnect,
    session: profile.session === true,
    startWithApp: profile.startWithApp,
    demo: profile.demo,
    secretStored: sources.secrets.stored(profile.id),
    anySecretStored: sources.secrets.storedAny(profile.id),
  };
}
