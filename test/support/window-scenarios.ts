import type { Snapshot } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import { noTraffic } from '../../shared/model/no-traffic';
import type { OpenRequests } from '../../shared/model/open-request';
import type { KeyChoice, ProfileView } from '../../shared/model/profile-view';
import type { Prompt } from '../../shared/model/prompt';
import type { PageCheck, Reach } from '../../shared/model/reach';
import { forwardsOf } from '../../shared/model/reach-of-pages';
import type { TunnelState, TunnelView } from '../../shared/model/tunnel-state';

const bastion = { host: 'bastion.seoul.example.com', port: 22 };
const fingerprints = {
  known: 'SHA256:9tXaWvH6Jq1kz0m5uB3yLr8cD2fG7hN4pS6vE1oQe0I',
  presented: 'SHA256:Qm2bT5rK8wZ1xC4vY7nA0sD3fG6hJ9kL2pO5iU8yT1E',
};

/** An encrypted key whose kind can be read without its passphrase. */
export const ed25519Key: KeyChoice = {
  token: '0123456789abcdef0123456789abcdef',
  name: 'seoul.ppk',
  key: {
    readable: true,
    facts: {
      format: 'ppk3',
      type: 'ssh-ed25519',
      bits: 256,
      fingerprint: fingerprints.known,
      comment: 'seoul',
      encrypted: true,
      warnings: ['readable-by-others'],
    },
  },
};

/** A stored tunnel like the ones people make. */
export function profile(id: string, changes: Partial<ProfileView> = {}): ProfileView {
  return {
    id,
    name: id,
    group: null,
    kind: 'dynamic',
    bastion: { ...bastion, user: 'ec2-user' },
    authentication: 'key-file',
    keyFile: ed25519Key,
    jumpHosts: [],
    transport: [{ kind: 'direct' }],
    instance: null,
    cluster: null,
    listenAddress: '127.0.0.1',
    forward: null,
    localPort: 8157,
    allow: [],
    limit: { suffixes: [], ranges: [], ports: [] },
    pages: [],
    session: false,
    reconnect: true,
    startWithApp: false,
    demo: false,
    secretStored: false,
    anySecretStored: changes.secretStored ?? false,
    ...changes,
  };
}

const listen = { address: '127.0.0.1', port: 8157 } as const;
const session = {
  address: '203.0.113.7',
  software: 'OpenSSH_9.6',
  hostKey: { type: 'ssh-ed25519', fingerprint: fingerprints.known },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  strictKeyExchange: true,
  authenticatedBy: `publickey ${fingerprints.known}`,
};

/** A tunnel that has been up for two hours and fourteen minutes. */
export function up(): TunnelState {
  return { state: 'up', since: Date.now() - 134 * 60_000, listen, session };
}

export function view(profileId: string, state: TunnelState, flows = 0, held = 0): TunnelView {
  return { profileId, state, traffic: { ...noTraffic, flows, held } };
}

function logOf(events: readonly (readonly [profileId: string | null, event: LogEvent])[]) {
  const start = Date.now() - events.length * 1_000;
  return events.map(([profileId, event], at) => ({
    sequence: at + 1,
    at: start + at * 1_000,
    profileId,
    event,
  }));
}

const node = 'ip-10-0-1-23.ap-northeast-2.compute.internal';

/** The pages of a cluster, as people enter them. */
export const pages: readonly string[] = [
  `http://${node}:8088/cluster`,
  `http://${node}:18080/`,
  `http://${node}:9870/`,
  `https://${node}:9443/`,
  `http://${node}:8998/`,
  'http://ip-10-0-1-77.ap-northeast-2.compute.internal:8042/node',
];

const answers = (milliseconds: number): PageCheck => ({
  outcome: 'answering',
  status: 200,
  milliseconds,
});

/** What a look at those pages found; what is not given has answered. */
export function reach(profileId: string, failed: Readonly<Record<number, Failure>> = {}): Reach {
  const found = pages.map((url, at) => {
    const cause = failed[at];
    const check: PageCheck =
      cause === undefined
        ? answers(40 + ((at * 17) % 23))
        : { outcome: 'failed', cause, milliseconds: cause.code.endsWith('timeout') ? 10_000 : 31 };
    return { url, check };
  });
  return {
    profileId,
    ssh: { milliseconds: 18.4 },
    forwards: forwardsOf(found),
    pages: found,
    checking: false,
    checks: 3,
  };
}

/** Failures of pages, by what a bastion says. */
export const pageFailures = {
  refused: { code: 'destination-refused', host: node, port: 9443 },
  timeout: { code: 'destination-timeout', host: node, port: 8088 },
  unknown: { code: 'destination-unresolvable', host: node, port: 8088 },
  prohibited: { code: 'forwarding-prohibited', host: node, port: 8088 },
} as const satisfies Record<string, Failure>;

/** The first of three tunnels with pages of which those given do not answer. */
export function withPages(failed: Readonly<Record<number, Failure>>): Snapshot {
  const base = threeTunnels();
  const [first, ...others] = base.profiles;
  if (first === undefined) return base;
  return {
    ...base,
    profiles: [{ ...first, pages: [...pages] }, ...others],
    reach: [reach('nightly-etl', failed)],
  };
}

/** The same with every page failing alike. */
export function allPagesFail(cause: Failure): Snapshot {
  return withPages(Object.fromEntries(pages.map((_page, at) => [at, cause])));
}

const lost: Failure = { code: 'connection-lost', ...bastion, why: 'silent' };

/** A first run: nothing is stored. */
export function empty(): Snapshot {
  return {
    about: {
      version: '0.1.0',
      electron: '33.2.1',
      platform: 'linux',
      systemLanguage: 'en',
      secretStorage: { available: true },
      quarantined: null,
    },
    preferences: { theme: 'system', language: 'system', browser: 'automatic', servePac: false },
    profiles: [],
    tunnels: [],
    reach: [],
    prompts: [],
    log: [],
  };
}

/** Three tunnels: connected, reconnecting and stopped, with the log they would have left. */
export function threeTunnels(): Snapshot {
  const long = 'Frankfurt sandbox of the data platform team, second account';
  const retryAt = Date.now() + 4_000;
  return {
    ...empty(),
    profiles: [
      profile('nightly-etl', { name: 'Nightly ETL', secretStored: true }),
      profile('notebooks', { name: 'Ad-hoc notebooks', localPort: 8158 }),
      profile('sandbox', {
        name: long,
        localPort: 8159,
        bastion: {
          host: 'ec2-3-120-44-201.eu-central-1.compute.amazonaws.com',
          port: 22,
          user: 'hadoop',
        },
        authentication: 'agent',
        keyFile: null,
      }),
    ],
    tunnels: [
      view('nightly-etl', up(), 14),
      view('notebooks', { state: 'reconnecting', attempt: 2, retryAt, cause: lost, listen }, 0, 2),
    ],
    log: logOf([
      ['nightly-etl', { code: 'started' }],
      ['nightly-etl', { code: 'listening', address: '127.0.0.1', port: 8157 }],
      ['nightly-etl', { code: 'stage', stage: 'tcp' }],
      ['nightly-etl', { code: 'connected', host: bastion.host, user: 'ec2-user', session }],
      ['nightly-etl', { code: 'key-warning', keyName: 'seoul.ppk', warning: 'readable-by-others' }],
      [
        'nightly-etl',
        {
          code: 'request-failed',
          cause: { code: 'destination-timeout', host: 'ip-10-0-1-23', port: 8088 },
        },
      ],
      ['notebooks', { code: 'lost', cause: lost }],
      ['notebooks', { code: 'retrying', attempt: 2, inMs: 4_000 }],
      [null, { code: 'engine-restarted' }],
    ]),
  };
}

export const troubles: Readonly<Record<'hostKey' | 'unreachable' | 'refused' | 'port', Failure>> = {
  hostKey: {
    code: 'host-key-changed',
    ...bastion,
    type: 'ssh-ed25519',
    fingerprint: fingerprints.presented,
    known: [
      { type: 'ssh-ed25519', fingerprint: fingerprints.known, source: '~/.ssh/known_hosts:12' },
    ],
  },
  unreachable: { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
  refused: {
    code: 'auth-refused',
    user: 'ec2-user',
    tried: [`publickey ${fingerprints.known}`],
    accepted: ['publickey'],
  },
  port: { code: 'port-in-use', port: 8157, pid: 4242, name: 'ssh' },
};

/** Three tunnels of which the first needs a person. */
export function blockedBy(cause: Failure): Snapshot {
  const base = threeTunnels();
  const blocked = view('nightly-etl', { state: 'blocked', cause });
  return {
    ...base,
    tunnels: [blocked, ...base.tunnels.slice(1)],
    log: [
      ...base.log,
      {
        sequence: 100,
        at: Date.now(),
        profileId: 'nightly-etl',
        event: { code: 'blocked', cause },
      },
    ],
  };
}

const about = { promptId: 'p1', profileId: 'nightly-etl' };

type Question<Kind extends Prompt['kind']> = Extract<Prompt, { kind: Kind }>;

export const questions: {
  readonly hostKey: Question<'host-key'>;
  readonly passphrase: Question<'passphrase'>;
  readonly password: Question<'password'>;
  readonly interactive: Question<'keyboard-interactive'>;
} = {
  hostKey: {
    ...about,
    kind: 'host-key',
    ...bastion,
    type: 'ssh-ed25519',
    fingerprint: fingerprints.presented,
  },
  passphrase: { ...about, kind: 'passphrase', keyName: 'seoul.ppk', wrong: true },
  password: { ...about, kind: 'password', user: 'ec2-user', host: bastion.host, wrong: false },
  interactive: {
    ...about,
    kind: 'keyboard-interactive',
    name: 'Duo two-factor login for ec2-user',
    instruction: 'Enter a passcode or choose:\n 1. Push to XXX-XXX-1234\n 2. Phone call',
    prompts: [
      { prompt: 'Passcode or option (1-2): ', echo: true },
      { prompt: 'Token PIN: ', echo: false },
    ],
  },
};

/** A tunnel that is being made and asks. */
export function asking(...prompts: readonly Prompt[]): Snapshot {
  const base = threeTunnels();
  const connecting = view('nightly-etl', { state: 'connecting', stage: 'host-key' });
  return {
    ...base,
    tunnels: [connecting, ...base.tunnels.slice(1)],
    prompts: [...prompts],
  };
}

/** The demonstration, connected. */
export function demo(): Snapshot {
  return {
    ...empty(),
    profiles: [
      profile('demo', {
        name: 'Demo',
        demo: true,
        keyFile: null,
        bastion: { host: '127.0.0.1', port: 40022, user: 'demo' },
      }),
    ],
    tunnels: [view('demo', up(), 1)],
  };
}

/** What a browser with a few private pages open keeps in the tunnel. */
export function openRequests(): OpenRequests {
  const now = Date.now();
  const other = 'ip-10-0-1-77.ap-northeast-2.compute.internal';
  const shown = [
    { host: other, port: 8042, phase: 'waiting', age: 1_200, bytesUp: 0, bytesDown: 0 },
    { host: node, port: 18080, phase: 'open', age: 9_000, bytesUp: 18_240, bytesDown: 3_211_004 },
    { host: node, port: 8088, phase: 'open', age: 62_000, bytesUp: 4_310, bytesDown: 96_400 },
    { host: '10.0.1.23', port: 9870, phase: 'open', age: 410_000, bytesUp: 912, bytesDown: 512 },
  ] as const;
  return {
    shown: shown.map(({ age, ...each }, at) => ({ ...each, id: 9 - at, since: now - age })),
    total: 6,
  };
}

/** A tunnel of each kind, the local one over two jump hosts with its target answering. */
export function everyKind(): Snapshot {
  const hop = { port: 22, user: 'ec2-user', authentication: null, keyFile: null };
  const forward = { host: node, port: 10_000 };
  const url = `tcp://${node}:10000`;
  const hive = profile('hive', {
    name: 'Hive over JDBC',
    kind: 'local',
    localPort: 10_000,
    forward,
    jumpHosts: [
      { ...hop, host: 'gate.example.com', hostKeyAlias: 'gate' },
      { ...hop, host: 'inner.example.com' },
    ],
    transport: [
      { kind: 'direct' },
      { kind: 'http-proxy', host: 'proxy.example.com', port: 3_128, user: null },
    ],
  });
  const back = profile('back', {
    name: 'Notebook callback',
    kind: 'remote',
    localPort: 9_000,
    forward: { host: '127.0.0.1', port: 8_888 },
  });
  const found = [{ url, check: { outcome: 'answering', status: null, milliseconds: 21 } }] as const;
  return {
    ...empty(),
    profiles: [hive, back, profile('nightly-etl', { name: 'Nightly ETL' })],
    tunnels: [view('hive', up(), 2), view('back', { state: 'connecting', stage: 'tcp', hop: 1 })],
    reach: [{ ...reach('hive'), pages: [...found] }],
  };
}

/** Five tunnels, four of them in two groups; one is connected. */
export function grouped(): Snapshot {
  const base = threeTunnels();
  const [first, second, third] = base.profiles;
  if (first === undefined || second === undefined || third === undefined) return base;
  const seoul = 'Seoul production';
  const frankfurt = 'Frankfurt';
  return {
    ...base,
    profiles: [
      { ...third, id: 'loose', name: 'Scratch' },
      { ...first, group: seoul },
      { ...second, group: seoul },
      { ...third, group: frankfurt },
      profile('hive', { name: 'HiveServer2', group: frankfurt, localPort: 8190 }),
    ],
  };
}
