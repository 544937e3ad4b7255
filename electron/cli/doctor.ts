import { isIP } from 'node:net';
import { clusterIdSchema } from '../../shared/model/cluster';
import { examine } from '../aws/doctor/examine';
import type { Network } from '../aws/doctor/network';
import { egressPlan } from '../aws/doctor/plan';
import { readNetwork } from '../aws/doctor/read/read-network';
import { saveFile } from '../storage/save-file';
import { portFrom, readArguments, UsageError } from './arguments';
import { awsOptions, awsSession } from './aws-options';
import { printEgress } from './doctor-egress';
import { printReport, reportFile } from './doctor-report';
import { exitCode } from './exit-code';
import type { Output } from './output';
import { slowedTeller } from './slowed';
import { interruption } from './until-interrupted';

const options = {
  ...awsOptions,
  cluster: { type: 'string' },
  bastion: { type: 'string' },
  'my-ip': { type: 'string' },
  'ssh-port': { type: 'string', default: '22' },
  'local-port': { type: 'string', default: '8157' },
  'ssh-to-primary': { type: 'boolean', default: false },
  report: { type: 'string' },
  as: { type: 'string', default: 'cli' },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

/** Examines a cluster's network, or proposes its minimal egress. Reads from AWS and changes nothing. */
export async function doctor(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readArguments(args, options, 1);
  const [verb] = positionals;
  if (verb !== undefined && verb !== 'egress') throw new UsageError(`doctor ${verb}? egress`);
  const write = reportFile(values.report);
  const notation = notationFrom(values.as);
  const network = await read(values, output);
  if (verb === 'egress') {
    printEgress(egressPlan(network), output, notation);
    return exitCode.done;
  }
  const report = examine(network);
  printReport(report, output, notation);
  if (write !== null) await saveFile(write.path, write.render(report, output.language));
  return exitCode.done;
}

async function read(values: Values, output: Output): Promise<Network> {
  const clusterId = clusterFrom(values.cluster);
  const bastion = bastionFrom(values.bastion);
  const myAddress = myAddressFrom(values['my-ip'], ownEndpoint(values));
  const sshPort = portFrom('ssh-port', values['ssh-port'], 1);
  const localPort = portFrom('local-port', values['local-port'], 1);
  const session = await awsSession(values);
  const signal = interruption();
  const say = process.stderr.isTTY ? (text: string) => output.diagnose(text) : () => undefined;
  const told = new Set<string>();
  const slowed = slowedTeller(output);
  try {
    return await readNetwork({
      clients: session.clientsFor({
        signal,
        onSlowed: slowed.tell,
        onWait: (action, wait) => say(`${action}: ${Math.ceil(wait / 1000)} s`),
      }),
      region: session.region,
      clusterId,
      bastion,
      myAddress,
      sshPort,
      localPort,
      primarySshPort: values['ssh-to-primary'] ? 22 : null,
      signal,
      progress: (action) => {
        if (!told.has(action)) output.diagnose(action);
        told.add(action);
      },
    });
  } finally {
    slowed.end();
    session.close();
  }
}

const notations = ['cli', 'terraform', 'cloudformation'] as const;
/** How a terminal's reader wants fixes written; with --json all of them are there. */
export type Notation = (typeof notations)[number];

function notationFrom(value: string): Notation {
  const found = notations.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UsageError(`--as takes ${notations.join(', ')}, not "${value}"`);
}

function clusterFrom(value: string | undefined): string {
  const parsed = clusterIdSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `--cluster takes a cluster's id such as j-2AXXXXXXGAPLF, not "${value ?? ''}"`,
  );
}

function bastionFrom(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (/^(i|sg)-[0-9a-f]{1,17}$/.test(value) || isIP(value) > 0) return value;
  if (/^[a-z0-9]([a-z0-9-]*\.)+[a-z]{2,}$/i.test(value)) return value;
  throw new UsageError(
    `--bastion takes an instance (i-…), a security group (sg-…) or an address, not "${value}"`,
  );
}

function ownEndpoint(values: Values): boolean {
  return values['endpoint-url'] !== undefined || Boolean(process.env['AWS_ENDPOINT_URL']);
}

/** Whoever asks another endpoint than AWS's wants nothing else to be asked either. */
function myAddressFrom(value: string | undefined, elsewhere: boolean): string | null {
  if (value === undefined) return elsewhere ? null : 'ask';
  if (value === 'none') return null;
  if (isIP(value) > 0) return value;
  throw new UsageError(`--my-ip takes an address such as 203.0.113.7, or none, not "${value}"`);
}
