import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, inProject } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';
import { say } from '../lib/say.mjs';
import { packagedVersion } from './versions.mjs';

/** How long a download may be silent, in ms: a firewall that drops packets must not cost minutes. */
const silenceMs = 10_000;
/** After a failure the next starts do not try again for this long, in ms. */
const patienceMs = 24 * 60 * 60 * 1000;

const folder = inProject('node_modules', 'electron');

/** Where the electron package has its own binary, or null when it is not there (yet). */
export function presentBinary() {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

function memoryFile() {
  return join(cacheFolder(), 'electron-not-reachable.json');
}

/** What a remembered failure was about: another version or another mirror is another question. */
function question() {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? '';
  return `${packagedVersion()} ${mirror}`;
}

function failedLately() {
  if (!existsSync(memoryFile())) return false;
  try {
    const memory = JSON.parse(readFileSync(memoryFile(), 'utf8'));
    return memory.question === question() && Date.now() - memory.at < patienceMs;
  } catch {
    // Half-written by a run that was killed: as good as no memory.
    return false;
  }
}

/** @param {boolean} failed */
function remember(failed) {
  if (!failed) {
    rmSync(memoryFile(), { force: true });
    return;
  }
  mkdirSync(dirname(memoryFile()), { recursive: true });
  writeFileSync(memoryFile(), JSON.stringify({ question: question(), at: Date.now() }));
}

/**
 * Loads the archive into the cache that the electron package's own installer looks in, giving up
 * when nothing arrives for {@link silenceMs}. The installer itself would wait as long as the
 * network lets it.
 */
async function downloadArchive() {
  const module = inProject('node_modules', '@electron', 'get', 'dist', 'index.js');
  const { downloadArtifact } = await import(pathToFileURL(module).href);
  const checksums = JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8'));
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error(`nothing arrived for ${silenceMs / 1000} s`));
  const timer = setTimeout(giveUp, silenceMs);
  try {
    await downloadArtifact({
      version: packagedVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums,
      cacheRoot: process.env['electron_config_cache'],
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback: async () => void timer.refresh(),
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/**
 * Fetches the electron package's own binary.
 *
 * @param {boolean} insist try even if it failed within the last day.
 * @returns {Promise<{ executable: string } | { why: string }>} the reason in words when it is not
 *   to be had.
 */
export async function downloadBinary(insist) {
  if (!insist && failedLately()) return { why: 'its download failed within the last day' };
  say(`fetching Electron ${packagedVersion()} …`);
  try {
    await downloadArchive();
  } catch (error) {
    remember(true);
    return { why: `its download failed: ${reason(error)}` };
  }
  const code = await run(process.execPath, [join(folder, 'install.js')], { output: 'stderr' });
  const executable = presentBinary();
  if (code !== 0 || executable === null) {
    remember(true);
    return { why: `its installer ended with exit code ${code}` };
  }
  remember(false);
  return { executable };
}
