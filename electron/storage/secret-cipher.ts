import { safeStorage } from 'electron';
import { storageStatus } from './secret-status';
import type { SecretCipher } from './secrets';

/** Electron's safeStorage. It takes text only, so bytes travel as base64 and stay exact. */
export const systemCipher: SecretCipher = {
  status: () =>
    storageStatus(
      process.platform,
      process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system',
      safeStorage.isEncryptionAvailable(),
    ),
  encrypt: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
  decrypt: (sealed) => Buffer.from(safeStorage.decryptString(sealed), 'base64'),
};
