import type { Preferences } from '../../shared/contract/window';
import { tunnelActions } from '../../shared/model/actions';
import { browserNames } from '../../shared/model/browser-names';
import type { ProfileView } from '../../shared/model/profile-view';
import type { PromptAnswer } from '../../shared/model/prompt';
import { markAnswered, select, takePreferences, useApp } from './app-store';
import { tell, valueOrTold } from './calls';
import { currentText, languageOf } from './facts';
import { viewOf } from './fold';
import { showToast } from './toasts';
import { loadWords } from './words';

/** Starts an idle tunnel and stops a running one; does nothing while it is stopping. */
export async function toggleTunnel(profileId: string): Promise<void> {
  const { facts } = useApp.getState();
  if (facts === null) return;
  const actions = tunnelActions(viewOf(facts, profileId).state);
  if (actions.start) await startTunnel(profileId);
  else if (actions.stop) await valueOrTold(window.culvert.stopTunnel({ profileId }));
}

export async function startTunnel(profileId: string): Promise<void> {
  await valueOrTold(window.culvert.startTunnel({ profileId }));
}

/** Deletes a tunnel at once and offers to bring it back: nothing is asked beforehand. */
export async function removeTunnel(profile: ProfileView): Promise<void> {
  const { facts } = useApp.getState();
  if (facts === null) return;
  const text = currentText();
  if (!tunnelActions(viewOf(facts, profile.id).state).remove) {
    showToast({ text: text.list.stopFirst });
    return;
  }
  if (!(await valueOrTold(window.culvert.removeProfile({ profileId: profile.id })))) return;
  showToast({
    text: text.list.removed(profile.name),
    action: { label: text.list.undo, run: () => void restoreTunnel(profile.id) },
  });
}

async function restoreTunnel(profileId: string): Promise<void> {
  const restored = await valueOrTold(window.culvert.restoreProfile({ profileId }));
  if (restored) select(restored.value.id);
}

export async function forgetSecret(profile: ProfileView): Promise<void> {
  if (await valueOrTold(window.culvert.forgetSecret({ profileId: profile.id }))) {
    showToast({ text: currentText().list.forgotten(profile.name) });
  }
}

export async function startDemo(): Promise<void> {
  const made = await valueOrTold(window.culvert.startDemo(undefined));
  if (made) select(made.value.profileId);
}

/** Looks now which pages of a tunnel answer; what is found arrives as events. */
export async function checkReach(profileId: string): Promise<void> {
  await valueOrTold(window.culvert.checkReach({ profileId }));
}

/** Puts a report for whoever helps on the clipboard. @param profileId null for all tunnels. */
export async function copyReport(profileId: string | null): Promise<void> {
  const wanted = profileId === null ? { of: 'all' as const } : { of: 'tunnel' as const, profileId };
  const made = await valueOrTold(window.culvert.copyReport(wanted));
  if (made) showToast({ text: currentText().trouble.reported(made.value.lines) });
}

/** Opens a page of a tunnel in the browser of the person's choice. */
export async function openPage(profileId: string, url: string): Promise<void> {
  const opened = await valueOrTold(window.culvert.openPage({ profileId, url }));
  if (!opened || opened.value.browser === 'default') return;
  showToast({ text: currentText().browser.opened(browserNames[opened.value.browser]) });
}

/** True when the text is on the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  return (await valueOrTold(window.culvert.copyText({ text }))) !== undefined;
}

/** Stores how the window is to look and speak. The words are there before it has to say them. */
export async function savePreferences(preferences: Preferences): Promise<void> {
  const { facts } = useApp.getState();
  if (facts !== null) await loadWords(languageOf({ ...facts, preferences }));
  const saved = await valueOrTold(window.culvert.savePreferences(preferences));
  if (saved) takePreferences(saved.value);
}

/** Sends an answer and overwrites the secrets in it once they have left. */
export async function answerPrompt(promptId: string, answer: PromptAnswer): Promise<void> {
  markAnswered(promptId, true);
  const result = await window.culvert.answerPrompt({ promptId, answer });
  if (answer.kind === 'secret') answer.secret.fill(0);
  if (answer.kind === 'answers') for (const each of answer.answers) each.fill(0);
  if (result.ok) return;
  markAnswered(promptId, false);
  tell(result.error);
}
