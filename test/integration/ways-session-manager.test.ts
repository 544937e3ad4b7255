import { describe, expect, it } from 'vitest';
import { eice, instance, instanceBench, ssm } from '../support/aws/instance-bench';
import { AwsRefusal } from '../support/aws/refusals';
import { waitUntil } from '../support/ports';
import { sshdFor, startedUp } from '../support/ssh-cases';

const bench = instanceBench();

const parameters = () => ({
  Target: instance.id,
  DocumentName: 'AWS-StartSSHSession',
  Parameters: { portNumber: [String(bench.sshd.port)] },
});

describe('Session Manager', () => {
  it('is started by the API and carried by the plugin, with its own command line', async () => {
    const rig = await bench.rigBy(ssm);
    await startedUp(rig);
    const call = bench.endpoint.callsOf('StartSession').at(-1);
    expect(call).toMatchObject({ region: 'ap-northeast-2', params: parameters() });
    const run = bench.programs.runs().at(-1);
    expect(run?.program).toBe('session-manager-plugin');
    const [name, region, operation, profile, asked = '', url] = run?.args ?? [];
    expect([name, region, operation, profile, url]).toEqual([
      'AWS_SSM_START_SESSION_RESPONSE',
      'ap-northeast-2',
      'StartSession',
      '',
      bench.endpoint.url,
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
      bench.endpoint
        .callsOf('TerminateSession')
        .some(({ params }) => params.SessionId === session['SessionId']),
    );
  });

  it('hands an old plugin the session as an argument, as it wants it', async () => {
    bench.programs.pluginVersion('1.2.497.0');
    const rig = await bench.rigBy(ssm);
    await startedUp(rig);
    const run = bench.programs.runs().at(-1);
    expect(run?.response).toBeNull();
    expect(JSON.parse(run?.args[0] ?? '')).toHaveProperty('StreamUrl');
  });

  it('starts another session after a loss', async () => {
    const own = await sshdFor();
    const rig = await bench.rigBy(ssm, { port: own.port });
    own.authorize(rig.publicKey);
    await startedUp(rig);
    const before = bench.endpoint.callsOf('StartSession').length;
    await own.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(bench.endpoint.callsOf('StartSession').length).toBeGreaterThan(before);
  });

  it('without the plugin starts no session, and names it', async () => {
    const rig = await bench.rigBy(ssm);
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    const before = bench.endpoint.calls.length;
    try {
      await rig.start();
      const program = 'session-manager-plugin';
      expect(await rig.blockedBy()).toEqual({ code: 'command-missing', program });
    } finally {
      process.env['PATH'] = path;
    }
    expect(bench.endpoint.calls.length).toBe(before);
  });

  it('that is denied names the missing action', async () => {
    bench.endpoint.fault({ operation: 'StartSession', kind: 'deny' });
    const rig = await bench.rigBy(ssm);
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({ code: 'aws-denied', action: 'ssm:StartSession' });
  });

  it('that has no connection to the instance says what to look at', async () => {
    const start = bench.endpoint.fixtures['ssm']?.['StartSession'];
    if (bench.endpoint.fixtures['ssm'] === undefined || start === undefined)
      throw new Error('no fixture');
    bench.endpoint.fixtures['ssm']['StartSession'] = () => {
      throw new AwsRefusal('TargetNotConnected', `${instance.id} is not connected.`);
    };
    try {
      const rig = await bench.rigBy(ssm);
      await rig.start();
      const { id, region } = instance;
      expect(await rig.blockedBy()).toEqual({ code: 'instance-not-managed', id, region });
    } finally {
      bench.endpoint.fixtures['ssm']['StartSession'] = start;
    }
  });

  it('whose plugin fails tells what it said, and ends the session', async () => {
    bench.programs.failing('Cannot perform start session: EOF\n');
    const before = bench.endpoint.callsOf('TerminateSession').length;
    const rig = await bench.rigBy(ssm);
    await rig.start();
    expect(await rig.blockedBy()).toEqual({
      code: 'command-failed',
      program: 'session-manager-plugin',
      status: '254',
      said: 'Cannot perform start session: EOF',
    });
    await waitUntil(
      'the session to be ended',
      () => bench.endpoint.callsOf('TerminateSession').length > before,
    );
  });
});

it('each rung of a ladder is tried in the order given, with the reason it was skipped', async () => {
  bench.endpoint.fault({ operation: 'StartSession', kind: 'deny' });
  const rig = await bench.rigBy([{ kind: 'direct' }, ssm, eice], { host: 'bastion.invalid' });
  await startedUp(rig);
  const skipped = rig.log.filter((event) => event.code === 'way-skipped');
  expect(skipped).toMatchObject([
    { transport: 'direct', cause: { code: 'bastion-unresolvable' } },
    { transport: 'ssm', cause: { code: 'aws-denied', action: 'ssm:StartSession' } },
  ]);
});
