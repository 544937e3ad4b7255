import type { About } from '../../shared/contract/window';

/** Key stores that hold a key of their own; `basic_text` is a constant in Chromium's source. */
const trusted = /^(gnome_libsecret|kwallet\d*)$/;

/**
 * Whether Electron's safeStorage protects anything here.
 *
 * @param backend what safeStorage selected; only Linux has a choice.
 */
export function storageStatus(
  platform: NodeJS.Platform,
  backend: string,
  encryptionAvailable: boolean,
): About['secretStorage'] {
  if (platform === 'linux' && !trusted.test(backend)) {
    return { available: false, why: backend === 'basic_text' ? 'no-key-store' : 'unknown' };
  }
  return encryptionAvailable ? { available: true } : { available: false, why: 'locked' };
}
