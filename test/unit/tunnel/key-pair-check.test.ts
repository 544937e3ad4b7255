import { beforeEach, describe, expect, it } from 'vitest';
import type { PrivateKey } from '../../../electron/keys/private-key';
import { KeyPairCheck } from '../../../electron/tunnel/key-pair-check';
import type { BoundCluster } from '../../../shared/model/cluster-binding';
import { FailureError } from '../../../shared/model/failure';
import type { LogEvent } from '../../../shared/model/log';
import type { Profile } from '../../../shared/model/profile';
import { profile } from '../app/builders';

const facts = {
  format: 'openssh',
  type: 'ssh-ed25519',
  bits: 256,
  fingerprint: 'SHA256:mine',
  comment: '',
  encrypted: false,
  warnings: [],
} as const;
const key = { facts: { ...facts, warnings: [] }, publicBlob: Buffer.of(), pem: '' } as PrivateKey;
const both = { first: key, bastion: key };
const instance = { id: 'i-0abc1234def567890', region: 'eu-west-1', awsProfile: null };
const { signal } = new AbortController();

let told: LogEvent[] = [];
let asked: string[] = [];
beforeEach(() => {
  told = [];
  asked = [];
});

function check(changes: Partial<Profile>, shown: string | FailureError): KeyPairCheck {
  return new KeyPairCheck({
    profile: profile(changes),
    tell: (event) => told.push(event),
    lookup: {
      keyNameOf: async (_place, id) => {
        asked.push(id);
        return 'bastion-pair';
      },
      keyPair: async (_place, name) => {
        asked.push(name);
        if (shown instanceof FailureError) throw shown;
        return shown;
      },
    },
  });
}

describe('the key pair of a jump host that AWS knows', () => {
  const hop = { host: 'jump.example', port: 22, user: 'ana', authentication: null };

  it('is compared with the key the way begins with, and not with the bastion’s', async () => {
    const jumping = check({ instance, jumpHosts: [hop] }, 'mine=');
    const other = { ...key, facts: { ...key.facts, fingerprint: 'SHA256:theirs' } };
    await jumping.compare({ first: key, bastion: other }, null, signal);
    expect(asked).toEqual([instance.id, 'bastion-pair']);
    expect(told).toEqual([]);
    const differing = check({ instance, jumpHosts: [hop] }, 'mine=');
    await differing.compare({ first: other, bastion: key }, null, signal);
    expect(told).toMatchObject([{ machine: 'jump-host', fingerprint: 'SHA256:theirs' }]);
  });

  it('is compared beside that of the cluster behind it', async () => {
    const place = { region: 'eu-west-1', awsProfile: null };
    const rule = { by: 'id', id: 'j-1' } as const;
    const cluster = { ...place, rule, login: true, last: null };
    const bound = { id: 'j-1', keyName: 'pair of j-1' } as BoundCluster;
    await check({ instance, jumpHosts: [hop], cluster }, 'other=').compare(both, bound, signal);
    expect(told).toMatchObject([{ machine: 'cluster' }, { machine: 'jump-host' }]);
    told = [];
    await check({ instance, cluster }, 'other=').compare(both, bound, signal);
    expect(told).toMatchObject([{ machine: 'cluster' }]);
  });
});

describe('the key pair of a bastion that AWS knows', () => {
  it('is compared once, and told only where it differs', async () => {
    const differing = check({ instance }, 'other=');
    await differing.compare(both, null, signal);
    await differing.compare(both, null, signal);
    expect(asked).toEqual([instance.id, 'bastion-pair']);
    expect(told).toEqual([
      {
        code: 'key-pair-differs',
        machine: 'bastion',
        pair: 'bastion-pair',
        shown: 'other=',
        fingerprint: 'SHA256:mine',
      },
    ]);
    told = [];
    await check({ instance }, 'mine=').compare(both, null, signal);
    expect(told).toEqual([]);
  });

  it('is not asked for without a key file or an instance', async () => {
    await check({ instance }, 'other=').compare({ first: null, bastion: null }, null, signal);
    await check({}, 'other=').compare(both, null, signal);
    expect(asked).toEqual([]);
  });

  it('is left alone where AWS does not tell', async () => {
    const denied = new FailureError({ code: 'cancelled' });
    await check({ instance }, denied).compare(both, null, signal);
    expect(told).toEqual([]);
  });
});

it('is a cluster’s own where the tunnel logs in to it, and compared for each cluster', async () => {
  const cluster = {
    region: 'eu-west-1',
    awsProfile: null,
    rule: { by: 'name', name: 'nightly' },
    login: true,
    last: null,
  } as const;
  const bound = (id: string) => ({ id, keyName: `pair of ${id}` }) as BoundCluster;
  const comparing = check({ cluster }, 'other=');
  for (const id of ['j-1', 'j-1', 'j-2']) await comparing.compare(both, bound(id), signal);
  expect(asked).toEqual(['pair of j-1', 'pair of j-2']);
});
