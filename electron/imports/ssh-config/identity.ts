import { isAbsolute, join, resolve } from 'node:path';
import { isNetworkPath } from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import { leftOut, refused, taken, type Verdict, type Verdicts } from '../verdicts';
import type { HostSettings, Setting } from './evaluate';

export interface IdentityFacts {
  readonly hostName: string;
  readonly user: string;
  readonly port: number;
}

/**
 * The key file a host's settings name: the first that is there, else the first. No file is opened:
 * that happens when the person starts the tunnel.
 */
export async function chooseIdentity(
  settings: HostSettings,
  facts: IdentityFacts,
  files: ImportFiles,
  verdicts: Verdicts,
): Promise<string | null> {
  const usable: { setting: Setting; path: string }[] = [];
  for (const setting of settings.all.get('identityfile') ?? []) {
    if (setting.value.toLowerCase() === 'none') {
      verdicts.give(setting.line, taken);
      continue;
    }
    const path = identityPath(setting.value, settings.alias, facts, files);
    if (typeof path === 'string') usable.push({ setting, path });
    else verdicts.give(setting.line, path);
  }
  const there = await Promise.all(usable.map(({ path }) => files.exists(path)));
  const chosen = usable[Math.max(0, there.indexOf(true))] ?? null;
  for (const each of usable) {
    verdicts.give(each.setting.line, each === chosen ? taken : leftOut({ code: 'one-key-only' }));
  }
  return chosen?.path ?? null;
}

/** The path an IdentityFile means (ssh_config(5), TOKENS), or why it is not taken. */
function identityPath(
  value: string,
  alias: string,
  { hostName, user, port }: IdentityFacts,
  { home, user: localUser, folder }: ImportFiles,
): string | Verdict {
  const tokens: Readonly<Record<string, string>> = {
    '%%': '%',
    '%d': home,
    '%h': hostName,
    '%n': alias,
    '%p': String(port),
    '%r': user,
    '%u': localUser,
  };
  const foreign = (value.match(/%./g) ?? []).find((token) => tokens[token] === undefined);
  const unknown = foreign ?? /\$\{[^}]*\}|^~[^\\/]+/.exec(value)?.[0];
  if (unknown !== undefined) {
    return leftOut({ code: 'unknown-token', token: unknown.slice(0, 64) });
  }
  const filled = value.replace(/%./g, (token) => tokens[token] ?? token);
  if (isNetworkPath(filled)) return refused({ code: 'network-path' });
  if (filled.length > 4_096 || /\p{Cc}/u.test(filled)) return refused({ code: 'malformed' });
  if (/^~[\\/]/.test(filled)) return join(home, filled.slice(2));
  // A path of another system is left as it is, so that the person can tell which file is meant.
  if (isAbsolute(filled) || /^[a-z]:[\\/]/i.test(filled)) return filled;
  return resolve(folder, filled);
}
