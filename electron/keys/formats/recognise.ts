import { KeyProblemError, truncated, unsupported } from '../key-problem';
import type { KeyEnvelope } from './envelope';
import { openOpenssh } from './openssh';
import { type PemBlock, type PemFile, readPem } from './pem';
import { openPkcs8, openTraditional } from './pem-keys';
import { openPpk } from './ppk';

/** A public key as OpenSSH writes it on one line: type, then base64 that begins with a length. */
const publicLine =
  /(?:^|\s)((?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\d{3}|sk-[a-z0-9-]+)(?:-cert-v\d\d)?(?:@openssh\.com)?) AAAA/m;

/**
 * Finds out what kind of key file this is and opens it.
 *
 * @param bytes the whole file without a byte order mark.
 * @throws KeyProblemError saying what the file is instead, when it is no private key that can be used.
 */
export function openEnvelope(bytes: Buffer): KeyEnvelope {
  const encoding = wideEncoding(bytes);
  if (encoding !== null) throw new KeyProblemError({ code: 'key-encoding', encoding });
  // One character a byte: a comment's encoding is nobody's to decide here.
  const text = bytes.toString('latin1');
  if (text.trim() === '') throw new KeyProblemError({ code: 'key-empty' });
  if (/^PuTTY-User-Key-File/.test(text)) return openPpk(text);
  const pem = readPem(text);
  const block = pem.blocks.find(({ label }) => label.includes('PRIVATE KEY'));
  return block === undefined ? refuse(text, pem) : openBlock(block);
}

function openBlock(block: PemBlock): KeyEnvelope {
  switch (block.label) {
    case 'OPENSSH PRIVATE KEY':
      return openOpenssh(block.base64);
    case 'RSA PRIVATE KEY':
      return openTraditional(block, 'pkcs1');
    case 'EC PRIVATE KEY':
      return openTraditional(block, 'sec1');
    case 'PRIVATE KEY':
      return openPkcs8(block, false);
    case 'ENCRYPTED PRIVATE KEY':
      return openPkcs8(block, true);
    case 'DSA PRIVATE KEY':
      throw unsupported('ssh-dss');
    default:
      throw unsupported(block.label);
  }
}

/** Windows editors save "Unicode" as UTF-16, with a byte order mark or without. */
function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== 0 && third === 0 && fourth !== undefined) return 'utf-16be';
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return null;
}

/** The format that a label of PEM belongs to, for a block that never ends. */
function formatOfLabel(label: string): string {
  if (label === 'OPENSSH PRIVATE KEY') return 'openssh';
  if (label === 'RSA PRIVATE KEY') return 'pkcs1';
  if (label === 'EC PRIVATE KEY') return 'sec1';
  return label.endsWith('PRIVATE KEY') ? 'pkcs8' : 'pem';
}

/** Says what a file without a usable private key is. */
function refuse(text: string, pem: PemFile): never {
  if (pem.unfinished !== null) throw truncated(formatOfLabel(pem.unfinished));
  const labels = pem.blocks.map(({ label }) => label);
  if (labels.some((label) => label.endsWith('PUBLIC KEY'))) throw isPublic();
  if (labels.some((label) => label.endsWith('CERTIFICATE'))) throw isCertificate();
  if (/^---- BEGIN SSH2 PUBLIC KEY ----/m.test(text)) throw isPublic();
  if (/^---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/m.test(text)) throw unsupported('ssh.com');
  if (text.startsWith('SSH PRIVATE KEY FILE FORMAT 1.1')) throw unsupported('SSH-1');
  const type = publicLine.exec(text)?.[1];
  if (type !== undefined) throw type.includes('-cert-v') ? isCertificate() : isPublic();
  if (/^\s*-----BEGIN /.test(text)) throw truncated('pem');
  throw new KeyProblemError({ code: 'key-not-recognised' });
}

function isPublic(): KeyProblemError {
  return new KeyProblemError({ code: 'key-is-public' });
}

function isCertificate(): KeyProblemError {
  return new KeyProblemError({ code: 'key-is-certificate' });
}
