import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AwsDesk } from '../../electron/aws/aws-desk';
import { doctorHandlers } from '../../electron/engine/doctor-handlers';
import { Jobs } from '../../electron/engine/jobs';
import { doctorCalls } from '../../shared/contract/doctor-calls';
import { doctorActions } from '../../shared/model/doctor-actions';
import type { JobProgress } from '../../shared/model/job';
import { AwsEndpoint } from '../support/aws/endpoint';
import { networkFixtures } from '../support/aws/network-fixtures';
import { startSession } from '../support/aws/session';
import { network } from '../support/doctor-network';

let endpoint: AwsEndpoint;
let told: JobProgress[];

const asked = {
  place: { region: 'ap-northeast-2', awsProfile: null },
  clusterId: 'j-1ABCDEFGHIJKL',
  bastion: 'i-0ba5710000000001',
  myAddress: '203.0.113.7',
  sshPort: 22,
  localPort: 8157,
  primarySshPort: null,
};

beforeAll(async () => {
  endpoint = await AwsEndpoint.start(networkFixtures(network()));
});

beforeEach(() => {
  endpoint.clearFaults();
  endpoint.calls.length = 0;
  told = [];
});

afterAll(() => endpoint.close());

function engine() {
  const session = startSession(endpoint);
  const jobs = new Jobs({ progress: (each) => told.push(each), slowed: () => undefined });
  const desk = async (): Promise<Pick<AwsDesk, 'session'>> => ({ session: () => session });
  return { jobs, handlers: doctorHandlers({ desk, jobs }), close: () => session.close() };
}

it('answers within its contract, tells how far it is, and asks for nothing it does not name', async () => {
  const { handlers, close } = engine();
  const found = await handlers.examineNetwork({ jobId: 'job-1', ...asked });
  expect(doctorCalls.examineNetwork.result.parse(found)).toEqual(found);
  expect(found.report.results.every(({ status }) => status === 'pass')).toBe(true);
  expect(told[0]).toMatchObject({ jobId: 'job-1', step: 'elasticmapreduce:DescribeCluster' });
  const prefix: Readonly<Record<string, string>> = { emr: 'elasticmapreduce', ec2: 'ec2' };
  const made = endpoint.calls.map(({ service, operation }) => `${prefix[service]}:${operation}`);
  for (const action of made) expect(doctorActions).toContain(action);
  close();
});

it('ends as called off, without waiting for AWS', async () => {
  const { handlers, jobs, close } = engine();
  endpoint.fault({ operation: 'DescribeVpcs', kind: 'slow', delayMs: 60_000 });
  const reading = handlers.examineNetwork({ jobId: 'job-2', ...asked });
  const ended = expect(reading).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  await expect.poll(() => endpoint.callsOf('DescribeVpcs').length).toBe(1);
  jobs.cancel('job-2');
  await ended;
  close();
});
