import { setTimeout as delay } from 'node:timers/promises';
import { GetOnClusterAppUIPresignedURLCommand } from '@aws-sdk/client-emr';
import type { PresignedPage } from '../../shared/emr/presigned-page';
import { FailureError } from '../../shared/model/failure';
import { type ClusterWork, clientWork } from './cluster-book';
import type { AwsSession } from './session';

export interface PresignedOptions {
  /** Between two questions, ms: EMR may have to prepare the address. */
  readonly pauseMs?: number;
  readonly tries?: number;
}

const action = 'elasticmapreduce:GetOnClusterAppUIPresignedURL';

/**
 * The address under which EMR shows a page of a cluster to whoever has it, without a tunnel (API:
 * GetOnClusterAppUIPresignedURL).
 *
 * @throws FailureError `presigned-not-ready` when EMR did not have it in time, or `aws-*`.
 */
export async function presignedPage(
  session: AwsSession,
  clusterId: string,
  page: PresignedPage,
  work: ClusterWork,
  { pauseMs = 2_000, tries = 10 }: PresignedOptions = {},
): Promise<string> {
  const { emr } = session.clientsFor(clientWork(work));
  const input = { ClusterId: clusterId, OnClusterAppUIType: page };
  for (let tried = 0; tried < tries; tried += 1) {
    if (tried > 0) await delay(pauseMs, undefined, { signal: work.signal });
    work.progress(action, tried, tries);
    const answer = await emr.send(new GetOnClusterAppUIPresignedURLCommand(input));
    if (answer.PresignedURLReady !== false && answer.PresignedURL) return answer.PresignedURL;
  }
  throw new FailureError({ code: 'presigned-not-ready', kind: page });
}
