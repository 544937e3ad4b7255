import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param {string} file
 * @returns {string | null} null where this kernel has no such setting.
 */
function kernelSetting(file) {
  try {
    return readFileSync(join('/proc/sys/kernel', file), 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Whether an ordinary user may make the namespaces Chromium's sandbox is built of: Ubuntu since
 * 23.10 and hardened Debian kernels say no.
 */
function namespacesPermitted() {
  return (
    kernelSetting('apparmor_restrict_unprivileged_userns') !== '1' &&
    kernelSetting('unprivileged_userns_clone') !== '0'
  );
}

/**
 * What keeps Chromium's sandbox from starting on this Linux, in one sentence with the remedy, or
 * null. Switching the sandbox off is not among the remedies.
 *
 * @param {string} executable
 */
export function sandboxSentence(executable) {
  if (process.platform !== 'linux' || process.getuid?.() === 0 || namespacesPermitted())
    return null;
  const helper = join(dirname(executable), 'chrome-sandbox');
  const facts = statSync(helper, { throwIfNoEntry: false });
  if (facts?.uid === 0 && (facts.mode & 0o4000) !== 0) return null;
  return `Chromium's sandbox may not start as an ordinary user on this system; allow its helper once: sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`;
}
