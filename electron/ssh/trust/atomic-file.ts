import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;

/**
 * Replaces a file so that a reader, or the next start after a power cut, finds the old bytes or the
 * new ones and never a mixture: a new file is written and flushed, then takes the old one's name.
 * The file is its owner's alone (mode 0600); folders that are missing are made with mode 0700.
 *
 * @throws the file system's own error; the old file is then untouched and no other is left behind.
 */
export async function replaceFile(path: string, content: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: ownerOnlyFolder });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFlushed(temporary, content);
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(folder);
}

async function writeFlushed(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx', ownerOnlyFile);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows refuses to replace a file another program has open; a virus scanner lets go soon. */
async function renameOver(from: string, to: string): Promise<void> {
  const patience = process.platform === 'win32' ? [20, 80, 200, 500] : [];
  for (const wait of patience) {
    try {
      return await rename(from, to);
    } catch {
      await delay(wait);
    }
  }
  await rename(from, to);
}

/** The new name itself is on disk only once its folder is; Windows cannot open a folder for that. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
