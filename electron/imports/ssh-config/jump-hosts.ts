import type { FoundJumpHost } from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import { leftOut, taken, type Verdicts } from '../verdicts';
import type { ConfigFile } from './config-file';
import { evaluate, type HostSettings } from './evaluate';
import { chooseIdentity } from './identity';
import { loginOf, methodOf } from './login';
import { type FoundStart, startOf } from './proxy-command';

/** As many as a tunnel can have. */
const most = 8;

/** Where a configuration is looked up, and who reads it. */
export interface Reading {
  readonly config: ConfigFile;
  readonly files: ImportFiles;
  readonly verdicts: Verdicts;
}

/** The servers that are passed, and how the first of them is reached; null for a plain connection. */
export interface FoundWay {
  readonly hops: readonly FoundJumpHost[];
  readonly start: FoundStart | null;
}

/**
 * The hosts that ProxyJump names, in the order they are passed. Each is looked up under its own name,
 * as ssh does: what the target's block says holds for the target alone. The first may be reached by
 * way of others itself.
 *
 * @returns null when a part of the way cannot be taken over, which its line then says.
 */
export async function jumpHostsOf(
  settings: HostSettings,
  reading: Reading,
  depth = 0,
): Promise<FoundWay | null> {
  const jump = settings.first.get('proxyjump');
  if (jump === undefined || jump.value.toLowerCase() === 'none') return { hops: [], start: null };
  const hops: FoundJumpHost[] = [];
  let start: FoundStart | null = null;
  for (const [index, word] of jump.value.split(',').entries()) {
    const found = await oneHop(word.trim(), index === 0, reading, depth);
    if (found === null) {
      reading.verdicts.give(jump.line, leftOut({ code: 'jump-host-not-taken' }));
      return null;
    }
    hops.push(...found.hops);
    start ??= found.start;
  }
  const fits = hops.length <= most;
  reading.verdicts.give(jump.line, fits ? taken : leftOut({ code: 'jump-host-not-taken' }));
  return fits ? { hops, start } : null;
}

async function oneHop(
  word: string,
  isFirst: boolean,
  reading: Reading,
  depth: number,
): Promise<FoundWay | null> {
  const named = readHop(word);
  if (named === null || depth >= most) return null;
  const { config, files, verdicts } = reading;
  const settings = evaluate(config, named.alias, { localUser: files.user }, verdicts, {
    ...(named.user !== null && { user: named.user }),
    ...(named.port !== null && { port: named.port }),
  });
  const login = loginOf(settings, verdicts);
  if (login === null) return null;
  const start = await startOf(settings, login, files, verdicts);
  // A command leads to where the way begins, and to no other place on it.
  if (start === 'left-out' || (start !== null && !isFirst)) return null;
  const before = isFirst ? await jumpHostsOf(settings, reading, depth + 1) : null;
  if (isFirst && before === null) return null;
  const user = login.user ?? files.user;
  const facts = { hostName: login.host, user, port: login.port };
  const keyPath = await chooseIdentity(settings, facts, files, verdicts);
  const authentication = methodOf(settings, keyPath, verdicts);
  const hop = { ...login, user, authentication, keyPath };
  return { hops: [...(before?.hops ?? []), hop], start: before?.start ?? start };
}

/** What ssh refuses in a jump host, since it hands them to a shell (ssh.c, valid_hostname, valid_ruser). */
const shellWords = /^-|[\s;|&$`"'(){}<>\\]/;

/** `[user@]host[:port]` or `ssh://[user@]host[:port]` (ssh_config(5), ProxyJump). */
function readHop(word: string) {
  const parts = /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[([^\]]+)\]|([^:[\]/@]+))(?::(\d{1,5}))?\/?$/.exec(
    word,
  );
  if (parts === null) return null;
  const alias = parts[2] ?? parts[3] ?? '';
  const user = parts[1] ?? null;
  if (shellWords.test(alias) || (user !== null && shellWords.test(user))) return null;
  return { alias, user, port: parts[4] ?? null };
}
