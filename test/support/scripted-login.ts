import type {
  AuthContext,
  AuthenticationType,
  KeyboardAuthContext,
  Prompt,
  PublicKeyAuthContext,
} from 'ssh2';
import ssh2 from 'ssh2';

/** One thing a client must get right before the next is asked of it. */
export type LoginStep =
  | {
      readonly method: 'publickey';
      /** Lines of authorized_keys. */
      readonly keys: readonly string[];
    }
  | {
      readonly method: 'password';
      readonly password: string;
      /** A password that is right must be changed first (RFC 4252, section 8). */
      readonly expired?: boolean;
      /** How long the server thinks about an answer, ms. */
      readonly thinksMs?: number;
    }
  | {
      readonly method: 'keyboard-interactive';
      readonly name?: string;
      readonly instruction?: string;
      readonly thinksMs?: number;
      /** Each round is one request with its prompts; all rounds must be answered right. */
      readonly rounds: readonly {
        readonly prompts: readonly Prompt[];
        readonly answers: readonly string[];
      }[];
    };

/** The login of one connection: lets a client in when it has taken every step in order. */
export class ScriptedLogin {
  readonly #steps: readonly LoginStep[];
  readonly #answers: (readonly string[])[];
  #done = 0;

  /** @param answers where what clients answer to prompts is written down. */
  constructor(steps: readonly LoginStep[], answers: (readonly string[])[]) {
    this.#steps = steps;
    this.#answers = answers;
  }

  answer(context: AuthContext): void {
    const step = this.#steps[this.#done];
    if (step === undefined) context.accept();
    else if (context.method === 'publickey' && step.method === 'publickey') {
      this.#publicKey(context, step.keys);
    } else if (context.method === 'password' && step.method === 'password') {
      const right = context.password === step.password;
      if (right && step.expired) context.requestChange('Choose a new one.', () => undefined);
      else this.#settle(context, right, step.thinksMs);
    } else if (context.method === 'keyboard-interactive' && step.method === context.method) {
      this.#ask(context, step, 0, true);
    } else this.#refuse(context);
  }

  #publicKey(context: PublicKeyAuthContext, lines: readonly string[]): void {
    const { blob, signature, hashAlgo } = context;
    const key = lines.map(parsed).find((each) => each.getPublicSSH().equals(context.key.data));
    if (key === undefined) this.#refuse(context);
    // Without a signature the client only asks whether the key would do (RFC 4252, 7).
    else if (signature === undefined || blob === undefined) context.accept();
    else this.#settle(context, key.verify(blob, signature, hashAlgo) === true);
  }

  #ask(
    context: KeyboardAuthContext,
    step: Extract<LoginStep, { method: 'keyboard-interactive' }>,
    round: number,
    rightSoFar: boolean,
  ): void {
    const now = step.rounds[round];
    if (now === undefined) {
      this.#settle(context, rightSoFar, step.thinksMs);
      return;
    }
    const prompts = now.prompts.map((prompt) => ({ ...prompt }));
    context.prompt(prompts, step.name ?? '', step.instruction ?? '', (given: readonly string[]) => {
      this.#answers.push(given);
      const right =
        given.length === now.answers.length &&
        given.every((answer, index) => answer === now.answers[index]);
      this.#ask(context, step, round + 1, rightSoFar && right);
    });
  }

  #settle(context: AuthContext, right: boolean, thinksMs = 0): void {
    const say = () => (right ? this.#advance(context) : this.#refuse(context));
    if (thinksMs > 0) setTimeout(say, thinksMs);
    else say();
  }

  #advance(context: AuthContext): void {
    this.#done += 1;
    const next = this.#steps[this.#done];
    if (next === undefined) context.accept();
    else context.reject([next.method], true);
  }

  #refuse(context: AuthContext): void {
    const step = this.#steps[this.#done];
    const left: AuthenticationType[] = step === undefined ? [] : [step.method];
    context.reject(left);
  }
}

function parsed(line: string) {
  const key = ssh2.utils.parseKey(line);
  if (key instanceof Error) throw key;
  return key;
}
