import { describe, expect, it } from 'vitest';
import { contextOfFiles, type FlowContext } from '../../../electron/flows/flow-context';
import { Judge, type Unjudged } from '../../../electron/flows/verdict';
import type { EgressRule } from '../../../shared/model/flows';

const seoul = 'com.amazonaws.ap-northeast-2.s3';
const list = { id: 'pl-78a54011', name: seoul };
const ofSeoul = '52.219.56.7';
const ofVirginia = '52.216.1.1';

function flow(changes: Partial<Unjudged>): Unjudged {
  return {
    group: 'core',
    initiator: 'node',
    destination: ofSeoul,
    service: 'S3',
    port: 443,
    protocol: 'tcp',
    bytes: 1,
    packets: 1,
    records: 1,
    action: 'ACCEPT',
    evidence: 'flags',
    reason: null,
    first: 1,
    last: 2,
    ...changes,
  };
}

const s3Rule: EgressRule = {
  group: null,
  protocol: 'tcp',
  fromPort: 443,
  toPort: 443,
  peer: { kind: 'prefix-list', ...list },
  need: 's3',
  launch: true,
};

function context(cidrs: readonly string[] | null): FlowContext {
  return {
    ...contextOfFiles('ap-northeast-2'),
    prefixLists: cidrs === null ? [] : [{ ...list, cidrs }],
    rules: [s3Rule],
  };
}

/** As AWS publishes them. */
const published = (address: string) => ({
  region: address === ofVirginia ? 'us-east-1' : 'ap-northeast-2',
  cidr: address.includes(':') ? '2406:da70:8000::/40' : '52.216.0.0/14',
});

describe('S3 of another region', () => {
  it.each([
    ['whose ranges are known', context(['52.219.56.0/22'])],
    ['whose ranges are not', context([])],
    ['nobody has read', context(null)],
  ])('is not in a list %s', (_what, known) => {
    const judge = new Judge(known, published);
    expect(judge.judge(flow({}))).toMatchObject({ verdict: 'allowed', rule: s3Rule });
    const far = judge.judge(flow({ destination: ofVirginia }));
    expect(far).toMatchObject({
      verdict: 'missing',
      rule: { fromPort: 443, peer: { kind: 'cidr', value: '0.0.0.0/0' } },
    });
  });

  it.each([
    ['with its ranges', context(['52.219.56.0/22']), list],
    ['without them', context([]), list],
    ['by its name alone', context(null), { id: null, name: seoul }],
  ])('does not get the list of this one, %s', (_what, known, proposed) => {
    const judge = new Judge({ ...known, rules: [] }, published);
    const peerOf = (destination: string) => judge.judge(flow({ destination, port: 80 })).rule?.peer;
    expect(peerOf(ofSeoul)).toEqual({ kind: 'prefix-list', ...proposed });
    expect(peerOf(ofVirginia)).toEqual({ kind: 'cidr', value: '0.0.0.0/0' });
  });

  it('counts as ours where no region is known of the address or of the records', () => {
    const unknown = new Judge(context(null));
    expect(unknown.judge(flow({ destination: ofVirginia })).verdict).toBe('allowed');
    const anywhere = { ...contextOfFiles(null), rules: contextOfFiles(null).rules };
    expect(new Judge(anywhere, published).judge(flow({ destination: ofVirginia })).verdict).toBe(
      'allowed',
    );
  });
});

describe('a proposal', () => {
  const proposed = (changes: Partial<Unjudged>) =>
    new Judge({ ...context(null), rules: [] }, published).judge(flow(changes)).rule;

  it.each([
    ['AWS by https', { destination: '3.36.1.1', service: 'AMAZON', port: 443 }, '0.0.0.0/0'],
    ['AWS by http', { destination: '3.36.1.1', service: 'CLOUDFRONT', port: 80 }, '0.0.0.0/0'],
    ['AWS by IPv6', { destination: '2600:1f14::1', service: 'AMAZON', port: 443 }, '::/0'],
    ['AWS by another port', { destination: '3.36.1.1', service: 'AMAZON', port: 9094 }, null],
    ['a partner on EC2', { destination: '3.34.1.1', service: 'EC2', port: 3306 }, null],
    ['a page on EC2', { destination: '3.34.1.1', service: 'EC2', port: 443 }, null],
    ['an accelerator', { destination: '75.2.1.1', service: 'GLOBALACCELERATOR', port: 443 }, null],
    ['S3 by IPv6', { destination: '2406:da70:8000::7', port: 443 }, '2406:da70:8000::/40'],
    ['S3 by IPv6 and http', { destination: '2406:da70:8000::7', port: 80 }, '2406:da70:8000::/40'],
    ['nobody’s host', { destination: '151.101.0.223', service: null, port: 443 }, null],
  ])('for %s is as wide as its addresses change', (_what, changes, wide) => {
    const peer = { kind: 'cidr', value: wide ?? `${changes.destination}/32` };
    expect(proposed(changes)).toMatchObject({ fromPort: changes.port, peer });
  });
});

describe('what no security group filters', () => {
  const judge = new Judge({ ...context(null), rules: [] });

  it.each(['169.254.169.254', 'fe80::1', 'ff02::1:2', 'fd00:ec2::254', 'fd00:ec2::253'])(
    'needs no rule: %s',
    (destination) => {
      const judged = judge.judge(flow({ destination, service: null, port: 80 }));
      expect(judged).toMatchObject({ verdict: 'allowed', rule: null });
    },
  );

  it.each(['fd00:ec3::254', 'fec0::1', 'fd12::1'])(
    'is not all that is private: %s',
    (destination) => {
      expect(judge.judge(flow({ destination, service: null })).verdict).toBe('missing');
    },
  );
});

it('knows which addresses of IPv6 a rule holds', () => {
  const rule = { ...s3Rule, need: null, peer: { kind: 'cidr', value: '2406:da70::/32' } } as const;
  const judge = new Judge({ ...context(null), rules: [rule] }, published);
  expect(judge.judge(flow({ destination: '2406:da70:8000::7' })).verdict).toBe('allowed');
  expect(judge.judge(flow({ destination: '2406:da71:8000::7' })).verdict).toBe('missing');
});
