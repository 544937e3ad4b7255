import type { Prompt } from '../../shared/model/prompt';

/** The questions that wait for a person, oldest first. */
export class PromptList {
  readonly #open = new Map<string, Prompt>();

  opened(prompt: Prompt): void {
    this.#open.set(prompt.promptId, prompt);
  }

  /** @returns whether it was open. */
  closed(promptId: string): boolean {
    return this.#open.delete(promptId);
  }

  has(promptId: string): boolean {
    return this.#open.has(promptId);
  }

  clear(): void {
    this.#open.clear();
  }

  all(): Prompt[] {
    return [...this.#open.values()];
  }
}
