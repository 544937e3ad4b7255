import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Network } from '../../electron/aws/doctor/network';
import { type ReadOptions, readNetwork } from '../../electron/aws/doctor/read/read-network';
import type { AwsSession } from '../../electron/aws/session';
import { AwsEndpoint } from './aws/endpoint';
import { networkFixtures } from './aws/network-fixtures';
import { startSession } from './aws/session';
import { network } from './doctor-network';

/** What the endpoint knows of a network, and the doctor's reading of it, for the tests of one file. */
export function doctorReader() {
  const given = network();
  const steps: string[] = [];
  let endpoint: AwsEndpoint;
  let session: AwsSession;

  beforeAll(async () => {
    endpoint = await AwsEndpoint.start(networkFixtures(given));
    session = startSession(endpoint);
  });
  beforeEach(() => {
    endpoint.clearFaults();
    endpoint.calls.length = 0;
    steps.length = 0;
  });
  afterAll(async () => {
    session.close();
    await endpoint.close();
  });

  return {
    given,
    /** What was told of the last reading, step by step. */
    steps,
    get endpoint() {
      return endpoint;
    },
    read(changes: Partial<ReadOptions> = {}): Promise<Network> {
      const signal = changes.signal ?? new AbortController().signal;
      return readNetwork({
        clients: session.clientsFor({ signal }),
        region: 'ap-northeast-2',
        clusterId: 'j-1ABCDEFGHIJKL',
        bastion: 'i-0ba5710000000001',
        myAddress: '203.0.113.7',
        sshPort: 22,
        localPort: 8157,
        signal,
        progress: (action) => steps.push(action),
        ...changes,
      });
    },
  };
}
