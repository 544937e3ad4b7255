import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eice, instance, instanceBench, oneTimeKey, ssm } from '../support/aws/instance-bench';
import { tellFigure } from '../support/figure';
import { sshdFor, startedUp } from '../support/ssh-cases';

const bench = instanceBench();

describe('an EC2 Instance Connect Endpoint', () => {
  it('is reached by the AWS command line, with its own command line', async () => {
    const rig = await bench.rigBy({
      kind: 'instance-connect-endpoint',
      endpoint: 'eice-0123456789abcdef0',
    });
    await startedUp(rig);
    expect(bench.programs.runs().at(-1)).toMatchObject({
      program: 'aws',
      args: [
        ...['ec2-instance-connect', 'open-tunnel', '--instance-id', instance.id],
        ...['--remote-port', String(bench.sshd.port), '--region', 'ap-northeast-2'],
        ...['--instance-connect-endpoint-id', 'eice-0123456789abcdef0'],
      ],
    });
  });

  it('that an old AWS command does not know says what that said', async () => {
    bench.programs.failing('aws: error: argument operation: Invalid choice, valid choices are:\n');
    const rig = await bench.rigBy(eice);
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
  ])('SEC-12: is pushed before each login by %s, and never the same', async (_what, transport) => {
    const own = await sshdFor();
    const rig = await bench.rigBy(transport, { authentication: [oneTimeKey] }, own);
    const { session } = await startedUp(rig);
    expect(session.authenticatedBy).toMatch(/^publickey SHA256:/);
    await own.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    const params = bench.endpoint.callsOf('SendSSHPublicKey').slice(-bench.pushed.length);
    expect(params.length).toBeGreaterThan(1);
    for (const call of params) {
      expect(call.params).toMatchObject({ InstanceId: instance.id, InstanceOSUser: own.user });
    }
    expect(new Set(bench.pushed).size).toBe(bench.pushed.length);
    // The key lived in memory alone.
    const kept = readFileSync(`${rig.folder}/data/trusted-hosts`, 'utf8');
    expect(kept).not.toContain('PRIVATE');
    // sshd itself saw another key at each login.
    const seen = [...own.log().matchAll(/Accepted publickey .* (SHA256:\S+)/g)].map(
      ([, key]) => key,
    );
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
    tellFigure(
      'SEC-12',
      `${seen.length} logins, each with another key of ${bench.pushed.length} pushed`,
    );
  });

  it('that may not be pushed names the missing action', async () => {
    bench.endpoint.fault({ operation: 'SendSSHPublicKey', kind: 'deny' });
    const rig = await bench.rigBy(eice, { authentication: [oneTimeKey] });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'aws-denied',
      action: 'ec2-instance-connect:SendSSHPublicKey',
    });
  });

  it('outlives a program that ends while AWS thinks about the key', async () => {
    bench.endpoint.fault({ operation: 'SendSSHPublicKey', kind: 'slow', delayMs: 1_500, times: 1 });
    bench.programs.failing('An error occurred (AccessDeniedException) when calling OpenTunnel\n');
    const rig = await bench.rigBy(eice, { authentication: [oneTimeKey] });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'command-failed',
      said: expect.stringContaining('AccessDeniedException'),
    });
  });

  it('opens the first server, and a key file the bastion behind it', async () => {
    const bastion = await sshdFor();
    const jump = { host: instance.id, port: bench.sshd.port, user: bench.sshd.user };
    const rig = await bench.rigBy(eice, {
      host: '127.0.0.1',
      port: bastion.port,
      way: { transport: [eice], instance, jumpHosts: [{ ...jump, authentication: [oneTimeKey] }] },
    });
    bastion.authorize(rig.publicKey);
    await startedUp(rig);
    expect(bench.pushed).toHaveLength(1);
  });
});
