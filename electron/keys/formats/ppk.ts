import type { KeyFormat } from '../../../shared/model/key-facts';
import { curveOfType } from '../curves';
import { curveNumber, type KeyMaterial } from '../key-material';
import { corrupt } from '../key-problem';
import { readPublicBlob } from '../public-blob';
import { commentText } from './comment';
import type { KeyEnvelope, UnlockedKey } from './envelope';
import { type PpkFile, readPpkFile } from './ppk-file';
import { openPpkSecret } from './ppk-secret';
import { WireReader } from './wire';

/**
 * Opens a PuTTY private key, version 2 or 3 (PuTTY's manual, appendix "PPK file format"). The public
 * half and the comment stand in clear.
 *
 * @throws KeyProblemError key-truncated, key-corrupt or key-unsupported.
 */
export function openPpk(text: string): KeyEnvelope {
  const file = readPpkFile(text);
  const format: KeyFormat = file.version === 2 ? 'ppk2' : 'ppk3';
  const { type } = readPublicBlob(file.publicBlob, format);
  if (type !== file.algorithm) throw corrupt(format);
  const comment = commentText(Buffer.from(file.comment, 'latin1'));
  return {
    format,
    encrypted: file.encryption !== 'none',
    comment,
    publicBlob: file.publicBlob,
    unlock: (passphrase) => unlock(file, format, comment, passphrase),
  };
}

async function unlock(
  file: PpkFile,
  format: KeyFormat,
  comment: string,
  passphrase: Buffer,
): Promise<UnlockedKey> {
  const secret = await openPpkSecret(file, passphrase);
  try {
    const fields = new WireReader(secret, () => corrupt(format));
    const material = readMaterial(file, fields, format);
    // What is left is padding up to the cipher's block; the MAC has vouched for it.
    if (fields.left >= 16) throw corrupt(format);
    return { material, comment };
  } finally {
    secret.fill(0);
  }
}

/** The private half lacks what the public half already says, so that both are read side by side. */
function readMaterial(file: PpkFile, secret: WireReader, format: KeyFormat): KeyMaterial {
  const open = new WireReader(file.publicBlob, () => corrupt(format));
  const type = open.name();
  if (type === 'ssh-rsa') {
    const [e, n] = [open.mpint(), open.mpint()];
    const [d, p, q, iqmp] = [secret.mpint(), secret.mpint(), secret.mpint(), secret.mpint()];
    if (!n || !e || !d || !p || !q || !iqmp) throw corrupt(format);
    return { kind: 'rsa', n, e, d, p, q, iqmp };
  }
  if (type === 'ssh-ed25519') {
    const point = open.string();
    const number = secret.string();
    if (number.length > 32) throw corrupt(format);
    // PuTTY keeps the seed as a little-endian number and leaves zeros at its high end away.
    const seed = Buffer.concat([number, Buffer.alloc(32 - number.length)]);
    return { kind: 'ed25519', seed, point };
  }
  const curve = curveOfType(type);
  if (curve === undefined) throw corrupt(format);
  open.name();
  const point = open.string();
  const d = curveNumber(curve, secret.string());
  if (d === null) throw corrupt(format);
  return { kind: 'ecdsa', curve, point, d };
}
