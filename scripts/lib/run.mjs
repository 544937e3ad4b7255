import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './project.mjs';

/** Signals that mean "end": they are handed on to what runs in the foreground. */
const endings = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to this process's own; undefined removes a variable.
 * @property {'inherit' | 'stderr'} [output] where the child's stdout goes: to ours, or to stderr.
 * @property {boolean} [group] run in a process group of its own and signal the whole of it: for
 *   wrappers such as xvfb-run that do not hand signals on.
 */

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} group
 */
function signalChild(child, signal, group) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (group) process.kill(-child.pid, signal);
  else child.kill(signal);
}

/**
 * Hands the signals that end this process on to a child, until the answered function is called.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} group
 */
function handSignalsOn(child, group) {
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    // A terminal has already sent Ctrl-C to everything in the foreground, the child included; a
    // second one would read as "I mean it, drop everything".
    if (signal === 'SIGINT' && process.stdin.isTTY && !group) return;
    signalChild(child, signal, group);
  };
  for (const signal of endings) process.on(signal, onSignal);
  const stopWatching = onOrphaned(() => signalChild(child, 'SIGTERM', group));
  return () => {
    stopWatching();
    for (const signal of endings) process.off(signal, onSignal);
  };
}

/**
 * Tells when the shell that npm put between itself and this script has gone. A signal sent to npm
 * ends that shell, which does not pass it on: without this, `npm start` would be over and the app
 * still running.
 *
 * @param {() => void} listener
 * @returns {() => void} ends the watch.
 */
function onOrphaned(listener) {
  const underNpm = process.env['npm_lifecycle_event'] !== undefined;
  if (!underNpm || process.platform === 'win32') return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, 200);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Runs a program in the foreground and answers its exit code, as a shell would count it: 128 plus
 * the signal's number when a signal ended it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} rejects when the program cannot be started.
 */
export function run(command, args, options = {}) {
  const group = (options.group ?? false) && process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['inherit', options.output === 'stderr' ? 2 : 'inherit', 'inherit'],
    detached: group,
  });
  const release = handSignalsOn(child, group);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs a program to its end and answers what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>} code is null when the
 *   program could not be started, was ended by a signal, or took longer than the limit.
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * Runs npm itself: the one that started this script, or the one on the path. Windows gives npm as
 * a command file, which only a shell can start, so npm's own JavaScript is preferred.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options = {}) {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js')
    ? run(process.execPath, [script, ...args], options)
    : run('npm', args, options);
}

/**
 * Runs the JavaScript behind one of the installed packages' commands with this Node: no shell, no
 * command file, the same on every system.
 *
 * @param {string} script path of the command's file inside node_modules.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runModule(script, args, options = {}) {
  return run(process.execPath, [`${root}/node_modules/${script}`, ...args], options);
}
