import { randomUUID } from 'node:crypto';
import type { CallArgs } from '../../shared/contract/window';
import type { ProfileView } from '../../shared/model/profile-view';
import { bastionScope, wayScopes } from '../../shared/model/secret-scope';
import type { AppModel } from './app-model';
import { askForCommands } from './command-permission';
import { keepingNetwork } from './known-network';
import type { Desktop } from './ports';
import { profileFromDraft } from './profile-from-draft';
import type { WindowHandlers } from './window-handlers';

type ProfileCalls =
  | 'chooseKeyFile'
  | 'saveProfile'
  | 'removeProfile'
  | 'restoreProfile'
  | 'forgetSecret';

/** The calls that make, change and remove tunnels. */
export function profileHandlers(
  model: AppModel,
  desktop: Desktop,
): Pick<WindowHandlers, ProfileCalls> {
  return {
    chooseKeyFile: async () => {
      const path = await desktop.chooseKeyFile();
      if (path === null) return null;
      await model.keys.inspect([path]);
      return model.keys.choiceOf(path);
    },
    saveProfile: async (args) => {
      try {
        await askForCommands(model.book, desktop, args.draft.transport);
        return await saveProfile(model, args);
      } finally {
        args.secret?.secret.fill(0);
      }
    },
    removeProfile: async ({ profileId }) => {
      model.book.require(profileId);
      model.desk.guard(profileId, 'remove');
      model.book.remove(profileId);
      model.secrets.setAside(profileId);
      model.desk.forget(profileId);
      await model.profilesChanged();
    },
    restoreProfile: async ({ profileId }) => {
      const profile = model.book.restore(profileId);
      model.secrets.restore(profileId);
      await model.profilesChanged();
      return model.viewOf(profile);
    },
    forgetSecret: async ({ profileId }) => {
      model.book.require(profileId);
      model.secrets.forget(profileId);
      await model.profilesChanged();
    },
  };
}

async function saveProfile(
  model: AppModel,
  { profileId, draft, secret, forget = false }: CallArgs<'saveProfile'>,
): Promise<ProfileView> {
  const previous = profileId === null ? null : model.book.require(profileId);
  if (previous !== null) model.desk.guard(previous.id, 'edit');
  const drawn = profileFromDraft(draft, {
    id: previous?.id ?? randomUUID(),
    previous,
    pathOf: (token) => model.tokens.pathOf(token),
  });
  const profile = keepingNetwork(drawn, previous, model.clusters.of(drawn));
  model.book.put(profile);
  if (previous !== null) {
    // The engine's last word, such as a refused login, was about the tunnel as it was.
    model.desk.forget(profile.id);
    const kept = bastionScope(previous) === bastionScope(profile) && !forget;
    model.secrets.retain(profile.id, [...(kept ? [null] : []), ...wayScopes(profile)]);
  }
  if (secret !== null) model.secretDesk.take(profile.id, secret.secret, secret.remember);
  await model.profilesChanged();
  return model.viewOf(profile);
}
