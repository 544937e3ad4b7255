import { utilityProcess } from 'electron';
import type { EngineProcess } from './engine-link';

/**
 * Starts the built engine beside main, in a process of its own, so that neither a busy tunnel nor a
 * crash of one reaches the windows.
 *
 * @param script path of the built engine.
 * @param dataFolder where the engine keeps its own files.
 */
export function spawnEngine(script: string, dataFolder: string): EngineProcess {
  const child = utilityProcess.fork(script, [`--data-dir=${dataFolder}`], {
    serviceName: 'Culvert engine',
    stdio: 'inherit',
  });
  return {
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', () => listener());
    },
    kill: () => {
      child.kill();
    },
  };
}
