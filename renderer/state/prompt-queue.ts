import type { Prompt } from '../../shared/model/prompt';

/** The question to show: the oldest that has not been answered on this side. */
export function currentPrompt(
  prompts: readonly Prompt[],
  answered: ReadonlySet<string>,
): Prompt | null {
  return prompts.find((prompt) => !answered.has(prompt.promptId)) ?? null;
}

/** How many more wait behind the one that is shown. */
export function waitingPrompts(prompts: readonly Prompt[], answered: ReadonlySet<string>): number {
  const open = prompts.filter((prompt) => !answered.has(prompt.promptId)).length;
  return Math.max(0, open - 1);
}

/** Whether a tunnel waits for a person: one of its questions has not been answered on this side. */
export function isAsking(
  prompts: readonly Prompt[],
  answered: ReadonlySet<string>,
  profileId: string,
): boolean {
  return prompts.some((prompt) => prompt.profileId === profileId && !answered.has(prompt.promptId));
}

/** Forgets answers whose questions have gone, so that the set does not grow for ever. */
export function stillAnswered(
  prompts: readonly Prompt[],
  answered: ReadonlySet<string>,
): ReadonlySet<string> {
  const open = new Set(prompts.map((prompt) => prompt.promptId));
  return new Set([...answered].filter((promptId) => open.has(promptId)));
}
