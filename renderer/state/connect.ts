import {
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
import { takeBrief, takeProgress, takeSignIn } from './clusters';
import { takeDoctorProgress } from './doctor';
import { showFromOutside } from './editor';
import { currentText } from './facts';
import { takeFlowPrice, takeFlowProgress } from './flows';
import { takeSlowed } from './slowed';
import { showToast } from './toasts';

/** Subscribes to every event, then asks for the snapshot once; undone by what it returns. */
export function connectStores(): () => void {
  const { culvert } = window;
  const undo = [
    culvert.on('profiles', takeProfiles),
    culvert.on('tunnel', takeTunnel),
    culvert.on('reach', takeReach),
    culvert.on('prompts', takePrompts),
    culvert.on('log', takeLog),
    culvert.on('preferences', takePreferences),
    culvert.on('tunnelCluster', takeTunnelCluster),
    culvert.on('clusterBrief', takeBrief),
    culvert.on('jobProgress', takeProgress),
    culvert.on('jobSlowed', takeSlowed),
    culvert.on('jobProgress', takeDoctorProgress),
    culvert.on('jobProgress', takeFlowProgress),
    culvert.on('flowPrice', takeFlowPrice),
    culvert.on('signIn', takeSignIn),
    culvert.on('show', showFromOutside),
  ];
  void culvert.snapshot(undefined).then((answer) => {
    if (!answer.ok) {
      tell(answer.error);
      return;
    }
    takeSnapshot(answer.value);
    tellOnceDrawn();
    const { quarantined } = answer.value.about;
    if (quarantined !== null) showToast({ text: currentText().settings.quarantined(quarantined) });
  });
  return () => {
    for (const end of undo) end();
  };
}

/** Tells main when there is something on the screen, and no sooner. */
function tellOnceDrawn(): void {
  const seen = new PerformanceObserver((entries) => {
    if (entries.getEntriesByName('first-contentful-paint').length === 0) return;
    seen.disconnect();
    void window.culvert.drawn(undefined);
  });
  seen.observe({ type: 'paint', buffered: true });
}
