import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Authentication } from '../../../shared/model/profile';
import type { Transport } from '../../../shared/model/way';
import { closeCases, rigFor, sshdFor } from '../ssh-cases';
import type { Sshd } from '../sshd';
import { type StandIns, standIns } from '../stand-ins';
import type { Rig, RigOptions } from '../tunnel-rig';
import { AwsEndpoint } from './endpoint';
import { startSession } from './session';

export const instance = { id: 'i-0abc1234def567890', region: 'ap-northeast-2', awsProfile: null };
export const ssm: Transport = { kind: 'ssm' };
export const eice: Transport = { kind: 'instance-connect-endpoint', endpoint: null };
export const oneTimeKey: Authentication = { method: 'one-time-key' };

/** An instance with an sshd, and what AWS and its programs do to reach it. */
export interface InstanceBench {
  readonly endpoint: AwsEndpoint;
  readonly programs: StandIns;
  readonly sshd: Sshd;
  /** What SendSSHPublicKey has been given in this test. */
  readonly pushed: readonly string[];
  /** A tunnel to the instance by those transports; with the rig's own key, unless it has others. */
  rigBy(
    transport: Transport | readonly Transport[],
    options?: Partial<RigOptions>,
    sshd?: Sshd,
  ): Promise<Rig>;
}

/** Opens the bench for the tests of a file; its parts are there once they run. */
export function instanceBench(): InstanceBench {
  let endpoint: AwsEndpoint;
  let programs: StandIns;
  let own: Sshd;
  /** Whose authorized_keys an instance's agent writes to. */
  let reached: Sshd;
  const pushed: string[] = [];

  beforeAll(async () => {
    programs = standIns();
    own = await sshdFor();
    endpoint = await AwsEndpoint.start(
      instanceFixtures((publicKey) => {
        pushed.push(publicKey);
        reached.authorize(publicKey);
      }),
    );
  });
  beforeEach(() => {
    endpoint.clearFaults();
    programs.failing(null);
    programs.pluginVersion('1.2.553.0');
    pushed.length = 0;
  });
  afterAll(async () => {
    await closeCases();
    await endpoint.close();
    programs.close();
  });

  return {
    get endpoint() {
      return endpoint;
    },
    get programs() {
      return programs;
    },
    get sshd() {
      return own;
    },
    pushed,
    rigBy: async (transport, options = {}, sshd = own) => {
      reached = sshd;
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
    },
  };
}

function instanceFixtures(onPushed: (publicKey: string) => void) {
  let sessions = 0;
  return {
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
        onPushed(SSHPublicKey);
        return { RequestId: 'r-1', Success: true };
      },
    },
  };
}
