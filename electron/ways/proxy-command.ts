import { FailureError } from '../../shared/model/failure';
import type { Reach } from '../ssh/reach';
import { parseCommand } from './command-line';
import { type ProgramOptions, startProgram } from './program-stream';

/** Characters that no shell acts upon; a host has been checked to have no others. */
const harmless = /^[\w.@+-]*$/;

/** Goes by what a program of this computer reads and writes (ssh_config(5), ProxyCommand). */
export function reachByCommand(command: string, user: string): Reach {
  return async ({ host, port }, onStage) => {
    onStage('tcp');
    const parsed = parseCommand(command, { host, port, user }, process.platform);
    if (parsed.kind === 'shell' && command.includes('%r') && !harmless.test(user)) {
      throw new FailureError({ code: 'command-unsafe', user });
    }
    const options = parsed.kind === 'shell' ? shell(parsed.line, command) : parsed;
    return { socket: await startProgram(options), address: host };
  };
}

function shell(line: string, command: string): ProgramOptions {
  const name = command.trim().split(/\s+/, 1)[0] ?? command;
  if (process.platform !== 'win32') return { program: '/bin/sh', args: ['-c', line], name };
  return { program: 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true, name };
}
