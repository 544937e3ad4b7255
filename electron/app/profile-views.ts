import { basename } from 'node:path';
import { failureFrom } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';
import type { JumpHostView, KeyChoice, ProfileView } from '../../shared/model/profile-view';
import type { JumpHost } from '../../shared/model/way';
import type { FileTokens } from './file-tokens';
import type { Engine } from './ports';
import type { SecretKeeper } from './secrets-port';

export interface ViewSources {
  readonly engine: Engine;
  readonly tokens: FileTokens;
  readonly secrets: Pick<SecretKeeper, 'stored' | 'storedAny'>;
}

/** Says what the window may know of a key file: its name, its facts and a token, never its path. */
export async function keyChoiceOf(
  path: string,
  { engine, tokens }: Pick<ViewSources, 'engine' | 'tokens'>,
): Promise<KeyChoice> {
  const choice = { token: tokens.tokenFor(path), name: basename(path) };
  try {
    return { ...choice, key: await engine.call('inspectKey', { path }) };
  } catch (error) {
    // The list must show even while the engine cannot answer.
    return { ...choice, key: { readable: false, failure: failureFrom(error) } };
  }
}

async function jumpHostView(hop: JumpHost, sources: ViewSources): Promise<JumpHostView> {
  const { authentication, ...server } = hop;
  const first = authentication?.[0];
  const keyFile = first?.method === 'key-file' ? await keyChoiceOf(first.path, sources) : null;
  return { ...server, authentication: first?.method ?? null, keyFile };
}

/** A stored tunnel as the window sees it. */
export async function profileView(profile: Profile, sources: ViewSources): Promise<ProfileView> {
  const first = profile.authentication[0];
  const keyFile = first?.method === 'key-file' ? await keyChoiceOf(first.path, sources) : null;
  return {
    id: profile.id,
    name: profile.name,
    group: profile.group,
    kind: profile.kind,
    bastion: profile.bastion,
    authentication: first?.method ?? 'agent',
    keyFile,
    jumpHosts: await Promise.all(profile.jumpHosts.map((hop) => jumpHostView(hop, sources))),
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
    startWithApp: profile.startWithApp,
    demo: profile.demo,
    secretStored: sources.secrets.stored(profile.id),
    anySecretStored: sources.secrets.storedAny(profile.id),
  };
}
