import type { Snapshot } from '../../../../shared/contract/window';
import type { Failure } from '../../../../shared/model/failure';
import type { LogEvent } from '../../../../shared/model/log';
import { noTraffic } from '../../../../shared/model/no-traffic';
import type { TunnelState, TunnelView } from '../../../../shared/model/tunnel-state';
import { bastion, fingerprints } from './bastion';
import { profile } from './profiles';

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

/** A tunnel as the window is told of it. */
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
