import { describe, expect, it } from 'vitest';
import { presignedInstead } from '../../../shared/emr/presigned';
import type { ClusterBinding, KnownNetwork } from '../../../shared/model/cluster-binding';
import { profileSchema } from '../../../shared/model/profile';
import { unknownReach } from '../../../shared/model/reach-of-pages';
import { testCluster } from '../../support/aws/clusters';
import { detailOf } from '../../support/cluster-scenarios';
import { draft as draftOf, profile, states } from './builders';
import { modelBench, signedPage } from './model-bench';

const detail = detailOf(testCluster(0, { applications: ['Hadoop', 'Spark'] }));
const cluster: ClusterBinding = {
  region: 'ap-northeast-2',
  awsProfile: 'analytics',
  rule: { by: 'id', id: detail.id },
  login: false,
  last: { id: detail.id, name: detail.name },
};
const own = detail.pages.find(({ id }) => id === 'spark-history')?.url ?? '';
const onNode = detail.pages.find(({ id }) => id === 'yarn-nm')?.url ?? '';
const up = states.find(({ state }) => state === 'up') ?? { state: 'stopping' };
const jobId = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';

/** A tunnel that is up, of whose cluster AWS has told. */
function bench(told = detail) {
  const made = modelBench([profile({ cluster, pages: [own] })]);
  made.say('etl', up);
  made.model.clusterRead(told);
  return made;
}

describe('what AWS told of a tunnel’s cluster', () => {
  it('lets pages on its nodes be opened and asked for, and no others', async () => {
    const { handlers, desktop, called } = bench();
    await handlers.openPage({ profileId: 'etl', url: onNode });
    expect(desktop.opened).toEqual([['etl', onNode, 'automatic']]);
    await handlers.checkPages({ jobId, profileId: 'etl', urls: [onNode, own] });
    const args = { jobId, profileId: 'etl', urls: [onNode, own] };
    expect(called.at(-1)).toEqual({ name: 'checkPages', args });
    const urls = [onNode, 'http://10.0.1.1:8088/'];
    await expect(handlers.checkPages({ jobId, profileId: 'etl', urls })).rejects.toMatchObject({
      error: { code: 'not-permitted' },
    });
  });

  it('lets a page be opened where the engine found it to answer', async () => {
    const { handlers, desktop, model } = bench();
    const url = own.replace('http:', 'https:').replace('18080', '18480');
    const opening = () => handlers.openPage({ profileId: 'etl', url });
    await expect(opening()).rejects.toMatchObject({ error: { code: 'not-permitted' } });
    const check = { outcome: 'answering', status: 200, milliseconds: 1 } as const;
    model.engineEvent('reach', { ...unknownReach('etl', []), pages: [{ url, check }] });
    await opening();
    expect(desktop.opened).toEqual([['etl', url, 'automatic']]);
  });

  it('fills exports with the ranges of its VPC and the domain of its nodes', async () => {
    const nodes = detail.nodes.map((node, at) => ({ ...node, privateDns: `n${at}.emr.example` }));
    const { handlers, desktop } = bench({ ...detail, nodes, vpcCidrs: ['10.8.0.0/16'] });
    await handlers.copyExport({ profileId: 'etl', kind: 'foxyproxy' });
    const [text = ''] = desktop.copied;
    expect(text).toContain('Names under emr.example');
    expect(text).toContain('Addresses 10.8.0.0/16');
    expect(text).not.toContain('192.168');
  });

  it('is kept with the tunnel, for the next start', async () => {
    const { stored, handlers } = bench({ ...detail, vpcCidrs: ['10.8.0.0/16'] });
    const network = { vpcCidrs: ['10.8.0.0/16'], domains: [], readAt: detail.readAt };
    expect(stored.profiles[0]?.cluster?.last?.network).toEqual(network);
    const [view] = (await handlers.snapshot()).profiles;
    expect(view?.cluster?.last?.network).toEqual(network);

    const again = modelBench(stored.profiles.map((each) => profileSchema.parse(each)));
    await again.handlers.copyExport({ profileId: 'etl', kind: 'pac' });
    expect(again.desktop.copied.join()).toContain('10\\\\.8');
    expect(again.desktop.copied.join()).not.toContain('192\\\\.168');
  });

  it('is learnt of the cluster the tunnel goes to when it connects, and let go with it', () => {
    const { model, stored } = bench({ ...detail, vpcCidrs: ['10.8.0.0/16'] });
    const told = {
      name: detail.name,
      state: 'RUNNING',
      release: null,
      keyName: null,
      primaryDns: 'ip-10-8-0-1.ec2.internal',
      elsewhere: {},
    } as const;
    const say = (id: string, network: KnownNetwork) => {
      model.engineEvent('tunnelCluster', {
        profileId: 'etl',
        cluster: { ...told, id, pages: [own], network },
      });
      return stored.profiles[0]?.cluster?.last?.network;
    };
    const later = { vpcCidrs: ['10.9.0.0/16'], domains: [], readAt: '2026-03-03T00:00:00.000Z' };
    const silent = { ...later, vpcCidrs: null };
    expect(say(detail.id, silent)).toMatchObject({ vpcCidrs: ['10.8.0.0/16'] });
    expect(say(detail.id, later)).toEqual(later);
    expect(say(detail.id, { ...later, readAt: detail.readAt })).toEqual(later);
    expect(say('j-2NEXT', silent)).toEqual(silent);
  });

  it('outlives a change of the tunnel in its form, which does not say it', async () => {
    const { handlers, stored } = bench({ ...detail, vpcCidrs: ['10.8.0.0/16'] });
    const before = stored.profiles[0]?.cluster?.last;
    const draft = draftOf({ cluster: { ...cluster, region: 'eu-west-1' } });
    await handlers.saveProfile({ profileId: null, draft, secret: null });
    expect(stored.profiles[1]?.cluster?.last).toEqual(before);

    const again = modelBench([...stored.profiles]);
    await again.handlers.saveProfile({ profileId: 'etl', draft, secret: null });
    expect(again.stored.profiles[0]?.cluster?.last).toEqual(before);
    const other = { ...draft, cluster: { ...cluster, last: { id: 'j-OTHER', name: 'other' } } };
    await again.handlers.saveProfile({ profileId: 'etl', draft: other, secret: null });
    expect(again.stored.profiles[0]?.cluster?.last).toEqual({ id: 'j-OTHER', name: 'other' });
  });

  it('knows nothing of another cluster than the one it goes to', async () => {
    const other = { ...detail, id: 'j-OTHER', vpcCidrs: ['10.8.0.0/16'] };
    const { handlers, desktop } = bench(other);
    await handlers.copyExport({ profileId: 'etl', kind: 'foxyproxy' });
    expect(desktop.copied.join()).toContain('192.168');
    await expect(handlers.openPage({ profileId: 'etl', url: onNode })).rejects.toMatchObject({
      error: { code: 'not-permitted' },
    });
  });
});

describe('a page that AWS shows instead', () => {
  it('is asked of the engine for the cluster, and opened in the default browser', async () => {
    const { handlers, desktop, called } = bench();
    await handlers.openPresigned({ jobId, profileId: 'etl', url: own });
    expect(called.at(-1)).toEqual({
      name: 'presignedPage',
      args: {
        jobId,
        place: { region: 'ap-northeast-2', awsProfile: 'analytics' },
        clusterId: detail.id,
        page: 'SparkHistoryServer',
      },
    });
    expect(desktop.browsed).toEqual([signedPage]);
  });

  it.each([
    ['http://ip-10-0-1-23.ec2.internal:8088/cluster', 'ResourceManager'],
    ['https://ip-10-0-1-23.ec2.internal:18480/', 'SparkHistoryServer'],
    ['http://ip-10-0-1-23.ec2.internal:8188/applicationhistory', 'YarnTimelineService'],
    ['http://ip-10-0-1-23.ec2.internal:8080/tez-ui/', 'TezUI'],
    ['http://ip-10-0-1-23.ec2.internal:19888/jobhistory', 'JobHistoryServer'],
    ['http://ip-10-0-1-23.ec2.internal:9870/dfshealth.html', null],
    ['http://ip-10-0-1-23.ec2.internal/', null],
  ])('%s: %s', (url, page) => {
    expect(presignedInstead(url)).toBe(page);
  });

  it('is none for a page that EMR has none for', async () => {
    const { handlers, desktop } = bench();
    await expect(
      handlers.openPresigned({ jobId, profileId: 'etl', url: onNode }),
    ).rejects.toMatchObject({ error: { code: 'not-permitted' } });
    expect(desktop.browsed).toEqual([]);
  });
});
