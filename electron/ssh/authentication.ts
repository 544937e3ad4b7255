import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2';
import { AgentAround } from '../keys/agent-around';
import { type Credentials, copyOf, type LoginMeans } from './credentials';
import { type LoginAttempt, type LoginMethod, LoginPlan } from './login-plan';
import type { Questions } from './questions';

/** A wrong password or code may be typed this many times on one connection. */
const typedTries = 3;

/** What let us in, where that was an agent's key. */
export const agentLabel = 'publickey (agent)';

interface Attempt extends LoginAttempt {
  /** Asks for what is missing and answers with what ssh2 sends. */
  readonly make: () => Promise<AnyAuthMethod>;
}

export interface AuthenticationOptions {
  readonly user: string;
  readonly host: string;
  readonly means: LoginMeans;
  readonly credentials: Credentials;
  readonly questions: Questions;
  readonly signal: AbortSignal;
  /** Wraps every wait for a person, so that no timer runs meanwhile. */
  readonly whileAsking: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
  /** What was just sent, or asked of an agent, may wait for a person elsewhere. */
  readonly mayTakeLong: () => void;
  /** False once the connection is ending: ssh2 throws when it is answered after that. */
  readonly canAnswer: () => boolean;
  /** A question could not be answered: the login is over. */
  readonly onRefused: (error: unknown) => void;
}

/** One login on one connection: what ssh2 calls to learn what to offer next. */
export class Authentication {
  readonly plan: LoginPlan<Attempt>;
  readonly #options: AuthenticationOptions;
  #typed: Uint8Array | null = null;
  #agent: AgentAround | null = null;
  /** What ssh2 is given to send. */
  #password: Buffer | null = null;

  constructor(options: AuthenticationOptions) {
    this.#options = options;
    this.plan = new LoginPlan(this.#attempts(), (method) => this.#furtherSteps(method));
  }

  /** For ssh2's `authHandler`. */
  readonly handler: AuthHandlerMiddleware = (left, partial, next) => {
    // An agent that is left alone makes ssh2 look for the next way to log in.
    if (!this.#options.canAnswer()) return;
    const attempt = this.plan.next(left, partial === true);
    if (attempt === 'none') {
      next({ type: 'none', username: this.#options.user });
    } else if (attempt === null) {
      // ssh2's own way to say that nothing is left; its types know only the other answers.
      next(false as unknown as AnyAuthMethod);
    } else {
      this.#answerWith(attempt.make(), (made) => {
        if (attempt.method === 'password') this.#options.mayTakeLong();
        next(made);
        // ssh2 has put it into a packet by now.
        this.#forgetPassword();
      });
    }
  };

  /** What was offered, each once and in order; of an agent with many keys, how many of them. */
  get tried(): string[] {
    const { agentKeys } = this.#options.means;
    const isPart = agentKeys !== null && agentKeys.held > agentKeys.offered;
    const part = isPart ? `publickey (agent: ${agentKeys.offered} of ${agentKeys.held} keys)` : '';
    const told = this.plan.tried.map((label) => (isPart && label === agentLabel ? part : label));
    return [...new Set(told)];
  }

  /** The server has let us in: a password typed on the way is the one to use from now on. */
  succeeded(): void {
    if (this.#typed !== null) this.#options.credentials.adoptPassword(this.#typed);
    this.#typed = null;
  }

  /**
   * The login is over, however it ended: overwrites what was typed and has let nobody in, and lets an
   * agent alone that still thinks about a signature.
   */
  ended(): void {
    this.#agent?.hangUp();
    this.#forgetPassword();
    this.#typed?.fill(0);
    this.#typed = null;
  }

  #forgetPassword(): void {
    this.#password?.fill(0);
    this.#password = null;
  }

  #answerWith<Answer>(answer: Promise<Answer>, give: (answer: Answer) => void): void {
    const { canAnswer, onRefused } = this.#options;
    answer
      .then((value) => {
        if (canAnswer()) give(value);
      })
      .catch(onRefused);
  }

  #attempts(): Attempt[] {
    const { means } = this.#options;
    return means.order.flatMap((method): Attempt[] => {
      switch (method) {
        case 'key-file':
          return this.#keyAttempt();
        case 'agent':
          return this.#agentAttempt();
        case 'password':
          return this.#passwordAttempts(means.password);
        case 'keyboard-interactive':
          return this.#interactiveAttempts();
        // It comes with the connection, before the other means: there is nothing of it here.
        case 'one-time-key':
          return [];
        default:
          return method satisfies never;
      }
    });
  }

  #furtherSteps(method: LoginMethod): readonly Attempt[] {
    if (!this.#options.questions.canAsk) return [];
    if (method === 'keyboard-interactive') return this.#interactiveAttempts();
    return method === 'password' ? this.#passwordAttempts(null) : [];
  }

  #keyAttempt(): Attempt[] {
    const { user, means } = this.#options;
    const { key } = means;
    if (key === null) return [];
    const label = `publickey ${key.facts.fingerprint ?? ''}`.trim();
    const make = async (): Promise<AnyAuthMethod> => ({
      type: 'publickey',
      username: user,
      key: key.pem,
    });
    return [{ method: 'publickey', label, make }];
  }

  #agentAttempt(): Attempt[] {
    const { user, means, credentials, mayTakeLong } = this.#options;
    if (means.agent === null) return [];
    const agent = new AgentAround(means.agent, {
      // Its owner may have to confirm that, or touch a key.
      onSigning: mayTakeLong,
      onSigned: (ms) => credentials.agentSigned(ms),
      ...(means.agentPatienceMs === undefined ? {} : { patienceMs: means.agentPatienceMs }),
    });
    this.#agent = agent;
    const make = async (): Promise<AnyAuthMethod> => ({ type: 'agent', username: user, agent });
    return [{ method: 'publickey', label: agentLabel, make }];
  }

  #passwordAttempts(known: Uint8Array | null): Attempt[] {
    const { questions, user, host, credentials, signal, whileAsking } = this.#options;
    const method = 'password';
    const ask = (wrong: boolean) => async (): Promise<AnyAuthMethod> => {
      const answer = await whileAsking(() => questions.password({ user, host, wrong }, signal));
      credentials.rememberInstead(answer.remember ? copyOf(answer.secret) : null);
      this.#typed?.fill(0);
      this.#typed = copyOf(answer.secret);
      return this.#passwordLogin(answer.secret);
    };
    const attempts: Attempt[] = [];
    if (known !== null) {
      const make = async () => this.#passwordLogin(copyOf(known));
      attempts.push({ method, label: method, make });
    }
    while (questions.canAsk && attempts.length < typedTries) {
      attempts.push({ method, label: method, make: ask(attempts.length > 0) });
    }
    return attempts;
  }

  /** @param secret taken over, and overwritten once it was sent. */
  #passwordLogin(secret: Uint8Array): AnyAuthMethod {
    this.#forgetPassword();
    this.#password = Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);
    // ssh2 takes bytes as well, whatever its types say, and texts cannot be overwritten.
    const password = this.#password as unknown as string;
    return { type: 'password', username: this.#options.user, password };
  }

  #interactiveAttempts(): Attempt[] {
    const { user, questions } = this.#options;
    const method = 'keyboard-interactive';
    if (!questions.canAsk) return [];
    const make = async (): Promise<AnyAuthMethod> => ({
      type: method,
      username: user,
      prompt: (name, instruction, _language, prompts, finish) =>
        this.#answer(name, instruction, prompts, finish),
    });
    return Array.from({ length: 2 }, () => ({ method, label: method, make }));
  }

  #answer(
    name: string,
    instruction: string,
    prompts: readonly Prompt[],
    finish: (answers: string[]) => void,
  ): void {
    const { questions, signal, whileAsking, mayTakeLong } = this.#options;
    const question = {
      name: name.slice(0, 1024),
      instruction: instruction.slice(0, 4096),
      prompts: prompts
        .slice(0, 16)
        .map((each) => ({ prompt: each.prompt.slice(0, 1024), echo: each.echo === true })),
    };
    const asked = whileAsking(() => questions.keyboardInteractive(question, signal));
    this.#answerWith(asked, (answers) => {
      mayTakeLong();
      finish(answers.map(textOnce));
    });
  }
}

/** The text of a secret that is not needed again: its bytes are overwritten. ssh2 takes no others. */
function textOnce(secret: Uint8Array): string {
  const text = Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength).toString('utf8');
  secret.fill(0);
  return text;
}
