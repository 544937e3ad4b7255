import type { AwsDesk } from '../aws/aws-desk';
import { examine } from '../aws/doctor/examine';
import { egressPlan } from '../aws/doctor/plan';
import { readNetwork } from '../aws/doctor/read/read-network';
import type { Jobs } from './jobs';
import type { EngineHandlers } from './serve';

export interface DoctorHandlerOptions {
  readonly desk: Pick<AwsDesk, 'session'>;
  readonly jobs: Jobs;
}

/** The engine's calls of the network doctor. */
export function doctorHandlers({
  desk,
  jobs,
}: DoctorHandlerOptions): Pick<EngineHandlers, 'examineNetwork'> {
  return {
    examineNetwork: ({ jobId, place, myAddress, ...asked }) =>
      jobs.run(jobId, async ({ signal, progress }) => {
        // Whoever asks another endpoint than AWS's wants nothing else to be asked either.
        const unknown = process.env['AWS_ENDPOINT_URL'] === undefined ? 'ask' : null;
        const network = await readNetwork({
          ...asked,
          clients: desk.session(place).clientsFor({ signal }),
          region: place.region,
          myAddress: myAddress ?? unknown,
          signal,
          progress,
        });
        return { report: examine(network), plan: egressPlan(network) };
      }),
  };
}
