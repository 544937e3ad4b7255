import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostKeyOf } from '../../electron/ssh/trust/host-key';
import { hostTrust } from '../../electron/ssh/trust/host-trust';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

type KeyType = 'ed25519' | 'ecdsa' | 'rsa';

const folder = temporaryFolder('culvert-verdicts-');
let sshd: Sshd;
let other: Sshd;

beforeAll(async () => {
  const hostKeyTypes: KeyType[] = ['ed25519', 'ecdsa', 'rsa'];
  sshd = await startSshd({ hostKeyTypes });
  other = await startSshd({ hostKeyTypes });
});

afterAll(async () => {
  await sshd.stop();
  await other.stop();
  folder.remove();
});

/** `type base64` of a key this sshd has. */
function publicKey(server: Sshd, type: KeyType): string {
  const text = readFileSync(`${server.hostKeyFile(type)}.pub`, 'utf8');
  return text.split(' ').slice(0, 2).join(' ');
}

function blobOf(server: Sshd, type: KeyType): Buffer {
  return Buffer.from(publicKey(server, type).split(' ')[1] ?? '', 'base64');
}

/**
 * What the OpenSSH client makes of sshd's Ed25519 key when told to reach it as `host`:`port`. A
 * proxy command leads every name to this test's sshd.
 */
async function verdictOfSsh(file: string, host: string, port: number): Promise<string> {
  const options = [
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${file}`,
    'GlobalKnownHostsFile=/dev/null',
    'HostKeyAlgorithms=ssh-ed25519',
    'PreferredAuthentications=none',
    'BatchMode=yes',
    `ProxyCommand=nc 127.0.0.1 ${sshd.port}`,
  ];
  const args = ['-F', 'none', '-p', String(port), ...options.flatMap((option) => ['-o', option])];
  const child = spawn('ssh', [...args, `nobody@${host}`, 'true'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  await new Promise((resolve) => child.once('close', resolve));
  if (words.includes('REVOKED HOST KEY')) return 'revoked';
  if (words.includes('HOST IDENTIFICATION HAS CHANGED')) return 'changed';
  if (words.includes('host key is known for')) return 'unknown';
  if (words.includes('Permission denied')) return 'trusted';
  throw new Error(`ssh said: ${words}`);
}

interface Case {
  readonly name: string;
  readonly host?: string;
  readonly port?: number;
  readonly verdict: 'trusted' | 'unknown' | 'changed' | 'revoked';
  readonly lines: (right: string, wrong: string) => readonly string[];
}

const cases: readonly Case[] = [
  { name: 'no line', verdict: 'unknown', lines: () => [] },
  { name: 'its key', verdict: 'trusted', lines: (right) => [`bastion.example ${right}`] },
  { name: 'another key', verdict: 'changed', lines: (_, wrong) => [`bastion.example ${wrong}`] },
  {
    name: 'another key and its own',
    verdict: 'trusted',
    lines: (right, wrong) => [`bastion.example ${wrong}`, `bastion.example ${right}`],
  },
  {
    name: 'a key of another type only',
    verdict: 'changed',
    lines: () => [`bastion.example ${publicKey(other, 'ecdsa')}`],
  },
  {
    name: 'its own key of another type, though not the one shown',
    verdict: 'changed',
    lines: () => [`bastion.example ${publicKey(sshd, 'rsa')}`],
  },
  {
    name: 'revoked by a line behind the one that knows it',
    verdict: 'revoked',
    lines: (right) => [`bastion.example ${right}`, `@revoked * ${right}`],
  },
  {
    name: 'revoked and otherwise unknown',
    verdict: 'revoked',
    lines: (right) => [`@revoked bastion.example ${right}`],
  },
  {
    name: 'another key revoked',
    verdict: 'trusted',
    lines: (right, wrong) => [`@revoked * ${wrong}`, `bastion.example ${right}`],
  },
  {
    name: 'revoked for another host',
    verdict: 'trusted',
    lines: (right) => [`@revoked other.example ${right}`, `bastion.example ${right}`],
  },
  {
    name: 'an authority with the very key the host shows',
    verdict: 'unknown',
    lines: (right) => [`@cert-authority *.example ${right}`],
  },
  {
    name: 'an authority beside a recorded key',
    verdict: 'changed',
    lines: (right, wrong) => [`@cert-authority * ${right}`, `bastion.example ${wrong}`],
  },
  {
    name: 'a pattern',
    verdict: 'trusted',
    lines: (right) => [`*.example,!other.example ${right}`],
  },
  {
    name: 'a pattern that a negation takes back',
    verdict: 'unknown',
    lines: (right) => [`*.example,!bast?on.* ${right}`],
  },
  {
    name: 'a negation alone',
    verdict: 'unknown',
    lines: (right) => [`!other.example ${right}`],
  },
  {
    name: 'capitals on both sides',
    host: 'Bastion.EXAMPLE',
    verdict: 'trusted',
    lines: (right) => [`bastioN.Example ${right}`],
  },
  {
    name: 'the port in the line',
    port: 2222,
    verdict: 'trusted',
    lines: (right) => [`[bastion.example]:2222 ${right}`],
  },
  {
    name: 'the plain name for another port',
    port: 2222,
    verdict: 'trusted',
    lines: (right) => [`bastion.example ${right}`],
  },
  {
    name: 'another key under the plain name for another port',
    port: 2222,
    verdict: 'unknown',
    lines: (_, wrong) => [`bastion.example ${wrong}`],
  },
  {
    name: 'another key under the port, its own under the plain name',
    port: 2222,
    verdict: 'changed',
    lines: (right, wrong) => [`bastion.example ${right}`, `[bastion.example]:2222 ${wrong}`],
  },
  {
    name: 'only another port known',
    verdict: 'unknown',
    lines: (right) => [`[bastion.example]:2222 ${right}`],
  },
  {
    name: 'revoked under the port, known under the plain name',
    port: 2222,
    verdict: 'revoked',
    lines: (right) => [`bastion.example ${right}`, `@revoked [bastion.example]:2222 ${right}`],
  },
  {
    name: 'damaged lines around the right one',
    verdict: 'trusted',
    lines: (right, wrong) => [
      `bastion.example ${wrong.slice(0, -8)}`,
      'bastion.example ssh-ed25519',
      `bastion.example ssh-rsa ${wrong.split(' ')[1]}`,
      '@revoked',
      `@unheard-of bastion.example ${right}`,
      `bastion.example ${right}`,
    ],
  },
];

describe('SEC-09: verdicts beside those of the OpenSSH client', () => {
  it.each(cases)('$name', async ({ name, host = 'bastion.example', port = 22, verdict, lines }) => {
    const file = folder.file(`${name.replace(/\W+/g, '-')}`);
    const text = lines(publicKey(sshd, 'ed25519'), publicKey(other, 'ed25519'));
    writeFileSync(file, text.join('\n'));
    const trust = hostTrust({ readFiles: [file], store: null });
    const ours = await trust.judge(host, port, hostKeyOf(blobOf(sshd, 'ed25519')));
    expect(await verdictOfSsh(file, host, port)).toBe(verdict);
    expect(ours.verdict).toBe(verdict);
  });

  it('are the same for the lines we write', async () => {
    const file = folder.file('ours');
    const trust = hostTrust({ readFiles: [], store: file });
    await trust.remember('bastion.example', 22, hostKeyOf(blobOf(sshd, 'ed25519')));
    expect(await verdictOfSsh(file, 'bastion.example', 22)).toBe('trusted');
    expect(readFileSync(file, 'utf8')).toMatch(/^bastion\.example ssh-ed25519 /);
  });

  it('reads the same fingerprints as ssh-keygen -l', () => {
    for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
      expect(hostKeyOf(blobOf(sshd, type)).fingerprint).toBe(sshd.fingerprint(type));
    }
  });
});
