import { randomUUID } from 'node:crypto';
import { FailureError } from '../../shared/model/failure';
import type { Prompt, PromptAnswer } from '../../shared/model/prompt';
import type { AwsQuestions } from '../aws/credentials';
import type { Questions, SecretAnswer } from '../ssh/questions';

export interface PromptEvents {
  readonly opened: (prompt: Prompt) => void;
  readonly closed: (promptId: string) => void;
}

type Distribute<Variant> = Variant extends unknown ? Omit<Variant, 'promptId'> : never;

/** Turns the engine's questions into prompts with an id, and answers back into values. */
export class PromptBroker {
  readonly #events: PromptEvents;
  readonly #open = new Map<string, (answer: PromptAnswer) => void>();

  constructor(events: PromptEvents) {
    this.#events = events;
  }

  /** Answers a prompt; one that was answered or taken back already is let pass. */
  answer(promptId: string, answer: PromptAnswer): void {
    this.#open.get(promptId)?.(answer);
  }

  /** How one tunnel asks. */
  questionsOf(profileId: string): Questions {
    const secret = async (prompt: Distribute<Prompt>, signal: AbortSignal) => {
      const answer = await this.#ask(prompt, signal);
      if (answer.kind !== 'secret') throw new FailureError({ code: 'auth-cancelled' });
      return { secret: answer.secret, remember: answer.remember } satisfies SecretAnswer;
    };
    return {
      canAsk: true,
      hostKey: async (question, signal) => {
        const answer = await this.#ask({ kind: 'host-key', profileId, ...question }, signal);
        return answer.kind === 'trust' && answer.fingerprint === question.fingerprint;
      },
      passphrase: (question, signal) =>
        secret({ kind: 'passphrase', profileId, ...question }, signal),
      password: (question, signal) => secret({ kind: 'password', profileId, ...question }, signal),
      keyboardInteractive: async (question, signal) => {
        const prompts = [...question.prompts];
        const answer = await this.#ask(
          { kind: 'keyboard-interactive', profileId, ...question, prompts },
          signal,
        );
        if (answer.kind !== 'answers' || answer.answers.length !== prompts.length) {
          throw new FailureError({ code: 'auth-cancelled' });
        }
        return answer.answers;
      },
    };
  }

  /** How AWS asks; no tunnel is behind it. */
  awsQuestions(): AwsQuestions {
    return {
      mfaCode: async ({ profile, serial }, signal) => {
        const about = { profileId: '', awsProfile: profile, serial };
        const answer = await this.#ask({ kind: 'aws-mfa', ...about }, signal);
        const [code] = answer.kind === 'answers' ? answer.answers : [];
        if (code === undefined) {
          throw new FailureError({ code: 'aws-credentials', profile, why: 'mfa' });
        }
        return new TextDecoder().decode(code).trim();
      },
    };
  }

  #ask(question: Distribute<Prompt>, signal: AbortSignal): Promise<PromptAnswer> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve({ kind: 'cancel' });
        return;
      }
      const promptId = randomUUID();
      const close = (answer: PromptAnswer) => {
        this.#open.delete(promptId);
        signal.removeEventListener('abort', takeBack);
        this.#events.closed(promptId);
        resolve(answer);
      };
      const takeBack = () => close({ kind: 'cancel' });
      signal.addEventListener('abort', takeBack, { once: true });
      this.#open.set(promptId, close);
      this.#events.opened({ ...question, promptId });
    });
  }
}
