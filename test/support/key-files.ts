import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { temporaryFolder } from './temp-folder';

export const keyKinds = [
  'rsa-2048',
  'rsa-3072',
  'ecdsa-256',
  'ecdsa-384',
  'ecdsa-521',
  'ed25519',
] as const;
export type KeyKind = (typeof keyKinds)[number];

export type PpkDerivation = 'argon2id' | 'argon2i' | 'argon2d';

/** A private key with the public line it must lead to, made by the tool a user would take. */
export interface MadeKey {
  readonly file: string;
  /** One line of authorized_keys. */
  readonly publicLine: string;
  /** As `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Makes real keys with ssh-keygen, puttygen and openssl in a folder of its own. */
export class KeyMaker {
  readonly #folder = temporaryFolder('culvert-keys-');
  readonly #bases = new Map<KeyKind, MadeKey>();
  #count = 0;

  /** A path in the folder that nothing has used yet. */
  path(name: string): string {
    this.#count += 1;
    return this.#folder.file(`${this.#count}-${name}`);
  }

  write(name: string, content: string | Uint8Array): string {
    const file = this.path(name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  remove(): void {
    this.#folder.remove();
  }

  /** One key a kind, without encryption in OpenSSH's format, from which the others are converted. */
  base(kind: KeyKind, comment = `culvert ${kind}`): MadeKey {
    const known = this.#bases.get(kind);
    if (known !== undefined) return known;
    const file = this.path(kind);
    const [type, bits] = kind.split('-');
    const length = bits === undefined ? [] : ['-b', bits];
    run('ssh-keygen', ['-q', '-t', type ?? '', ...length, '-N', '', '-C', comment, '-f', file]);
    const made = this.#made(file, `${file}.pub`);
    this.#bases.set(kind, made);
    return made;
  }

  #made(file: string, publicFile: string): MadeKey {
    const fingerprint = run('ssh-keygen', ['-lf', publicFile]).split(' ')[1] ?? '';
    return { file, publicLine: readFileSync(publicFile, 'utf8').trim(), fingerprint };
  }

  /** OpenSSH's own format, or PEM, or PKCS8, as `ssh-keygen -m` calls them. */
  sshKeygen(
    kind: KeyKind,
    format: 'RFC4716' | 'PEM' | 'PKCS8',
    passphrase: string,
    options: readonly string[] = [],
  ): MadeKey {
    const base = this.base(kind);
    const file = this.path(`${kind}-${format}`);
    copyFileSync(base.file, file);
    run('ssh-keygen', [
      '-q',
      '-p',
      '-P',
      '',
      '-N',
      passphrase,
      '-m',
      format,
      ...options,
      '-f',
      file,
    ]);
    return { ...base, file };
  }

  /** PKCS#8 of Ed25519, which ssh-keygen does not write. Its public half is OpenSSL's word. */
  opensslEd25519(passphrase: string, cipher = '-aes-256-cbc'): MadeKey {
    const file = this.path('ed25519-pkcs8.pem');
    const encryption = passphrase === '' ? [] : [cipher, '-pass', `pass:${passphrase}`];
    run('openssl', ['genpkey', '-algorithm', 'ed25519', ...encryption, '-out', file]);
    const input = passphrase === '' ? [] : ['-passin', `pass:${passphrase}`];
    const spki = this.path('ed25519-spki.der');
    run('openssl', ['pkey', '-in', file, ...input, '-pubout', '-outform', 'DER', '-out', spki]);
    const point = readFileSync(spki).subarray(-32);
    const head = Buffer.from('0000000b7373682d6564323535313900000020', 'hex');
    const line = `ssh-ed25519 ${Buffer.concat([head, point]).toString('base64')}`;
    return this.#made(file, this.write('ed25519.pub', `${line}\n`));
  }

  /** PKCS#8 by `openssl pkcs8 -topk8`, from a key that OpenSSL can read. */
  opensslPkcs8(source: MadeKey, passphrase: string, options: readonly string[] = []): MadeKey {
    const file = this.path('pkcs8.pem');
    const encryption = passphrase === '' ? ['-nocrypt'] : ['-passout', `pass:${passphrase}`];
    run('openssl', [
      'pkcs8',
      '-topk8',
      '-in',
      source.file,
      ...encryption,
      ...options,
      '-out',
      file,
    ]);
    return { ...source, file };
  }

  /** PuTTY's format; the derivation matters to an encrypted version 3 only. */
  puttygen(
    kind: KeyKind,
    version: 2 | 3,
    passphrase: string,
    derivation: PpkDerivation = 'argon2id',
    parameters = '',
  ): MadeKey {
    const base = this.base(kind);
    return { ...base, file: this.convert(base.file, version, passphrase, derivation, parameters) };
  }

  /** Converts any private key without encryption to PuTTY's format. */
  convert(
    source: string,
    version: 2 | 3,
    passphrase: string,
    derivation: PpkDerivation = 'argon2id',
    parameters = '',
  ): string {
    const file = this.path('key.ppk');
    // Without a line end: PuTTY would read one as the end of the passphrase, an empty file as none.
    const secret = this.write('passphrase', passphrase);
    const settings = `version=${version},kdf=${derivation}${parameters}`;
    const options = ['--ppk-param', settings, '--new-passphrase', secret];
    run('puttygen', [source, '-O', 'private', ...options, '-o', file]);
    return file;
  }

  /** What `puttygen -l` says of a file: type, bits, fingerprint. */
  puttyFingerprint(file: string): string {
    return run('puttygen', ['-l', file]).trim().split(' ')[2] ?? '';
  }
}
