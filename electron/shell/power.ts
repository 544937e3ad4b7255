import { powerMonitor } from 'electron';

/**
 * Tells when this computer has woken up, or somebody has come back to it. Going to sleep needs
 * nothing: connections that outlive a short sleep are worth keeping.
 *
 * The app must be ready.
 */
export function watchPower(awake: () => void): void {
  powerMonitor.on('resume', awake);
  powerMonitor.on('unlock-screen', awake);
}
