import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { temporaryFolder } from '../temp-folder';
import { AwsEndpoint, type AwsFixtures, awsEnvironment } from './endpoint';

/** An account of AWS, and a folder of each test's own in which the command line runs. */
export interface CliAccount {
  readonly endpoint: AwsEndpoint;
  readonly folder: ReturnType<typeof temporaryFolder>;
  readonly env: Record<string, string>;
}

/** Opens the account for the tests of a file; its parts are there once they run. */
export function cliAccount(fixtures: AwsFixtures): CliAccount {
  let endpoint: AwsEndpoint;
  let folder: ReturnType<typeof temporaryFolder>;
  let env: Record<string, string>;
  beforeAll(async () => {
    endpoint = await AwsEndpoint.start(fixtures);
  });
  beforeEach(() => {
    folder = temporaryFolder();
    env = awsEnvironment(folder.path);
  });
  afterEach(() => {
    endpoint.clearFaults();
    folder.remove();
  });
  afterAll(() => endpoint.close());
  return {
    get endpoint() {
      return endpoint;
    },
    get folder() {
      return folder;
    },
    get env() {
      return env;
    },
  };
}
