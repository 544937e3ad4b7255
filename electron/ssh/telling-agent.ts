import type { BaseAgent, IdentityCallback, SignCallback, SigningRequestOptions } from 'ssh2';
import ssh2 from 'ssh2';

type AgentKey = Parameters<BaseAgent['sign']>[0];

class TellingAgent extends ssh2.BaseAgent {
  readonly #agent: BaseAgent;
  readonly #onSigning: () => void;

  constructor(agent: BaseAgent, onSigning: () => void) {
    super();
    this.#agent = agent;
    this.#onSigning = onSigning;
  }

  override getIdentities(done: IdentityCallback): void {
    this.#agent.getIdentities(done);
  }

  override sign(
    key: AgentKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    this.#onSigning();
    if (typeof options === 'function') this.#agent.sign(key, data, options);
    else this.#agent.sign(key, data, options, done);
  }
}

/** An agent that tells when it is asked to sign: its owner may have to confirm that, or touch a key. */
export function tellingOfSigning(agent: BaseAgent, onSigning: () => void): BaseAgent {
  return new TellingAgent(agent, onSigning);
}
