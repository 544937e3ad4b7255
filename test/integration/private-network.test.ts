import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrivateNetwork, primaryNode, privateNetwork } from '../support/private-network';
import { type Rig, tunnelRig } from '../support/tunnel-rig';

const run = promisify(execFile);

let network: PrivateNetwork;
let rig: Rig;

beforeAll(async () => {
  network = await privateNetwork();
  const { host, port, user } = network.bastion;
  rig = await tunnelRig({ host, port, user, allow: [] });
  network.bastion.authorize(rig.publicKey);
});
afterAll(async () => {
  await rig.close();
  await network.stop();
});

describe('a page that only the bastion can reach', () => {
  it('has no name and no way here, and opens through the tunnel', async () => {
    await expect(run('getent', ['hosts', primaryNode])).rejects.toMatchObject({ code: 2 });
    await rig.start();
    await rig.until('up');
    const { stdout } = await run('curl', [
      '-sS',
      '--socks5-hostname',
      `127.0.0.1:${rig.socksPort()}`,
      network.url,
    ]);
    expect(stdout).toContain(network.words);
  });

  it('opens by its address as well', async () => {
    const url = network.url.replace(primaryNode, '10.0.1.23');
    const { stdout } = await run('curl', [
      '-sS',
      '-x',
      `socks5://127.0.0.1:${rig.socksPort()}`,
      url,
    ]);
    expect(stdout).toContain(network.words);
  });
});
