import type {
  BaseAgent,
  IdentityCallback,
  ParsedKey,
  SignCallback,
  SigningRequestOptions,
} from 'ssh2';
import ssh2 from 'ssh2';

/** A key as an agent of ssh2 is asked for it. */
export type AgentKey = string | Buffer | ParsedKey;

/** An agent that passes on to another what it is asked. */
export class AgentAround extends ssh2.BaseAgent {
  readonly agent: BaseAgent;
  readonly #onSigning: () => void;

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
    if (typeof options === 'function') this.agent.sign(key, data, options);
    else this.agent.sign(key, data, options, done);
  }
}
