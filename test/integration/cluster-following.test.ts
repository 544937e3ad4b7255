import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AwsDesk } from '../../electron/aws/aws-desk';
import { noAwsQuestions } from '../../electron/aws/credentials';
import type { ClusterBinding, ClusterRule } from '../../shared/model/cluster-binding';
import { clusterFixtures, otherKey } from '../support/aws/cluster-fixtures';
import { type TestCluster, testCluster } from '../support/aws/clusters';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { hurriedLimits } from '../support/aws/session';
import { waitUntil } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { type Rig, tunnelRig } from '../support/tunnel-rig';

const clusters: TestCluster[] = [];
const folder = temporaryFolder();

let endpoint: AwsEndpoint;
let sshd: Sshd;
let rig: Rig | undefined;

beforeAll(async () => {
  for (const [name, value] of Object.entries(awsEnvironment(folder.path))) vi.stubEnv(name, value);
  endpoint = await AwsEndpoint.start(clusterFixtures(clusters));
  sshd = await startSshd();
});
afterEach(async () => {
  await rig?.close();
  rig = undefined;
  endpoint.clearFaults();
  clusters.length = 0;
});
afterAll(async () => {
  await sshd.stop();
  await endpoint.close();
  vi.unstubAllEnvs();
  folder.remove();
});

function run(number: number, changes: Partial<TestCluster> = {}): TestCluster {
  const cluster = testCluster(number, {
    name: 'nightly',
    state: 'RUNNING',
    dns: '127.0.0.1',
    ...changes,
  });
  clusters.push(cluster);
  return cluster;
}

async function tie(rule: ClusterRule, more: Partial<ClusterBinding> = {}): Promise<Rig> {
  const aws = new AwsDesk({
    questions: noAwsQuestions,
    endpointUrl: endpoint.url,
    limits: hurriedLimits(),
  });
  const cluster = { region: 'ap-northeast-2', awsProfile: null, rule, login: true, last: null };
  rig = await tunnelRig({
    // A bastion of its own is where it is; a primary node's address is AWS's to say.
    host: more.login === false ? '127.0.0.1' : '192.0.2.1',
    port: sshd.port,
    user: sshd.user,
    desk: aws,
    way: { cluster: { ...cluster, ...more } },
  });
  sshd.authorize(rig.publicKey);
  return rig;
}

const found = (of: Rig) =>
  of.log.flatMap((event) => (event.code === 'cluster-found' ? [event.id] : []));

describe('a tunnel that follows clusters by name', () => {
  it('goes to the newest running one, and on to its successor when that ends', async () => {
    run(1, { state: 'TERMINATED' });
    const newest = run(2);
    const older = run(3);
    run(0, { name: 'nightly-other' });
    endpoint.fault({ operation: 'ListClusters', kind: 'throttle', times: 1 });
    const tunnel = await tie({ by: 'name', name: 'nightly' });
    await tunnel.start();
    await tunnel.until('up');
    expect(tunnel.log.filter(({ code }) => code === 'aws-slowed')).toHaveLength(1);
    expect(found(tunnel)).toEqual([newest.id]);
    expect(tunnel.clusters.at(-1)).toMatchObject({ id: newest.id, primaryDns: '127.0.0.1' });
    expect(tunnel.clusters.at(-1)?.pages[0]).toContain('127.0.0.1:8088');

    newest.state = 'TERMINATING';
    await waitUntil('the successor', () => found(tunnel).length === 2);
    await waitUntil('up again', () => tunnel.state().state === 'up');
    expect(found(tunnel)).toEqual([newest.id, older.id]);
    expect(tunnel.log).toContainEqual({
      code: 'lost',
      cause: { code: 'cluster-terminated', id: newest.id, name: 'nightly', follows: true },
    });
    expect(tunnel.log).toContainEqual(
      expect.objectContaining({ code: 'key-pair-differs', pair: 'emr-prod', shown: otherKey }),
    );
    // Addresses are used again: keys are kept by cluster, and not one by address.
    const kept = readFileSync(`${tunnel.folder}/data/trusted-hosts`, 'utf8');
    for (const { id } of [newest, older]) expect(kept).toContain(`${id.toLowerCase()} `);
    expect(kept).not.toContain('127.0.0.1');
  });

  it('waits while the next one is only coming', async () => {
    const first = run(2);
    const tunnel = await tie({ by: 'tag', key: 'purpose', value: 'job 2' });
    await tunnel.start();
    await tunnel.until('up');
    first.state = 'TERMINATED';
    await tunnel.until('reconnecting');
    const next = run(1, { tags: { purpose: 'job 2' }, state: 'STARTING' });
    await waitUntil('asked meanwhile', () =>
      tunnel.states.some((state) => state.state === 'reconnecting' && state.attempt > 1),
    );
    next.state = 'WAITING';
    await waitUntil('up again', () => tunnel.state().state === 'up', 20_000);
    expect(found(tunnel)).toEqual([first.id, next.id]);
  });

  it('says at the start that there is none', async () => {
    run(1, { state: 'TERMINATED' });
    const tunnel = await tie({ by: 'name', name: 'nightly' });
    await tunnel.start();
    expect(await tunnel.blockedBy()).toEqual({
      code: 'cluster-missing',
      by: 'name',
      rule: 'nightly',
      region: 'ap-northeast-2',
    });
  });
});

describe('a tunnel to one cluster', () => {
  it('says that it was terminated, and dials no more', async () => {
    const only = run(2);
    const tunnel = await tie({ by: 'id', id: only.id });
    await tunnel.start();
    await tunnel.until('up');
    only.state = 'TERMINATED_WITH_ERRORS';
    const ended = { code: 'cluster-terminated', id: only.id, name: 'nightly', follows: false };
    expect(await tunnel.blockedBy()).toEqual(ended);
    await tunnel.start();
    expect(await tunnel.blockedBy()).toEqual(ended);
  });

  it('comes up where it was last while AWS cannot be asked', async () => {
    endpoint.fault({ kind: 'deny' });
    const { id } = testCluster(2);
    const aws = { last: { id, name: 'nightly' }, login: false } as const;
    const tunnel = await tie({ by: 'id', id }, aws);
    await tunnel.start();
    await tunnel.until('up');
    expect(tunnel.log).toContainEqual({
      code: 'cluster-not-asked',
      cause: expect.objectContaining({ code: 'aws-denied' }),
    });
  });
});
