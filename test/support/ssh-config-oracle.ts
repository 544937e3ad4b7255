import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskFiles } from '../../electron/imports/disk';
import type { FoundTunnel } from '../../electron/imports/found-tunnel';
import { readSshConfig } from '../../electron/imports/ssh-config/read-ssh-config';
import type { temporaryFolder } from './temp-folder';

/** Writes files, in whose text FOLDER is their folder, and returns the path of `config`. */
export function writeConfig(
  folder: ReturnType<typeof temporaryFolder>,
  files: Readonly<Record<string, string>>,
): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(folder.file(name)), { recursive: true });
    writeFileSync(folder.file(name), text.replaceAll('FOLDER', folder.path), { mode: 0o600 });
  }
  return folder.file('config');
}

/** The tunnels that Culvert reads from it. */
export async function culvertSays(path: string): Promise<readonly FoundTunnel[]> {
  const files = diskFiles(path, 'en');
  const read = await files.read(path);
  if (!read.ok) throw new Error(read.why);
  return (await readSshConfig(read.text, read.path, 'config', files)).tunnels;
}

/** What ssh itself would use, by keyword; it connects nowhere with -G. */
export function sshSays(path: string, alias: string): Map<string, string[]> {
  const text = execFileSync('ssh', ['-G', '-F', path, alias], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = new Map<string, string[]>();
  for (const line of text.trim().split('\n')) {
    const at = line.indexOf(' ');
    const keyword = line.slice(0, at);
    said.set(keyword, [...(said.get(keyword) ?? []), line.slice(at + 1)]);
  }
  return said;
}

/** The forwards of these tunnels, each in a line. */
export function forwardsOf(tunnels: readonly FoundTunnel[]): string[] {
  return tunnels
    .filter(({ localPort }) => localPort !== null)
    .map(({ kind, localPort, forward }) =>
      forward === null
        ? `${kind} ${localPort}`
        : `${kind} ${localPort} [${forward.host}]:${forward.port}`,
    )
    .sort();
}

/** The same of what ssh says, with the port it binds last in `[127.0.0.1]:1080`. */
export function sshForwards(said: Map<string, string[]>): string[] {
  const kinds = { dynamicforward: 'dynamic', localforward: 'local', remoteforward: 'remote' };
  return Object.entries(kinds)
    .flatMap(([keyword, kind]) =>
      (said.get(keyword) ?? []).map((value) => {
        const [listen = '', target] = value.split(' ');
        const port = listen.replace(/^.*:/, '');
        return target === undefined ? `${kind} ${port}` : `${kind} ${port} ${target}`;
      }),
    )
    .sort();
}
