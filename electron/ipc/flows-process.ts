import { utilityProcess } from 'electron';
import type { FlowsProcess } from '../app/flows-protocol';

/** Starts the built flow-log process: its own, so that no tunnel shares DuckDB's memory or fate. */
export function spawnFlows(script: string): FlowsProcess {
  const child = utilityProcess.fork(script, [], {
    serviceName: 'Culvert flow logs',
    stdio: 'inherit',
  });
  return {
    post: (ask) => child.postMessage(ask),
    onReply: (listener) => {
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
