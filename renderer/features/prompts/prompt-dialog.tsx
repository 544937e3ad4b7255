import type { Prompt } from '../../../shared/model/prompt';
import { useApp } from '../../state/app-store';
import { useFacts, useText } from '../../state/facts';
import { currentPrompt, waitingPrompts } from '../../state/prompt-queue';
import { HostKeyPrompt } from './host-key-prompt';
import { InteractivePrompt } from './interactive-prompt';
import { MfaPrompt } from './mfa-prompt';
import { SecretPrompt } from './secret-prompt';

/** The oldest open question, one at a time; each names its tunnel. */
export function PromptDialog() {
  const prompt = useApp((state) => currentPrompt(state.facts?.prompts ?? [], state.answered));
  return prompt === null ? null : <NamedPrompt key={prompt.promptId} prompt={prompt} />;
}

function NamedPrompt({ prompt }: { readonly prompt: Prompt }) {
  const { prompts, clusters } = useText();
  const name = useFacts(
    (facts) => facts.profiles.find(({ id }) => id === prompt.profileId)?.name ?? prompt.profileId,
  );
  const waiting = useApp((state) => waitingPrompts(state.facts?.prompts ?? [], state.answered));
  const asker =
    prompt.kind === 'aws-mfa' ? clusters.signIn.about(prompt.awsProfile) : prompts.for(name);
  const about = [asker, ...(waiting > 0 ? [prompts.waiting(waiting)] : [])].join(' · ');
  switch (prompt.kind) {
    case 'host-key':
      return <HostKeyPrompt prompt={prompt} about={about} />;
    case 'keyboard-interactive':
      return <InteractivePrompt prompt={prompt} about={about} />;
    case 'aws-mfa':
      return <MfaPrompt prompt={prompt} about={about} />;
    default:
      return <SecretPrompt prompt={prompt} about={about} />;
  }
}
