import { once } from 'node:events';
import { failureFrom } from '../shared/model/failure';
import type { FlowsAsk, FlowsReply } from './app/flows-protocol';
import { AwsSession } from './aws/session';
import { exportTable } from './flows/export-table';
import { answerQuestion } from './flows/flow-question';
import { parseFormat } from './flows/record-format';
import { keptRanges } from './flows/service-ranges';

interface Port {
  on(event: 'message', listener: (message: { data: FlowsAsk }) => void): unknown;
  postMessage(message: FlowsReply): void;
}

type Question = Extract<FlowsAsk, { kind: 'read' }>;

/** Entry of the process that answers one question about flow logs, and then ends. */
function run(port: Port): void {
  const work = new AbortController();
  const agreed = new Agreement();
  port.on('message', ({ data: ask }) => {
    if (ask.kind === 'cancel') {
      const calledOff = new Error('cancelled');
      work.abort(calledOff);
    } else if (ask.kind === 'agree') agreed.give();
    else {
      answer(ask, port, work.signal, agreed).then(
        (reply) => port.postMessage(reply),
        (error: unknown) => port.postMessage({ kind: 'failed', failure: failureFrom(error) }),
      );
    }
  });
}

/** Given once by the person who asked, after the price was told. */
class Agreement {
  give: () => void = () => undefined;
  readonly #given = new Promise<void>((resolve) => {
    this.give = resolve;
  });

  /** @throws the signal's reason when the question is called off instead. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const calledOff = once(signal, 'abort');
    await Promise.race([this.#given, calledOff]);
    signal.throwIfAborted();
  }
}

async function answer(
  ask: Exclude<FlowsAsk, { kind: 'cancel' | 'agree' }>,
  port: Port,
  signal: AbortSignal,
  agreed: Agreement,
): Promise<FlowsReply> {
  if (ask.kind === 'save') {
    await exportTable(ask.destinations, ask.path, ask.format, signal);
    return { kind: 'saved' };
  }
  const { source, format, region, clusterId, from, to } = ask;
  const session = sessionOf(ask);
  try {
    const found = await answerQuestion(
      {
        source,
        format: format === null ? null : parseFormat(format),
        region,
        clusterId,
        scope: { interfaces: null, from, to },
        ranges: await keptRanges(ask.dataFolder),
      },
      {
        workerUrl: new URL('./text-worker.js', import.meta.url),
        session,
        signal,
        progress: (step, done, total) => port.postMessage({ kind: 'progress', step, done, total }),
        slowed: (inMs) => port.postMessage({ kind: 'slowed', inMs }),
        agree: (price) => {
          port.postMessage({ kind: 'price', price });
          return agreed.wait(signal);
        },
      },
    );
    return { kind: 'answer', answer: found };
  } finally {
    session?.close();
  }
}

/** The engine has found the credentials; nobody can be asked for any from here. */
function sessionOf({ aws }: Question): AwsSession | null {
  if (aws === null) return null;
  const { place, identity } = aws;
  const { sessionToken, ...keys } = identity;
  return new AwsSession({
    region: place.region,
    profile: place.awsProfile,
    credentials: async () => ({ ...keys, ...(sessionToken !== null && { sessionToken }) }),
  });
}

const { parentPort } = process as NodeJS.Process & { parentPort?: Port };
if (parentPort === undefined) throw new Error('the flow-log process is started by the app');
run(parentPort);
