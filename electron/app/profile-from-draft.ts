import { CallRefused } from '../../shared/contract/result';
import type { Authentication, AuthenticationMethod, Profile } from '../../shared/model/profile';
import type { ProfileDraft } from '../../shared/model/profile-view';
import type { JumpHost } from '../../shared/model/way';

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
    kind: draft.kind,
    bastion: draft.bastion,
    authentication: [authenticationOf(draft, context)],
    jumpHosts: draft.jumpHosts.map((hop, index) => jumpHostOf(hop, index, context)),
    transport: draft.transport,
    instance: draft.instance,
    listen: { address: draft.listenAddress, port: draft.localPort },
    forward: draft.forward,
    cluster: draft.cluster,
    allow: draft.allow,
    limit: draft.limit,
    pages: draft.pages,
    reconnect: draft.reconnect,
    ...(draft.session && { session: true }),
    startWithApp: draft.startWithApp,
    demo: context.previous?.demo ?? false,
  };
}

function authenticationOf(draft: ProfileDraft, context: DraftContext): Authentication {
  return wayToLogIn(draft.authentication, draft.keyToken, 'keyToken', context);
}

function jumpHostOf(
  { authentication, keyToken, ...server }: ProfileDraft['jumpHosts'][number],
  index: number,
  context: DraftContext,
): JumpHost {
  const field = `jumpHosts.${index}.keyToken`;
  const own =
    authentication === null ? null : [wayToLogIn(authentication, keyToken, field, context)];
  return { ...server, authentication: own };
}

function wayToLogIn(
  method: AuthenticationMethod,
  keyToken: string | null,
  field: string,
  context: DraftContext,
): Authentication {
  if (method !== 'key-file') return { method };
  const path = keyToken === null ? null : context.pathOf(keyToken);
  if (path === null) {
    throw new CallRefused({ code: 'bad-fields', fields: { [field]: 'key-token-expired' } });
  }
  return { method: 'key-file', path };
}
