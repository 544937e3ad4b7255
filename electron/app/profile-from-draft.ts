import { CallRefused } from '../../shared/contract/result';
import type { Authentication, Profile } from '../../shared/model/profile';
import type { ProfileDraft } from '../../shared/model/profile-view';

export interface DraftContext {
  readonly id: string;
  /** What is stored under that id now. */
  readonly previous: Profile | null;
  /** The file a token stands for, or null. */
  readonly pathOf: (token: string) => string | null;
}

/**
 * The profile a form describes.
 *
 * @throws CallRefused `bad-fields` with `key-token-expired` at keyToken when the file chosen is not
 *   known in this run.
 */
export function profileFromDraft(draft: ProfileDraft, context: DraftContext): Profile {
  return {
    id: context.id,
    name: draft.name,
    group: draft.group,
    kind: 'dynamic',
    bastion: draft.bastion,
    authentication: [authenticationOf(draft, context)],
    listen: { address: '127.0.0.1', port: draft.localPort },
    allow: draft.allow,
    limit: draft.limit,
    pages: draft.pages,
    reconnect: draft.reconnect,
    startWithApp: draft.startWithApp,
    demo: context.previous?.demo ?? false,
  };
}

function authenticationOf(draft: ProfileDraft, context: DraftContext): Authentication {
  if (draft.authentication !== 'key-file') return { method: draft.authentication };
  const path = draft.keyToken === null ? null : context.pathOf(draft.keyToken);
  if (path === null) {
    throw new CallRefused({ code: 'bad-fields', fields: { keyToken: 'key-token-expired' } });
  }
  return { method: 'key-file', path };
}

/**
 * What a stored secret opens. When a change of the profile changes this, the secret belongs to
 * something else and must be forgotten: a password must not be offered to another server.
 */
export function secretScope(profile: Profile): string {
  const { user, host, port } = profile.bastion;
  return profile.authentication
    .map((way) =>
      way.method === 'key-file' ? `key ${way.path}` : `${way.method} ${user}@${host}:${port}`,
    )
    .join('\n');
}
