import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportChoice, ImportOffer } from '../../shared/contract/import-calls';
import { CallRefused } from '../../shared/contract/result';
import type { ImportPreview } from '../../shared/model/import-preview';
import type { Profile } from '../../shared/model/profile';
import { existingTunnels, profileFromImport } from '../imports/imported-profile';
import { readDropped, readImport } from '../imports/read-import';
import type { AppModel } from './app-model';
import { askForCommands } from './command-permission';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type ImportCalls =
  | 'importPlaces'
  | 'previewImport'
  | 'previewDropped'
  | 'importTunnels'
  | 'arrangeProfiles';

/** How many previews a person may still decide about. */
const kept = 4;

/** The calls that bring other programs' settings in, and that put tunnels in order. */
export function importHandlers({
  model,
  desktop,
  about,
  preferences,
  places,
}: WindowHandlerOptions): Pick<WindowHandlers, ImportCalls> {
  const previews = new Previews();
  const existing = () => existingTunnels(model.book.all());
  const language = (): string => {
    const chosen = preferences.get().language;
    return chosen === 'system' ? about().systemLanguage : chosen;
  };
  return {
    importPlaces: () => places.found(),
    previewImport: async ({ from }) => {
      if (from !== 'file') {
        const preview = await places.read(from, existing(), language());
        return previews.add(places.nameOf(from), preview);
      }
      const path = await desktop.chooseImportFile();
      if (path === null) return null;
      const request = { path, from: null, existing: existing(), language: language() };
      return previews.add(basename(path), await readImport(request));
    },
    previewDropped: async ({ name, bytes }) => {
      const preview = await readDropped({
        name,
        bytes,
        existing: existing(),
        language: language(),
      });
      return previews.add(basename(name), preview);
    },
    importTunnels: async ({ importId, chosen }) => {
      const preview = previews.take(importId);
      const profiles = chosen.map((choice) => profileOf(preview, choice));
      for (const { transport } of profiles) {
        await askForCommands(model.book, desktop, transport);
      }
      model.book.add(profiles);
      await model.profilesChanged();
      return { profileIds: profiles.map(({ id }) => id) };
    },
    arrangeProfiles: ({ order }) => arrange(model, order),
  };
}

class Previews {
  readonly #byId = new Map<string, ImportPreview>();

  add(name: string, preview: ImportPreview): ImportOffer {
    const importId = randomUUID();
    this.#byId.set(importId, preview);
    for (const old of [...this.#byId.keys()].slice(0, -kept)) this.#byId.delete(old);
    return { ...preview, importId, name };
  }

  /** @throws CallRefused `not-permitted` for one that is gone. */
  take(importId: string): ImportPreview {
    const preview = this.#byId.get(importId);
    if (preview === undefined) throw new CallRefused({ code: 'not-permitted' });
    return preview;
  }
}

function profileOf(preview: ImportPreview, choice: ImportChoice): Profile {
  const draft = preview.tunnels[choice.index]?.draft;
  const host = choice.host ?? draft?.bastion.host ?? '';
  if (draft === undefined || host === '') throw new CallRefused({ code: 'not-permitted' });
  const { name, localPort } = choice;
  return profileFromImport({ ...draft, name, localPort, bastion: { ...draft.bastion, host } });
}

/** An order made from a list that has changed meanwhile would lose what came in between. */
async function arrange(
  model: AppModel,
  order: readonly { readonly profileId: string; readonly group: string | null }[],
): Promise<void> {
  if (!model.book.arrange(order)) throw new CallRefused({ code: 'not-permitted' });
  await model.profilesChanged();
}
