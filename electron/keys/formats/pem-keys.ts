import type { KeyFormat } from '../../../shared/model/key-facts';
import { type KeyMaterial, publicBlobOf } from '../key-material';
import { decodeBase64 } from './base64';
import { refuseTruncated } from './der';
import type { KeyEnvelope } from './envelope';
import { decryptPbes2, readPbes2 } from './pbes2';
import type { PemBlock } from './pem';
import { decryptPem, readPemEncryption } from './pem-encryption';
import { readPkcs1, readPkcs8, readSec1 } from './pkcs';

type Read = (der: Buffer) => KeyMaterial;

/** A key of DER that stands in clear is read at once: its public half has to be worked out. */
function plain(format: KeyFormat, der: Buffer, read: Read): KeyEnvelope {
  const material = read(der);
  der.fill(0);
  return {
    format,
    encrypted: false,
    comment: '',
    publicBlob: publicBlobOf(material),
    unlock: async () => ({ material, comment: '' }),
  };
}

function locked(format: KeyFormat, open: (passphrase: Buffer) => Buffer, read: Read): KeyEnvelope {
  return {
    format,
    encrypted: true,
    comment: '',
    publicBlob: null,
    unlock: async (passphrase) => {
      const der = open(passphrase);
      try {
        return { material: read(der), comment: '' };
      } finally {
        der.fill(0);
      }
    },
  };
}

/** Opens `RSA PRIVATE KEY` or `EC PRIVATE KEY`, in clear or encrypted the way of old PEM files. */
export function openTraditional(block: PemBlock, format: 'pkcs1' | 'sec1'): KeyEnvelope {
  const read: Read = (der) =>
    format === 'pkcs1' ? readPkcs1(der, format) : readSec1(der, format, null);
  const encryption = readPemEncryption(block, format);
  const data = decodeBase64(block.base64, format);
  if (encryption !== null) {
    return locked(format, (passphrase) => decryptPem(encryption, data, passphrase, format), read);
  }
  refuseTruncated(data, format);
  return plain(format, data, read);
}

/** Opens `PRIVATE KEY` or `ENCRYPTED PRIVATE KEY`. */
export function openPkcs8(block: PemBlock, encrypted: boolean): KeyEnvelope {
  const der = decodeBase64(block.base64, 'pkcs8');
  refuseTruncated(der, 'pkcs8');
  if (!encrypted) return plain('pkcs8', der, readPkcs8);
  const scheme = readPbes2(der);
  return locked('pkcs8', (passphrase) => decryptPbes2(scheme, passphrase), readPkcs8);
}
