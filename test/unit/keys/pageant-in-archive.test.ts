import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { compileFunction } from 'node:vm';
import { expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const file = require.resolve('ssh2/lib/agent.js');
const requireThere = createRequire(file);

interface Pageant {
  getStream(done: (error: Error | null, stream: PassThrough) => void): void;
}

/** The program that ssh2 starts to speak with Pageant, where ssh2 itself lies in a folder. */
function startedFrom(folder: string): string {
  const started: string[] = [];
  const spawn = (program: string) => {
    started.push(program);
    return Object.assign(new EventEmitter(), {
      stdin: new PassThrough(),
      stdout: new PassThrough(),
    });
  };
  const requireHere = (name: string) =>
    name === 'child_process' ? { spawn, execFile: spawn } : requireThere(name);
  const exported = { exports: {} as { PageantAgent: new () => Pageant } };
  compileFunction(readFileSync(file, 'utf8'), ['require', 'module', '__dirname'])(
    requireHere,
    exported,
    folder,
  );
  new exported.exports.PageantAgent().getStream((_error, stream) =>
    stream.write(Buffer.from([0, 0, 0, 1, 11])),
  );
  return started.join();
}

it.each([
  ['an archive', '/opt/Culvert/resources/app.asar', '/opt/Culvert/resources/app.asar.unpacked'],
  ['a checkout', '/src/culvert', '/src/culvert'],
  ['an archive that is unpacked', '/opt/app.asar.unpacked', '/opt/app.asar.unpacked'],
])(
  "from %s, the helper of PuTTY's agent is a file that the system can start",
  (_what, at, there) => {
    expect(startedFrom(`${at}/node_modules/ssh2/lib`)).toBe(
      `${there}/node_modules/ssh2/util/pagent.exe`,
    );
  },
);
