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

/** An agent that passes on to another what it is asked, and can take back what was not answered. */
export class AgentAround extends ssh2.BaseAgent {
  readonly agent: BaseAgent;
  readonly #onSigning: () => void;
  readonly #calls = new Set<() => void>();

  /** @param onSigning called before the other agent is asked to sign. */
  constructor(agent: BaseAgent, onSigning: () => void = () => undefined) {
    super();
    this.agent = agent;
    this.#onSigning = onSigning;
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
    this.#onSigning();
    const [how, signed] = typeof options === 'function' ? [{}, options] : [options, done];
    if (isCallable(this.agent)) this.#callToSign(this.agent, [key, data, how], signed);
    else this.agent.sign(key, data, how, signed);
  }

  /** Nobody waits any more for what was asked: leaves the agent alone. */
  hangUp(): void {
    for (const hangUp of [...this.#calls]) hangUp();
    if (this.agent instanceof AgentAround) this.agent.hangUp();
  }

  #callToSign(
    agent: CallableAgent,
    asked: [key: AgentKey, data: Buffer, how: SigningRequestOptions],
    signed: SignCallback | undefined,
  ): void {
    let hangUp = (): void => undefined;
    hangUp = callAgent<Buffer>(
      agent,
      (protocol, answered) => protocol.sign(...asked, answered),
      (error, signature) => {
        this.#calls.delete(hangUp);
        signed?.(error, signature);
      },
    );
    this.#calls.add(hangUp);
  }
}
