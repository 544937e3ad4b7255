import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { budgetedClient } from '../support/bounds-bench';
import { tellFigure } from '../support/figure';
import { privateNetwork } from '../support/private-network';
import { closeCases, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';

const servers = fileURLToPath(new URL('../support/echo-and-sink.mjs', import.meta.url));
const uploads = 20;
const lineMbit = 20;
const seconds = 6;

afterAll(closeCases);

/** How even shares are: 1 when all are equal, 1/n when one has everything (Jain, 1984). */
function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, each) => total + each, 0);
  const squares = shares.reduce((total, each) => total + each * each, 0);
  return (sum * sum) / (shares.length * squares);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The device that leads to a host. */
function deviceTo(host: string): string {
  const route = execFileSync('ip', ['route', 'get', host], { encoding: 'utf8' });
  return /dev (\S+)/.exec(route)?.[1] ?? '';
}

/** Servers in the bastion's own network: nothing but the SSH connection uses the slow line. */
async function behind(pid: number) {
  const child = spawn('nsenter', ['-t', String(pid), '-n', process.execPath, servers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  until(child, async (each) => each.kill());
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ports = JSON.parse(line.toString()) as { echo: number; sink: number };
  const host = '127.0.0.1';
  return { echo: { host, port: ports.echo }, sink: { host, port: ports.sink } };
}

/** Sends a byte each 100 ms and takes the time until it is back, ms. */
async function echoes(far: Socket, count: number): Promise<number[]> {
  const times: number[] = [];
  far.resume();
  for (let sent = 0; sent < count; sent += 1) {
    const begun = performance.now();
    const back = new Promise((resolve) => far.once('data', resolve));
    far.write('x');
    await back;
    times.push(performance.now() - begun);
    await delay(Math.max(0, 100 - (performance.now() - begun)));
  }
  return times;
}

it('SSH-09: 20 uploads share a slow line evenly, and a small request does not wait for them', async () => {
  const folder = until(temporaryFolder('culvert-send-'), async (each) => each.remove());
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const network = until(await privateNetwork(), (each) => each.stop());
  const { bastion } = network;
  bastion.authorize(readFileSync(folder.file('key.pub'), 'utf8'));
  const device = deviceTo(bastion.host);
  // A slow line with a modem's deep queue: a relay's own buffers would be deeper still.
  const shape = ['rate', `${lineMbit}mbit`, 'burst', '32k', 'latency', '400ms'];
  execFileSync('tc', ['qdisc', 'add', 'dev', device, 'root', 'tbf', ...shape]);
  const { echo, sink } = await behind(bastion.pid());
  const { client, sock, carry } = await budgetedClient({
    host: bastion.host,
    port: bastion.port,
    username: bastion.user,
    privateKey: readFileSync(folder.file('key')),
  });
  const small = await carry(echo);
  const roundTrip = percentile(await echoes(small.far, 10), 0.5);
  const sent: number[] = [];
  let most = 0;
  for (let index = 0; index < uploads; index += 1) {
    sent.push(0);
    const { far } = await carry(sink, {
      up: (bytes) => {
        sent[index] = (sent[index] ?? 0) + bytes;
        most = Math.max(most, sock.writableLength);
      },
      down: () => undefined,
    });
    const block = Buffer.alloc(64 << 10);
    const pump = () => {
      while (!far.destroyed && far.write(block));
    };
    far.on('drain', pump);
    pump();
  }
  await delay(500);
  const before = [...sent];
  const times = await echoes(small.far, seconds * 10);
  const shares = sent.map((bytes, index) => bytes - (before[index] ?? 0));
  const p95 = percentile(times, 0.95);
  tellFigure(
    'SSH-09',
    `${most >> 10} KiB in the socket at most; echo p95 ${p95.toFixed(0)} ms over a round trip of ${roundTrip.toFixed(1)} ms; fairness ${jain(shares).toFixed(3)}`,
  );
  expect(shares.reduce((total, each) => total + each, 0)).toBeGreaterThan(seconds << 20);
  expect(most).toBeLessThanOrEqual(1 << 20);
  expect(p95).toBeLessThanOrEqual(roundTrip + 300);
  expect(jain(shares)).toBeGreaterThanOrEqual(0.9);
  client.end();
});
