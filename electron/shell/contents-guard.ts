import type { App, WebContents } from 'electron';
import { isUiUrl } from '../ipc/trusted-sender';

/** Keeps every page that is ever made where it is: no other address, no window, no webview. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  const stay = (details: { url: string; preventDefault(): void }): void => {
    if (!isUiUrl(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // A call between browsers must not find a way around the session's closed door.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
