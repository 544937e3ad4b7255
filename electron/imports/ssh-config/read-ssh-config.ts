import type { ImportNote } from '../../../shared/model/import-preview';
import { hasWildcard } from '../../../shared/model/wildcard';
import { type Found, type FoundTunnel, plainTunnel, tidyName } from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import { leftOut, Verdicts } from '../verdicts';
import { type ConfigFile, loadConfig } from './config-file';
import { credit, evaluate, type HostSettings, type Setting } from './evaluate';
import { listenersOf } from './forwards';
import { chooseIdentity } from './identity';
import { jumpHostsOf, type Reading } from './jump-hosts';
import { loginOf, methodOf } from './login';
import { startOf } from './proxy-command';

/**
 * The tunnels an ssh_config describes: one for each forward of each host it names, and for hosts
 * without any the tunnel they could carry. Nothing in it is run.
 *
 * @param text of the chosen file. @param path its real path. @param name what the person calls it.
 */
export async function readSshConfig(
  text: string,
  path: string,
  name: string,
  files: ImportFiles,
): Promise<Found> {
  const verdicts = new Verdicts();
  const config = await loadConfig(text, path, name, files, verdicts);
  const reading: Reading = { config, files, verdicts };
  const tunnels: FoundTunnel[] = [];
  for (const alias of aliasesOf(config)) {
    const settings = evaluate(config, alias, { localUser: files.user }, verdicts);
    tunnels.push(...(await tunnelsOf(settings, reading)));
  }
  giveTheRest(config, verdicts);
  return { tunnels, lines: verdicts.lines() };
}

/** The hosts a file names in full. A pattern is not a host; its settings reach those it fits. */
function aliasesOf(config: ConfigFile): readonly string[] {
  const aliases = new Set<string>();
  const visit = (file: ConfigFile): void => {
    for (const node of file.nodes) {
      if (node.keyword === 'host') {
        for (const word of node.args) {
          if (!hasWildcard(word) && !word.startsWith('!')) aliases.add(word);
        }
      }
      for (const included of node.included) visit(included);
    }
  };
  visit(config);
  return [...aliases];
}

/** What no host had a use for says so. */
function giveTheRest(config: ConfigFile, verdicts: Verdicts): void {
  for (const node of config.nodes) {
    if (!verdicts.has(node.line)) verdicts.give(node.line, leftOut({ code: 'applies-to-none' }));
    for (const included of node.included) giveTheRest(included, verdicts);
  }
}

async function tunnelsOf(
  settings: HostSettings,
  reading: Reading,
): Promise<readonly FoundTunnel[]> {
  const { files, verdicts } = reading;
  const login = loginOf(settings, verdicts);
  if (login === null) return [];
  const user = login.user ?? files.user;
  const facts = { hostName: login.host, user, port: login.port };
  const keyPath = await chooseIdentity(settings, facts, files, verdicts);
  const passed = await jumpHostsOf(settings, reading);
  const own = await startOf(settings, login, files, verdicts);
  const start = own === 'left-out' ? null : (passed?.start ?? own);
  const notes = notesOf(settings, verdicts);
  if (own === 'left-out') notes.push({ code: 'command-not-taken' });
  if (start !== null) {
    const { transport, instance } = start;
    notes.push({ code: 'aws-way', transport: transport.kind, instance: instance.id });
  }
  if (passed === null) notes.push({ code: 'jump-host-not-taken' });
  if (login.user === null) notes.push({ code: 'user-assumed', user: user.slice(0, 256) });
  const alias = tidyName(settings.alias, login.host);
  const common = {
    ...plainTunnel,
    ...login,
    user,
    authentication: methodOf(settings, keyPath, verdicts),
    keyPath,
    jumpHosts: passed?.hops ?? [],
    ...start,
  };
  const listeners = listenersOf(settings, verdicts);
  if (listeners.length === 0) {
    return [{ ...common, name: alias, localPort: null, proposed: false, notes }];
  }
  // Without the whole way to it a tunnel would dial somewhere else, or nowhere.
  const proposed = !notes.some(({ code }) => unreached.has(code));
  return listeners.map(({ kind, listenAddress, port, forward, from }, index) => ({
    ...common,
    kind,
    listenAddress,
    forward,
    localPort: port,
    name: index === 0 ? alias : tidyName(`${alias} ${port}`, alias),
    proposed,
    notes: from === null ? notes : [...notes, { code: 'loopback-only', from }],
  }));
}

const unreached: ReadonlySet<string> = new Set(['jump-host-not-taken', 'command-not-taken']);

/** What is not taken over and must be known before the tunnel is started. */
function notesOf({ first, matchNotRun }: HostSettings, verdicts: Verdicts): ImportNote[] {
  const notes: ImportNote[] = [];
  const jump = first.get('proxyjump');
  if (isNone(jump)) credit(verdicts, jump);
  credit(verdicts, first.get('tag'));
  if (matchNotRun) notes.push({ code: 'match-not-run' });
  return notes;
}

/** `none` says that there is to be none, whatever a later line says. */
function isNone(setting: Setting | undefined): boolean {
  return setting?.value.toLowerCase() === 'none';
}
