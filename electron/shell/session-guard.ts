import type { Session } from 'electron';
import { mayLoad } from './session-rules';

/**
 * Shuts a session off: it reaches no network and gets none of the permissions a page can ask for.
 * What no handler answers, Electron grants.
 */
export function guardSession(session: Session, developing: boolean): void {
  session.webRequest.onBeforeRequest((details, respond) => {
    respond({ cancel: !mayLoad(details.url, developing) });
  });
  session.setPermissionRequestHandler((_contents, _permission, respond) => respond(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, respond) => respond({}));
  session.on('will-download', (event) => event.preventDefault());
}
