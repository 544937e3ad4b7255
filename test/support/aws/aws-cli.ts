import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { temporaryFolder } from '../temp-folder';
import { type AwsEndpoint, awsEnvironment } from './endpoint';

const run = promisify(execFile);

/**
 * The AWS command line in one process, as each start of it reads all of EC2's model anew. Words are
 * taken apart as a POSIX shell does.
 */
const driver = `
import json, shlex, sys
from awscli.clidriver import create_clidriver
aws = create_clidriver()
for command in json.loads(sys.argv[1]):
    if aws.main(shlex.split(command)[1:]) != 0:
        sys.exit(command)
`;

/** The commands of a fix, one a string; their lines are continued as in a shell. */
export function commandsOf(script: string): string[] {
  return script.split(/\n(?=aws )/).map((command) => command.replaceAll('\\\n', ' '));
}

/**
 * Runs commands as a person would who has pasted them, against an endpoint of the tests.
 *
 * @throws when one of them fails.
 */
export async function runAwsCli(commands: readonly string[], endpoint: AwsEndpoint): Promise<void> {
  const folder = temporaryFolder('culvert-aws-cli-');
  const env = { PATH: '/usr/bin:/bin', ...awsEnvironment(folder.path), AWS_PAGER: '' };
  const told = commands.map((command) => `${command} --endpoint-url ${endpoint.url}`);
  try {
    await run('/usr/bin/python3', ['-c', driver, JSON.stringify(told)], { env });
  } finally {
    folder.remove();
  }
}
