import type {
  BaseAgent,
  IdentityCallback,
  ParsedKey,
  SignCallback,
  SigningRequestOptions,
} from 'ssh2';
import ssh2 from 'ssh2';
import { type CallableAgent, callAgent, isCallable } from './agent-call';

/** A key as an agent of ssh2 is asked for it. */
export type AgentKey = string | Buffer | ParsedKey;

/** What is wanted of the signatures that an agent is asked for. */
export interface SigningWatch {
  /** It is about to be asked for one. */
  readonly onSigning?: () => void;
  /** It has made one. @param ms how long that took. */
  readonly onSigned?: (ms: number) => void;
  /** How long one is waited for, ms; as long as somebody wants it, unless given. */
  readonly patienceMs?: number;
}

/** The agent behind all that stand around it. */
export function bareAgent(agent: BaseAgent): BaseAgent {
  return agent instanceof AgentAround ? bareAgent(agent.agent) : agent;
}

/** An agent that passes on to another what it is asked, and can take back what was not answered. */
export class AgentAround extends ssh2.BaseAgent {
  readonly agent: BaseAgent;
  readonly #watch: SigningWatch;
  readonly #calls = new Set<() => void>();

  constructor(agent: BaseAgent, watch: SigningWatch = {}) {
    super();
    this.agent = agent;
    this.#watch = watch;
  }

  override getIdentities(done: IdentityCallback): void {
    this.agent.getIdentities(done);
  }

  override sign(
    key: AgentKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    const [how, signed] = typeof options === 'function' ? [{}, options] : [options, done];
    const told = this.#told(signed);
    // Others may be asking for signatures by the same agent: their calls are not ours to take back.
    const agent = bareAgent(this.agent);
    if (isCallable(agent)) this.#callToSign(agent, [key, data, how], told);
    else agent.sign(key, data, how, told);
  }

  /** Nobody waits any more for what was asked here: leaves the agent alone. */
  hangUp(): void {
    for (const hangUp of [...this.#calls]) hangUp();
  }

  /** Tells of a signature that is asked for now, and does not wait for it longer than it should. */
  #told(signed: SignCallback | undefined): SignCallback {
    const { onSigning, onSigned, patienceMs } = this.#watch;
    const from = performance.now();
    let isOver = false;
    const settle: SignCallback = (error, signature) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      if (!error) onSigned?.(performance.now() - from);
      signed?.(error, signature);
    };
    const giveUp = () => {
      this.hangUp();
      settle(new Error(`no signature within ${patienceMs} ms`));
    };
    const timer = patienceMs === undefined ? undefined : setTimeout(giveUp, patienceMs);
    onSigning?.();
    return settle;
  }

  #callToSign(
    agent: CallableAgent,
    asked: [key: AgentKey, data: Buffer, how: SigningRequestOptions],
    signed: SignCallback,
  ): void {
    let hangUp = (): void => undefined;
    hangUp = callAgent<Buffer>(
      agent,
      (protocol, answered) => protocol.sign(...asked, answered),
      (error, signature) => {
        this.#calls.delete(hangUp);
        signed(error, signature);
      },
    );
    this.#calls.add(hangUp);
  }
}
