import { settle } from '../../../electron/imports/settle';
import { readSshConfig } from '../../../electron/imports/ssh-config/read-ssh-config';
import { importPreviewSchema } from '../../../shared/model/import-preview';
import { memoryFiles, verdictsOf } from './memory-files';

/** Where the files of the tests' user are. */
export const config = '/home/ana/.ssh/config';

/** What an import makes of files in memory, and what it did to them. */
export async function read(contents: Readonly<Record<string, string>>, chosen = config) {
  const files = memoryFiles(contents, chosen);
  const text = contents[chosen] ?? '';
  const found = await readSshConfig(text, chosen, 'config', files);
  const preview = await settle('ssh-config', found, [], files);
  importPreviewSchema.parse(preview);
  return { ...preview, files, verdicts: verdictsOf(found) };
}

/** The same of the user's own file alone, by its lines. */
export const readText = (...lines: readonly string[]) => read({ [config]: lines.join('\n') });
