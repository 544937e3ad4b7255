import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StartSessionCommand, TerminateSessionCommand } from '@aws-sdk/client-ssm';
import { FailureError } from '../../shared/model/failure';
import type { Instance } from '../../shared/model/way';
import { partitionOf } from '../aws/regions';
import type { AwsSession } from '../aws/session';
import type { Reach } from '../ssh/reach';
import { startProgram } from './program-stream';
import { findProgram } from './programs';

const plugin = 'session-manager-plugin';
/** From the version after this one on, the plugin reads the session's token from a variable. */
const lastWithoutVariable = [1, 2, 497, 0] as const;
const tokenVariable = 'AWS_SSM_START_SESSION_RESPONSE';
const versionMs = 10_000;
/** For telling AWS that a session is over. */
const farewellMs = 5_000;

/**
 * Goes through Session Manager (AWS-StartSSHSession): the session is started by the API, and carried
 * by AWS's own plugin, with the arguments the AWS command line gives it (aws-cli, ssm start-session).
 */
export function reachBySessionManager(instance: Instance, aws: AwsSession): Reach {
  return async ({ host, port }, onStage, signal) => {
    onStage('tcp');
    const program = findProgram(plugin);
    const takesVariable = await readsVariable(program);
    const parameters = {
      Target: instance.id,
      DocumentName: 'AWS-StartSSHSession',
      Parameters: { portNumber: [String(port)] },
    };
    const session = await startSession(aws, instance, parameters, signal);
    const response = JSON.stringify(session);
    const started = await startProgram({
      program,
      name: plugin,
      args: [
        // Others can read the arguments of programs, and the token opens the session.
        takesVariable ? tokenVariable : response,
        instance.region,
        'StartSession',
        instance.awsProfile ?? '',
        JSON.stringify(parameters),
        aws.endpointUrl ?? serviceUrl(instance.region),
      ],
      ...(takesVariable && { env: { [tokenVariable]: response } }),
    }).catch(async (error: unknown) => {
      await endSession(aws, session.SessionId);
      throw error;
    });
    started.once('close', () => void endSession(aws, session.SessionId));
    return { socket: started, address: host };
  };
}

interface Parameters {
  readonly Target: string;
  readonly DocumentName: string;
  readonly Parameters: Record<string, string[]>;
}

async function startSession(
  aws: AwsSession,
  { id, region }: Instance,
  parameters: Parameters,
  signal: AbortSignal,
) {
  try {
    const { ssm } = aws.clientsFor({ signal });
    const started = await ssm.send(new StartSessionCommand(parameters));
    const { SessionId = '', TokenValue = '', StreamUrl = '' } = started;
    return { SessionId, TokenValue, StreamUrl };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { failure } = error;
    const isAway = failure.code === 'aws-refused' && failure.reason === 'TargetNotConnected';
    throw isAway ? new FailureError({ code: 'instance-not-managed', id, region }) : error;
  }
}

/**
 * Ends a session that nobody uses. It is a courtesy: who may not do it (ssm:TerminateSession) leaves
 * it to AWS, which ends idle sessions after 20 minutes.
 */
async function endSession(aws: AwsSession, SessionId: string): Promise<void> {
  try {
    const { ssm } = aws.clientsFor({ signal: AbortSignal.timeout(farewellMs) });
    await ssm.send(new TerminateSessionCommand({ SessionId }));
  } catch {
    // Nothing depends on it, and there is nobody to tell.
  }
}

/** Where the service is asked in a region (AWS General Reference, "Systems Manager endpoints"). */
function serviceUrl(region: string): string {
  return `https://ssm.${region}.${partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}

/** Whether the plugin is new enough not to need the token among its arguments. */
async function readsVariable(program: string): Promise<boolean> {
  const asked = await promisify(execFile)(program, ['--version'], {
    timeout: versionMs,
    windowsHide: true,
  }).catch(() => ({ stdout: '' }));
  return isNewer(asked.stdout.trim());
}

function isNewer(version: string): boolean {
  if (!/^\d+(\.\d+){0,3}$/.test(version)) return false;
  const numbers = version.split('.').map(Number);
  for (const [at, last] of lastWithoutVariable.entries()) {
    const number = numbers[at] ?? 0;
    if (number !== last) return number > last;
  }
  return false;
}
