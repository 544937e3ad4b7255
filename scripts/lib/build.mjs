import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';
import { runModule } from './run.mjs';
import { step, Trouble } from './say.mjs';

/** What the built app is made from. */
const sources = [
  'electron',
  'renderer',
  'shared',
  'patches',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];
const stampFile = inProject('dist', '.sources');

/**
 * @param {string} path
 * @param {import('node:crypto').Hash} hash
 */
function digest(path, hash) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) digest(join(path, name), hash);
  } else {
    hash.update(`${path}\0`).update(readFileSync(path));
  }
}

/** By content and not by time: a checkout of an older commit gives its files today's date. */
function sourcesDigest() {
  const hash = createHash('sha256');
  for (const source of sources) digest(inProject(source), hash);
  return hash.digest('hex');
}

function builtFrom() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null;
}

/**
 * Builds dist/ when it was not built from the sources as they are now.
 *
 * @throws {Trouble} when the build fails.
 */
export async function build() {
  const wanted = sourcesDigest();
  if (builtFrom() === wanted) return;
  const code = await step('Building', () =>
    runModule('vite/bin/vite.js', ['build', '--app', '--logLevel', 'warn'], { output: 'stderr' }),
  );
  if (code !== 0) throw new Trouble(`The build failed with exit code ${code}.`, code);
  writeFileSync(stampFile, wanted);
}
