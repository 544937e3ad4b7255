import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './project.mjs';
import { capture } from './run.mjs';

const name = 'webext-foxyproxy';
/** The last one that reads what FoxyProxy wrote before version 8. */
const version = '7.5.1';

/**
 * Where Debian's FoxyProxy 7.5.1 for Firefox lies once it was fetched; null where it was not. It is unpacked
 * and not installed: every Firefox of this computer would load it.
 */
export function foxyProxyFolder() {
  const folder = join(cacheFolder(), name, 'usr', 'share', 'webext', 'foxyproxy');
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return null;
  return JSON.parse(readFileSync(manifest, 'utf8')).version === version ? folder : null;
}

/** Fetches it where Debian has it. @returns {Promise<boolean>} whether it is there. */
export async function fetchFoxyProxy() {
  if (foxyProxyFolder() !== null) return true;
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), `${name}.new-`));
  try {
    const fetched = await capture('apt-get', ['download', '-qq', name], { cwd: work });
    const [file] = (await readdir(work)).filter((each) => each.endsWith('.deb'));
    if (fetched.code !== 0 || file === undefined) return false;
    const unpacked = join(work, 'unpacked');
    const { code } = await capture('dpkg-deb', ['-x', join(work, file), unpacked]);
    if (code !== 0) return false;
    await rename(unpacked, join(cacheFolder(), name)).catch(() => undefined);
    return foxyProxyFolder() !== null;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
