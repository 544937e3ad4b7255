import {
  awsProfileSchema,
  instanceSchema,
  regionSchema,
  type Transport,
  transportSchema,
} from '../../../shared/model/way';
import { parseCommand } from '../../ways/command-line';

/** What a ProxyCommand of AWS's instructions says; null where it leaves a choice to AWS's own files. */
export interface AwsCommand {
  readonly transport: Transport;
  readonly instance: string;
  readonly region: string | null;
  readonly awsProfile: string | null;
}

interface Server {
  readonly host: string;
  readonly port: number;
}

/** A shell around the command, as AWS's instructions have it for each system. */
const shells = [
  /^(?:exec\s+)?(?:\S*\/)?(?:sh|bash|dash|zsh)\s+-c\s+(["'])(?<inner>.*)\1$/,
  /^(?:\S*\\)?powershell(?:\.exe)?\s+(?:-c(?:ommand)?\s+)?(["'])(?<inner>.*)\1$/i,
];
const assignment = /^AWS_(?:DEFAULT_)?(?<what>PROFILE|REGION)=(?<value>[\w.@+-]+)\s+/;
const program = /^(?:.*[\\/])?aws(?:\.exe)?$/i;

/**
 * Recognises the two commands by which AWS's instructions lead SSH to an instance, Session Manager
 * and EC2 Instance Connect Endpoint, with or without a shell around them. It is only read: nothing of
 * it is run now or later.
 *
 * @returns null for every other command, and for these with an option that would be lost.
 */
export function readAwsCommand(command: string, server: Server): AwsCommand | null {
  const said: Record<string, string> = {};
  let line = unwrapped(command.trim());
  for (let found = assignment.exec(line); found !== null; found = assignment.exec(line)) {
    said[`${found.groups?.['what']}`.toLowerCase()] ??= `${found.groups?.['value']}`;
    line = line.slice(found[0].length);
  }
  const parsed = parseCommand(line, { ...server, user: '%r' }, 'linux');
  if (parsed.kind !== 'program' || !program.test(parsed.program)) return null;
  const words = wordsOf(parsed.args);
  if (words === null) return null;
  const { region = null, profile = null, ...options } = { ...said, ...words.options };
  const way = wayOf(words.names.join(' '), options, server);
  if (way === null || !fits(regionSchema, region) || !fits(awsProfileSchema, profile)) return null;
  return { ...way, region, awsProfile: profile };
}

function unwrapped(command: string): string {
  for (const shell of shells) {
    const inner = shell.exec(command)?.groups?.['inner'];
    if (inner !== undefined) return inner.replaceAll('\\"', '"').trim();
  }
  return command;
}

/** What the AWS command line calls, and its options, each of which has a value. */
function wordsOf(args: readonly string[]) {
  const names: string[] = [];
  const options: Record<string, string> = {};
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      names.push(word);
      continue;
    }
    const [, name = '', joined] = /^--([^=]*)(?:=(.*))?$/.exec(word) ?? [];
    const value = joined ?? rest.shift();
    if (value === undefined || Object.hasOwn(options, name)) return null;
    options[name] = value;
  }
  return { names, options };
}

function wayOf(call: string, options: Record<string, string>, { port }: Server) {
  if (call === 'ssm start-session') {
    const { target, 'document-name': name, parameters, ...others } = options;
    const isSsh = name === 'AWS-StartSSHSession' && parameters === `portNumber=${port}`;
    return isSsh ? wayTo(target, { kind: 'ssm' }, others) : null;
  }
  if (call !== 'ec2-instance-connect open-tunnel') return null;
  const {
    'instance-id': id,
    'instance-connect-endpoint-id': endpoint = null,
    'remote-port': remote = '22',
    // It ends a tunnel that then is made again: nobody would miss it.
    'max-tunnel-duration': _duration,
    ...others
  } = options;
  if (remote !== String(port)) return null;
  return wayTo(id, { kind: 'instance-connect-endpoint', endpoint }, others);
}

function wayTo(target: string | undefined, wanted: unknown, others: object) {
  const transport = transportSchema.safeParse(wanted);
  const instance = instanceSchema.shape.id.safeParse(target);
  if (Object.keys(others).length > 0 || !transport.success || !instance.success) return null;
  return { transport: transport.data, instance: instance.data };
}

function fits(schema: typeof regionSchema, value: string | null): boolean {
  return value === null || schema.safeParse(value).success;
}
