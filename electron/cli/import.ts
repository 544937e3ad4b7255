import { resolve } from 'node:path';
import {
  type ImportSource,
  type ImportTunnel,
  importSourceSchema,
} from '../../shared/model/import-preview';
import { hostSchema } from '../../shared/model/profile';
import { dataFolder } from '../engine/folders';
import { existingTunnels, profileFromImport } from '../imports/imported-profile';
import { readImport } from '../imports/read-import';
import { readArguments, UsageError } from './arguments';
import { exitCode } from './exit-code';
import { previewText } from './import-text';
import type { Output } from './output';
import { addProfiles, readProfiles } from './profile-store';

/**
 * Says what importing another program's settings would do, line by line; with --save it is done.
 * Nothing in the file is run. FILE may be the folder in which PuTTY keeps its sessions.
 */
export async function importSettings(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      from: { type: 'string' },
      only: { type: 'string', multiple: true },
      host: { type: 'string' },
      save: { type: 'boolean' },
    },
    1,
  );
  const [file] = positionals;
  if (file === undefined) throw new UsageError('import what? Name a file');
  const folder = dataFolder(process.env, process.platform);
  const preview = await readImport({
    path: resolve(file),
    from: sourceFrom(values.from),
    existing: existingTunnels(readProfiles(folder)),
    language: output.language,
  });
  const tunnels = withHost(preview.tunnels, values.host);
  const chosen = choose(tunnels, values.only);
  output.result(
    { ...preview, tunnels },
    previewText({ ...preview, tunnels }, chosen, output.language),
  );
  if (values.save !== true) return exitCode.done;
  const hostless = chosen.find(({ draft }) => draft.bastion.host === '');
  if (hostless !== undefined) {
    throw new UsageError(`"${hostless.draft.name}" has no bastion; name it with --host`);
  }
  const profiles = chosen.map(({ draft }) => profileFromImport(draft));
  addProfiles(folder, profiles);
  output.result(
    { event: 'imported', profiles: profiles.map(({ id, name }) => ({ id, name })) },
    `\nImported: ${profiles.map(({ name }) => name).join(', ') || 'nothing'}`,
  );
  return exitCode.done;
}

function sourceFrom(word: string | undefined): ImportSource | null {
  if (word === undefined) return null;
  const parsed = importSourceSchema.safeParse(word);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--from takes ${importSourceSchema.options.join(', ')}, not "${word}"`);
}

/** Gives the bastion to those tunnels whose settings name none. */
function withHost(tunnels: readonly ImportTunnel[], host: string | undefined): ImportTunnel[] {
  if (host === undefined) return [...tunnels];
  const parsed = hostSchema.safeParse(host);
  if (!parsed.success) throw new UsageError(`--host cannot be "${host}"`);
  return tunnels.map((tunnel) => {
    const { draft, notes } = tunnel;
    if (draft.bastion.host !== '') return tunnel;
    return {
      draft: { ...draft, bastion: { ...draft.bastion, host: parsed.data } },
      notes: notes.filter(({ code }) => code !== 'host-missing'),
      proposed: true,
    };
  });
}

/** What --only names, else what the import proposes. */
function choose(
  tunnels: readonly ImportTunnel[],
  names: readonly string[] | undefined,
): readonly ImportTunnel[] {
  if (names === undefined) return tunnels.filter(({ proposed }) => proposed);
  return names.map((name) => {
    const found = tunnels.find(({ draft }) => draft.name === name);
    if (found === undefined) throw new UsageError(`no tunnel "${name}" was found`);
    return found;
  });
}
