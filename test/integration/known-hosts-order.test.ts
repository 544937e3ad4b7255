import { readFileSync, writeFileSync } from 'node:fs';
import ssh2 from 'ssh2';
import { afterAll, describe, expect, it } from 'vitest';
import { hostKeyOf } from '../../electron/ssh/trust/host-key';
import { hostTrust } from '../../electron/ssh/trust/host-trust';
import { startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

type KeyType = 'ed25519' | 'ecdsa' | 'rsa';

const folder = temporaryFolder('culvert-order-');
afterAll(() => folder.remove());

describe('the type of a known key comes first', () => {
  const orders: KeyType[][] = [
    ['ed25519', 'ecdsa', 'rsa'],
    ['ed25519', 'rsa', 'ecdsa'],
    ['ecdsa', 'ed25519', 'rsa'],
    ['ecdsa', 'rsa', 'ed25519'],
    ['rsa', 'ed25519', 'ecdsa'],
    ['rsa', 'ecdsa', 'ed25519'],
  ];

  it.each(orders)('server keys in the order %s, %s, %s', async (...hostKeyTypes) => {
    const server = await startSshd({ hostKeyTypes });
    try {
      for (const type of hostKeyTypes) {
        const file = folder.file(`only-${type}`);
        const publicKey = readFileSync(`${server.hostKeyFile(type)}.pub`, 'utf8');
        writeFileSync(file, `[127.0.0.1]:${server.port} ${publicKey}`);
        const trust = hostTrust({ readFiles: [file], store: null });
        const algorithms = await trust.preferredAlgorithms('127.0.0.1', server.port);
        const shown = await shownKey(server.port, algorithms);
        const verdict = await trust.judge('127.0.0.1', server.port, hostKeyOf(shown));
        expect(verdict.verdict, `only ${type} known, offered ${algorithms}`).toBe('trusted');
      }
    } finally {
      await server.stop();
    }
  });
});

/** The key a server shows to a client of ours that offers these algorithms. */
function shownKey(port: number, algorithms: readonly string[]): Promise<Buffer> {
  const client = new ssh2.Client();
  return new Promise<Buffer>((resolve, reject) => {
    // Also called for the refusal below, when the promise has its answer already.
    client.on('error', reject);
    client.connect({
      host: '127.0.0.1',
      port,
      username: 'nobody',
      algorithms: { serverHostKey: algorithms.filter(isSsh2Algorithm) },
      hostVerifier: (key: Buffer) => {
        resolve(key);
        return false;
      },
    });
  });
}

const ssh2Algorithms = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;

function isSsh2Algorithm(name: string): name is (typeof ssh2Algorithms)[number] {
  return ssh2Algorithms.some((known) => known === name);
}
