import type { KeyFacts, KeyWarning } from '../../shared/model/key-facts';
import { checkConsistency } from './consistency';
import type { KeyEnvelope, UnlockedKey } from './formats/envelope';
import { openEnvelope } from './formats/recognise';
import { readKeyFile } from './key-file';
import { opensshPem, publicBlobOf, wipe } from './key-material';
import { corrupt, KeyProblemError } from './key-problem';
import type { PrivateKey } from './private-key';
import { fingerprintOf, readPublicBlob } from './public-blob';

interface OpenedFile {
  readonly envelope: KeyEnvelope;
  readonly warnings: KeyWarning[];
}

/** Opens a key file, hands it to `use`, and overwrites the file's bytes when that is done. */
async function withKeyFile<Result>(
  path: string,
  use: (file: OpenedFile) => Promise<Result>,
): Promise<Result> {
  const { bytes, warnings } = await readKeyFile(path);
  try {
    return await use({ envelope: openEnvelope(bytes), warnings });
  } finally {
    bytes.fill(0);
  }
}

function factsOf(
  { envelope, warnings }: OpenedFile,
  publicBlob: Buffer | null,
  comment: string,
): KeyFacts {
  const { format, encrypted } = envelope;
  const known = publicBlob === null ? null : readPublicBlob(publicBlob, format);
  return {
    format,
    type: known?.type ?? null,
    bits: known?.bits ?? null,
    fingerprint: publicBlob === null ? null : fingerprintOf(publicBlob),
    comment,
    encrypted,
    warnings,
  };
}

/** Unlocks, and proves that the private half, the public half and the one told apart all agree. */
async function unlock(envelope: KeyEnvelope, passphrase: Buffer): Promise<UnlockedKey> {
  const key = await envelope.unlock(passphrase);
  checkConsistency(key.material, envelope.format);
  const told = envelope.publicBlob;
  if (told !== null && !told.equals(publicBlobOf(key.material))) throw corrupt(envelope.format);
  return key;
}

/**
 * What a key file says without a passphrase. A file that is not encrypted is read whole, so that
 * damage is found when it is chosen and not when it is first used.
 *
 * @throws KeyProblemError with any code but those about passphrases.
 */
export function inspectKey(path: string): Promise<KeyFacts> {
  return withKeyFile(path, async (file) => {
    const { envelope } = file;
    if (envelope.encrypted) return factsOf(file, envelope.publicBlob, envelope.comment);
    const { material, comment } = await unlock(envelope, Buffer.alloc(0));
    const facts = factsOf(file, publicBlobOf(material), comment);
    wipe(material);
    return facts;
  });
}

/**
 * Reads and unlocks a key file.
 *
 * @param passphrase its bytes, UTF-8 where a person typed them; null when there is none.
 * @throws KeyProblemError passphrase-required only for an encrypted file without a passphrase.
 */
export function loadKey(path: string, passphrase: Buffer | null): Promise<PrivateKey> {
  return withKeyFile(path, async (file) => {
    const { envelope } = file;
    if (envelope.encrypted && passphrase === null) {
      throw new KeyProblemError({ code: 'passphrase-required' });
    }
    return privateKeyOf(file, passphrase ?? Buffer.alloc(0));
  });
}

/**
 * Reads a key file that is not encrypted.
 *
 * @returns null for an encrypted one, which takes a passphrase and a derivation to unlock.
 * @throws KeyProblemError with any code but those about passphrases.
 */
export function loadPlainKey(path: string): Promise<PrivateKey | null> {
  return withKeyFile(path, async (file) =>
    file.envelope.encrypted ? null : privateKeyOf(file, Buffer.alloc(0)),
  );
}

async function privateKeyOf(file: OpenedFile, passphrase: Buffer): Promise<PrivateKey> {
  const { material, comment } = await unlock(file.envelope, passphrase);
  const publicBlob = publicBlobOf(material);
  const pem = opensshPem(material, comment);
  wipe(material);
  return { facts: factsOf(file, publicBlob, comment), publicBlob, pem };
}
