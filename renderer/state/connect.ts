import { pickLanguage } from '../../shared/text/language';
import {
  speak,
  takeLog,
  takePreferences,
  takeProfiles,
  takePrompts,
  takeReach,
  takeSnapshot,
  takeTunnel,
} from './app-store';
import { takeTunnelCluster } from './bound-clusters';
import { tell } from './calls';
import { showFromOutside } from './editor';
import { currentText, languageOf } from './facts';
import { hear } from './hear';
import { showToast } from './toasts';
import { loadWords } from './words';

/**
 * Subscribes to the events of what the first picture shows, then asks for the snapshot once.
 *
 * @param drawn called when there is something on the screen, and no sooner.
 */
export function connectStores(drawn: () => void): void {
  hear('profiles', takeProfiles);
  hear('tunnel', takeTunnel);
  hear('reach', takeReach);
  hear('prompts', takePrompts);
  hear('log', takeLog);
  hear('preferences', takePreferences);
  hear('tunnelCluster', takeTunnelCluster);
  hear('show', showFromOutside);
  // Most people have their window speak as their desktop does, so the words come beside the snapshot.
  void loadWords(pickLanguage(navigator.languages));
  void window.culvert.snapshot(undefined).then(async (answer) => {
    if (!answer.ok) {
      tell(answer.error);
      return;
    }
    const { about, preferences } = answer.value;
    takeSnapshot(answer.value);
    await loadWords(languageOf({ about, preferences }));
    speak();
    onceDrawn(drawn);
    const { quarantined } = about;
    if (quarantined !== null) showToast({ text: currentText().settings.quarantined(quarantined) });
  });
}

function onceDrawn(drawn: () => void): void {
  const seen = new PerformanceObserver((entries) => {
    if (entries.getEntriesByName('first-contentful-paint').length === 0) return;
    seen.disconnect();
    drawn();
  });
  seen.observe({ type: 'paint', buffered: true });
}
