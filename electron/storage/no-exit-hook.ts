/**
 * Takes the place, in the built app, of a hook that electron-store's way of writing files sets on
 * signals (vite.config.ts): it ends the process by the signal itself, where Electron quits in order.
 * What it would have removed, files half written, is removed at the next start (leftovers.ts).
 */
// biome-ignore lint/style/noDefaultExport: it stands for a module that has one
export default function leaveSignalsAlone(): void {
  // Nothing to do: see above.
}
