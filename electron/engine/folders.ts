import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of Culvert's own files, the same for the app and the command line: what Electron calls
 * userData. `CULVERT_DATA_DIR` puts it elsewhere.
 */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['CULVERT_DATA_DIR']) return env['CULVERT_DATA_DIR'];
  const home = homedir();
  if (platform === 'win32') {
    return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Culvert');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Culvert');
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Culvert');
}

/** Host keys the user has trusted in Culvert, in known_hosts format. */
export function trustStoreFile(folder: string): string {
  return join(folder, 'trusted-hosts');
}

/** Keys of the demonstration's bastion. */
export function demoFolder(folder: string): string {
  return join(folder, 'demo');
}
