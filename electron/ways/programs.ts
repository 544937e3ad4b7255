import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { FailureError } from '../../shared/model/failure';

/**
 * Where AWS's installers and package managers put their programs. One that is started from the
 * desktop knows fewer folders than a terminal: on macOS not even /usr/local/bin.
 */
const usualFolders: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/usr/local/bin', '/opt/homebrew/bin', '/usr/local/sessionmanagerplugin/bin'],
  linux: ['/usr/local/bin', '/usr/bin', '/usr/local/sessionmanagerplugin/bin'],
  win32: [
    'C:\\Program Files\\Amazon\\SessionManagerPlugin\\bin',
    'C:\\Program Files\\Amazon\\AWSCLIV2',
  ],
};

/**
 * The whole path of a program, from the folders of PATH and the usual ones.
 *
 * @throws FailureError `command-missing`.
 */
export function findProgram(
  name: string,
  path = process.env['PATH'] ?? '',
  platform: NodeJS.Platform = process.platform,
): string {
  const file = platform === 'win32' ? `${name}.exe` : name;
  const folders = [...path.split(delimiter), ...(usualFolders[platform] ?? [])];
  const found = folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find(isProgram);
  if (found === undefined) throw new FailureError({ code: 'command-missing', program: name });
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not ours to run: either way it is not the one.
    return false;
  }
}
