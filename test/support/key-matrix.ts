import type { KeyFormat, KeyType } from '../../shared/model/key-facts';
import { type KeyKind, type KeyMaker, keyKinds, type MadeKey } from './key-files';

/** Of every encrypted key: characters of one, two and three bytes. */
export const passphrase = 'corrèct hörse 電池';
const argon2Kinds = ['argon2id', 'argon2i', 'argon2d'] as const;

/** What is true of a kind in whatever format. */
export const facts: Readonly<Record<KeyKind, { type: KeyType; bits: number }>> = {
  'rsa-2048': { type: 'ssh-rsa', bits: 2048 },
  'rsa-3072': { type: 'ssh-rsa', bits: 3072 },
  'ecdsa-256': { type: 'ecdsa-sha2-nistp256', bits: 256 },
  'ecdsa-384': { type: 'ecdsa-sha2-nistp384', bits: 384 },
  'ecdsa-521': { type: 'ecdsa-sha2-nistp521', bits: 521 },
  ed25519: { type: 'ssh-ed25519', bits: 256 },
};

/** One cell of the matrix of kinds, formats and encryptions. */
export interface KeyCase {
  readonly name: string;
  readonly kind: KeyKind;
  readonly format: KeyFormat;
  readonly encrypted: boolean;
  readonly make: (maker: KeyMaker) => MadeKey;
}

function casesOf(kind: KeyKind): KeyCase[] {
  const cases: KeyCase[] = [];
  const add = (format: KeyFormat, secret: string, detail: string, make: KeyCase['make']): void => {
    const name = `${kind} ${format} ${secret === '' ? 'plain' : 'encrypted'}${detail}`;
    cases.push({ name, kind, format, encrypted: secret !== '', make });
  };
  for (const secret of ['', passphrase]) {
    add('openssh', secret, '', (maker) => maker.sshKeygen(kind, 'RFC4716', secret));
    if (kind === 'ed25519') {
      add('pkcs8', secret, '', (maker) => maker.opensslEd25519(secret));
    } else {
      const traditional = kind.startsWith('rsa') ? 'pkcs1' : 'sec1';
      add(traditional, secret, '', (maker) => maker.sshKeygen(kind, 'PEM', secret));
      add('pkcs8', secret, '', (maker) => maker.sshKeygen(kind, 'PKCS8', secret));
    }
    add('ppk2', secret, '', (maker) => maker.puttygen(kind, 2, secret));
    for (const derivation of secret === '' ? (['argon2id'] as const) : argon2Kinds) {
      const detail = secret === '' ? '' : ` ${derivation}`;
      add('ppk3', secret, detail, (maker) => maker.puttygen(kind, 3, secret, derivation));
    }
  }
  return cases;
}

/** Every kind of key in every format that can hold it, in clear and encrypted. */
export const keyMatrix: readonly KeyCase[] = keyKinds.flatMap(casesOf);
