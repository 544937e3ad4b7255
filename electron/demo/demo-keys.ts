import { generateKeyPairSync } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { opensshPem } from '../keys/key-material';
import { replaceFile } from '../ssh/trust/atomic-file';
import { withFileLock } from '../ssh/trust/file-lock';

/** A key of the demonstration. `text` is the private key in OpenSSH's format, without passphrase. */
export interface DemoKey {
  readonly path: string;
  readonly text: string;
  /** The public key blob (RFC 4253 6.6). */
  readonly publicBlob: Buffer;
}

export interface DemoKeys {
  readonly host: DemoKey;
  /** The only key that logs in. */
  readonly login: DemoKey;
}

/**
 * The demonstration's two Ed25519 keys, made on the first run and kept: the host key must stay the
 * same to be recognised. Files have mode 0600, the folder 0700. A file that no longer holds a key
 * is replaced; nothing else depends on it.
 *
 * @throws the file system's own error when the folder cannot be read or written.
 */
export async function demoKeys(folder: string): Promise<DemoKeys> {
  const hostPath = join(folder, 'demo_host_ed25519');
  const loginPath = join(folder, 'demo_login_ed25519');
  // The app and the command line may both be on their first run, in the same folder.
  return withFileLock(join(folder, 'demo_keys'), async () => ({
    host: await keyAt(hostPath, 'Culvert demonstration, bastion'),
    login: await keyAt(loginPath, 'Culvert demonstration, login'),
  }));
}

async function keyAt(path: string, comment: string): Promise<DemoKey> {
  const kept = await readKey(path);
  if (kept !== null) {
    await chmod(path, 0o600);
    return kept;
  }
  const text = newKey(comment);
  await replaceFile(path, Buffer.from(text));
  const made = parse(path, text);
  if (made === null) throw new Error(`a key just made does not parse: ${path}`);
  return made;
}

/**
 * A new Ed25519 key in OpenSSH format. Not by ssh2, whose generator now and then (3 in 600) writes
 * one that no parser takes, its own included; and not by way of a KeyObject, whose export as JWK
 * waits for its own lock for ever in one of four starts of Electron's utility process.
 */
export function newKey(comment: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  // Both end with the 32 bytes themselves (RFC 8410, 4 and 7).
  const seed = privateKey.subarray(-32);
  const point = publicKey.subarray(-32);
  return opensshPem({ kind: 'ed25519', seed, point }, comment);
}

async function readKey(path: string): Promise<DemoKey | null> {
  try {
    return parse(path, await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(path: string, text: string): DemoKey | null {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error || key.type !== 'ssh-ed25519' || !key.isPrivateKey()) return null;
  return { path, text, publicBlob: key.getPublicSSH() };
}
