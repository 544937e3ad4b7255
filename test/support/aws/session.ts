import { type AwsQuestions, noAwsQuestions } from '../../../electron/aws/credentials';
import { RateLimits } from '../../../electron/aws/rate-limits';
import { AwsSession } from '../../../electron/aws/session';
import { type AwsEndpoint, testKey } from './endpoint';

/** AWS's own bursts, refilled a thousand times faster: the limits are judged elsewhere. */
export const hurriedLimits = () => new RateLimits(() => performance.now() * 1000);

/** A session of the SDK's own clients with the tests' endpoint, with keys that it knows. */
export function startSession(
  endpoint: AwsEndpoint,
  {
    region = 'ap-northeast-2',
    questions = noAwsQuestions as AwsQuestions,
    limits = hurriedLimits(),
  } = {},
): AwsSession {
  return new AwsSession({
    region,
    profile: null,
    endpointUrl: endpoint.url,
    questions,
    limits,
    credentials: async () => ({ accessKeyId: testKey.id, secretAccessKey: testKey.secret }),
  });
}
