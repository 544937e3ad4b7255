import { failureFrom } from '../shared/model/failure';
import type { FlowsAsk, FlowsReply } from './app/flows-protocol';
import { exportTable } from './flows/export-table';
import { contextOfFiles } from './flows/flow-context';
import { localEngine } from './flows/local-engine';
import { readFlows } from './flows/read-flows';
import { parseFormat } from './flows/record-format';

interface Port {
  on(event: 'message', listener: (message: { data: FlowsAsk }) => void): unknown;
  postMessage(message: FlowsReply): void;
}

/** Entry of the process that answers one question about flow logs, and then ends. */
function run(port: Port): void {
  const work = new AbortController();
  port.on('message', ({ data: ask }) => {
    if (ask.kind === 'cancel') {
      work.abort(new Error('cancelled'));
      return;
    }
    answer(ask, port, work.signal).then(
      (reply) => port.postMessage(reply),
      (error: unknown) => port.postMessage({ kind: 'failed', failure: failureFrom(error) }),
    );
  });
}

async function answer(
  ask: Exclude<FlowsAsk, { kind: 'cancel' }>,
  port: Port,
  signal: AbortSignal,
): Promise<FlowsReply> {
  if (ask.kind === 'save') {
    await exportTable(ask.destinations, ask.path, ask.format, signal);
    return { kind: 'saved' };
  }
  const found = await readFlows({
    engine: localEngine(ask.paths, ask.format === null ? null : parseFormat(ask.format)),
    context: contextOfFiles(ask.region),
    scope: { interfaces: null, from: null, to: null },
    ranges: [],
    signal,
    progress: (step, done, total) => port.postMessage({ kind: 'progress', step, done, total }),
  });
  return { kind: 'answer', answer: found };
}

const { parentPort } = process as NodeJS.Process & { parentPort?: Port };
if (parentPort === undefined) throw new Error('the flow-log process is started by the app');
run(parentPort);
