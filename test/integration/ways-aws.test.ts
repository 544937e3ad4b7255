import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authentication } from '../../shared/model/profile';
import type { Transport } from '../../shared/model/way';
import { AwsEndpoint } from '../support/aws/endpoint';
import { AwsRefusal } from '../support/aws/refusals';
import { startSession } from '../support/aws/session';
import { waitUntil } from '../support/ports';
import { closeCases, rigFor, sshdFor, startedUp } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import { type StandIns, standIns } from '../support/stand-ins';
import type { Rig, RigOptions } from '../support/tunnel-rig';

const instance = { id: 'i-0abc1234def567890', region: 'ap-northeast-2', awsProfile: null };
const ssm: Transport = { kind: 'ssm' };
const eice: Transport = { kind: 'instance-connect-endpoint', endpoint: null };
const oneTimeKey: Authentication = { method: 'one-time-key' };

let endpoint: AwsEndpoint;
let programs: StandIns;
let sshd: Sshd;
/** What SendSSHPublicKey puts into authorized_keys, as the instance's agent does. */
let pushed: string[] = [];

beforeAll(async () => {
  programs = standIns();
  sshd = await sshdFor();
  let sessions = 0;
  endpoint = await AwsEndpoint.start({
    ssm: {
      StartSession: ({ Target }: { Target: string }) => {
        sessions += 1;
        const SessionId = `analyst-${sessions}`;
        const StreamUrl = `wss://ssmmessages.ap-northeast-2.amazonaws.com/${Target}/${sessions}`;
        return { SessionId, TokenValue: `token-${sessions}`, StreamUrl };
      },
      TerminateSession: ({ SessionId }: { SessionId: string }) => ({ SessionId }),
    },
    'ec2-instance-connect': {
      SendSSHPublicKey: ({ SSHPublicKey }: { SSHPublicKey: string }) => {
        pushed.push(SSHPublicKey);
        sshd.authorize(SSHPublicKey);
        return { RequestId: 'r-1', Success: true };
      },
    },
  });
});

beforeEach(() => {
  endpoint.clearFaults();
  programs.failing(null);
  programs.pluginVersion('1.2.553.0');
  pushed = [];
});

afterAll(async () => {
  await closeCases();
  await endpoint.close();
  programs.close();
});

async function rigBy(
  transport: Transport | readonly Transport[],
  options: Partial<RigOptions> = {},
): Promise<Rig> {
  const rig = await rigFor({
    host: instance.id,
    port: sshd.port,
    user: sshd.user,
    aws: (place) => startSession(endpoint, { region: place.region }),
    way: { transport: [transport].flat(), instance },
    ...options,
  });
  if (options.authentication === undefined) sshd.authorize(rig.publicKey);
  return rig;
}

const parameters = () => ({
  Target: instance.id,
  DocumentName: 'AWS-StartSSHSession',
  Parameters: { portNumber: [String(sshd.port)] },
});

describe('Session Manager', () => {
  it('is started by the API and carried by the plugin, with its own command line', async () => {
    const rig = await rigBy(ssm);
    await startedUp(rig);
    const call = endpoint.callsOf('StartSession').at(-1);
    expect(call).toMatchObject({ region: 'ap-northeast-2', params: parameters() });
    const run = programs.runs().at(-1);
    expect(run?.program).toBe('session-manager-plugin');
    const [name, region, operation, profile, asked = '', url] = run?.args ?? [];
    expect([name, region, operation, profile, url]).toEqual([
      'AWS_SSM_START_SESSION_RESPONSE',
      'ap-northeast-2',
      'StartSession',
      '',
      endpoint.url,
    ]);
    expect(JSON.parse(asked)).toEqual(parameters());
    const session = JSON.parse(run?.response ?? '') as Record<string, string>;
    expect(Object.keys(session)).toEqual(['SessionId', 'TokenValue', 'StreamUrl']);
    // Nothing else is kept of the token: not in the arguments, which others can read, nor in the log.
    const token = session['TokenValue'] ?? '';
    expect(run?.args.join(' ')).not.toContain(token);
    expect(JSON.stringify(rig.log)).not.toContain(token);
    await rig.stop();
    await waitUntil('the session to be ended', () =>
      endpoint
        .callsOf('TerminateSession')
        .some(({ params }) => params.SessionId === session['SessionId']),
    );
  });

  it('hands an old plugin the session as an argument, as it wants it', async () => {
    programs.pluginVersion('1.2.497.0');
    const rig = await rigBy(ssm);
    await startedUp(rig);
    const run = programs.runs().at(-1);
    expect(run?.response).toBeNull();
    expect(JSON.parse(run?.args[0] ?? '')).toHaveProperty('StreamUrl');
  });

  it('starts another session after a loss', async () => {
    const own = await sshdFor();
    const rig = await rigBy(ssm, { port: own.port });
    own.authorize(rig.publicKey);
    await startedUp(rig);
    const before = endpoint.callsOf('StartSession').length;
    await own.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(endpoint.callsOf('StartSession').length).toBeGreaterThan(before);
  });

  it('without the plugin starts no session, and names it', async () => {
    const rig = await rigBy(ssm);
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    const before = endpoint.calls.length;
    try {
      await rig.start();
      const program = 'session-manager-plugin';
      expect(await rig.blockedBy()).toEqual({ code: 'command-missing', program });
    } finally {
      process.env['PATH'] = path;
    }
    expect(endpoint.calls.length).toBe(before);
  });

  it('that is denied names the missing action', async () => {
    endpoint.fault({ operation: 'StartSession', kind: 'deny' });
    const rig = await rigBy(ssm);
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({ code: 'aws-denied', action: 'ssm:StartSession' });
  });

  it('that has no connection to the instance says what to look at', async () => {
    const start = endpoint.fixtures['ssm']?.['StartSession'];
    if (endpoint.fixtures['ssm'] === undefined || start === undefined)
      throw new Error('no fixture');
    endpoint.fixtures['ssm']['StartSession'] = () => {
      throw new AwsRefusal('TargetNotConnected', `${instance.id} is not connected.`);
    };
    try {
      const rig = await rigBy(ssm);
      await rig.start();
      const { id, region } = instance;
      expect(await rig.blockedBy()).toEqual({ code: 'instance-not-managed', id, region });
    } finally {
      endpoint.fixtures['ssm']['StartSession'] = start;
    }
  });

  it('whose plugin fails tells what it said, and ends the session', async () => {
    programs.failing('Cannot perform start session: EOF\n');
    const before = endpoint.callsOf('TerminateSession').length;
    const rig = await rigBy(ssm);
    await rig.start();
    expect(await rig.blockedBy()).toEqual({
      code: 'command-failed',
      program: 'session-manager-plugin',
      status: '254',
      said: 'Cannot perform start session: EOF',
    });
    await waitUntil(
      'the session to be ended',
      () => endpoint.callsOf('TerminateSession').length > before,
    );
  });
});

describe('an EC2 Instance Connect Endpoint', () => {
  it('is reached by the AWS command line, with its own command line', async () => {
    const rig = await rigBy({
      kind: 'instance-connect-endpoint',
      endpoint: 'eice-0123456789abcdef0',
    });
    await startedUp(rig);
    expect(programs.runs().at(-1)).toMatchObject({
      program: 'aws',
      args: [
        ...['ec2-instance-connect', 'open-tunnel', '--instance-id', instance.id],
        ...['--remote-port', String(sshd.port), '--region', 'ap-northeast-2'],
        ...['--instance-connect-endpoint-id', 'eice-0123456789abcdef0'],
      ],
    });
  });

  it('that an old AWS command does not know says what that said', async () => {
    programs.failing('aws: error: argument operation: Invalid choice, valid choices are:\n');
    const rig = await rigBy(eice);
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'command-failed',
      program: 'aws',
      said: expect.stringContaining('Invalid choice'),
    });
  });
});

describe('a one-time key', () => {
  it.each([
    ['an endpoint', eice],
    ['Session Manager', ssm],
  ])('is pushed before each login by %s, and never the same', async (_what, transport) => {
    const own = await sshdFor();
    const keep = sshd;
    sshd = own;
    try {
      const rig = await rigBy(transport, { port: own.port, authentication: [oneTimeKey] });
      const { session } = await startedUp(rig);
      expect(session.authenticatedBy).toMatch(/^publickey SHA256:/);
      await own.restart();
      await rig.until('reconnecting');
      await rig.until('up', 30_000);
      const params = endpoint.callsOf('SendSSHPublicKey').slice(-pushed.length);
      expect(params.length).toBeGreaterThan(1);
      for (const call of params) {
        expect(call.params).toMatchObject({ InstanceId: instance.id, InstanceOSUser: own.user });
      }
      expect(new Set(pushed).size).toBe(pushed.length);
      // The key lived in memory alone.
      const kept = readFileSync(`${rig.folder}/data/trusted-hosts`, 'utf8');
      expect(kept).not.toContain('PRIVATE');
    } finally {
      sshd = keep;
    }
  });

  it('that may not be pushed names the missing action', async () => {
    endpoint.fault({ operation: 'SendSSHPublicKey', kind: 'deny' });
    const rig = await rigBy(eice, { authentication: [oneTimeKey] });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'aws-denied',
      action: 'ec2-instance-connect:SendSSHPublicKey',
    });
  });

  it('opens the first server, and a key file the bastion behind it', async () => {
    const bastion = await sshdFor();
    const jump = { host: instance.id, port: sshd.port, user: sshd.user };
    const rig = await rigBy(eice, {
      host: '127.0.0.1',
      port: bastion.port,
      way: { transport: [eice], instance, jumpHosts: [{ ...jump, authentication: [oneTimeKey] }] },
    });
    bastion.authorize(rig.publicKey);
    await startedUp(rig);
    expect(pushed).toHaveLength(1);
  });
});

it('each rung of a ladder is tried in the order given, with the reason it was skipped', async () => {
  endpoint.fault({ operation: 'StartSession', kind: 'deny' });
  const rig = await rigBy([{ kind: 'direct' }, ssm, eice], { host: 'bastion.invalid' });
  await startedUp(rig);
  const skipped = rig.log.filter((event) => event.code === 'way-skipped');
  expect(skipped).toMatchObject([
    { transport: 'direct', cause: { code: 'bastion-unresolvable' } },
    { transport: 'ssm', cause: { code: 'aws-denied', action: 'ssm:StartSession' } },
  ]);
});
