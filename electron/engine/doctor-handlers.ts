import type { AwsDesk } from '../aws/aws-desk';
import type { Jobs } from './jobs';
import type { EngineHandlers } from './serve';

export interface DoctorHandlerOptions {
  readonly desk: () => Promise<Pick<AwsDesk, 'session'>>;
  readonly jobs: Jobs;
}

/** The engine's calls of the network doctor. */
export function doctorHandlers({
  desk,
  jobs,
}: DoctorHandlerOptions): Pick<EngineHandlers, 'examineNetwork'> {
  return {
    examineNetwork: ({ jobId, place, myAddress, ...asked }) =>
      jobs.run(jobId, async ({ signal, progress, slowed }) => {
        const [{ readNetwork }, { examine }, { egressPlan }, session] = await Promise.all([
          import('../aws/doctor/read/read-network'),
          import('../aws/doctor/examine'),
          import('../aws/doctor/plan'),
          desk().then((opened) => opened.session(place)),
        ]);
        // Whoever asks another endpoint than AWS's wants nothing else to be asked either.
        const unknown = process.env['AWS_ENDPOINT_URL'] === undefined ? 'ask' : null;
        const network = await readNetwork({
          ...asked,
          clients: session.clientsFor({ signal, onSlowed: slowed }),
          region: place.region,
          myAddress: myAddress ?? unknown,
          signal,
          progress,
        });
        return { report: examine(network), plan: egressPlan(network) };
      }),
  };
}
