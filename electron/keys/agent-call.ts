import type { Duplex } from 'node:stream';
import type { AgentProtocol, BaseAgent } from 'ssh2';
import ssh2 from 'ssh2';

/** Told once what came of a question. */
export type Answered<Answer> = (error: Error | null | undefined, answer?: Answer) => void;

/** An agent that gives connections of one's own, as all do that are programs of this computer. */
export type CallableAgent = BaseAgent & Required<Pick<BaseAgent, 'getStream'>>;

export function isCallable(agent: BaseAgent): agent is CallableAgent {
  return agent.getStream !== undefined;
}

/**
 * Asks an agent over a connection of our own: ssh2's own questions cannot be taken back, and each
 * that is never answered would leave a socket open.
 *
 * @param ask puts the question.
 * @returns what ends the connection; whoever still waits is told that it closed.
 */
export function callAgent<Answer>(
  agent: CallableAgent,
  ask: (protocol: AgentProtocol, answered: Answered<Answer>) => void,
  done: Answered<Answer>,
): () => void {
  let ended = false;
  let told = false;
  let connection: Duplex | undefined;
  const hangUp = (): void => {
    ended = true;
    connection?.destroy();
  };
  const settle: Answered<Answer> = (error, answer) => {
    if (told) return;
    told = true;
    done(error, answer);
  };
  agent.getStream((error, stream) => {
    if (error || stream === undefined) return settle(error ?? new Error('no stream'));
    connection = stream;
    const protocol = new ssh2.AgentProtocol(true);
    for (const side of [stream, protocol]) {
      side.on('error', (fault: Error) => settle(fault));
      side.on('close', () => settle(new Error('closed')));
    }
    if (ended) return hangUp();
    protocol.pipe(stream).pipe(protocol);
    ask(protocol, (fault, answer) => {
      settle(fault, answer);
      hangUp();
    });
  });
  return hangUp;
}
