import { lstatSync, readFileSync } from 'node:fs';
import { type ProtocolResponse, protocol, type Session } from 'electron';
import { uiOrigin } from '../ipc/trusted-sender';
import { contentPolicy } from './content-policy';
import { findUiFile, type UiFile, uiFiles } from './ui-files';

/**
 * No Cross-Origin-Opener-Policy: no page can open another here or be opened by one (contents-guard.ts),
 * and Chromium would start a second process for the page, as the window's first is without it.
 */
const headers = {
  'Content-Security-Policy': contentPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/**
 * Makes `app://` an origin of its own rather than a file. To be called before the app is ready.
 * `fetch` stays switched off for it: with it, other origins could read what is served (CVE-2026-70604).
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: uiOrigin.scheme, privileges: { standard: true, secure: true } },
  ]);
}

/** Chromium's ERR_FAILED. */
const failed = -2;

/**
 * Serves the built page of a folder to a session. Of the two ways Electron has, this is the one that
 * answers with a buffer: for `protocol.handle` main loads all of Node's fetch before the first
 * answer, which takes longer than making the window does.
 *
 * @returns what is settled once a page has been given its script: from then on it is busy.
 * @throws Error when the page was never built.
 */
export function serveUi(session: Session, folder: string): Promise<void> {
  const files = uiFiles(folder);
  return new Promise((given) => {
    session.protocol.registerBufferProtocol(uiOrigin.scheme, (request, respond) => {
      const file = request.method === 'GET' ? findUiFile(files, request.url) : null;
      respond(answer(file));
      if (file?.path.endsWith('.js') === true) given();
    });
  });
}

function answer(file: UiFile | null): ProtocolResponse {
  try {
    // A link put in place of a file after the map was made leads nowhere either.
    if (file === null || !lstatSync(file.path).isFile()) {
      const data = Buffer.from('not found');
      return { headers: { ...headers }, statusCode: 404, mimeType: 'text/plain', data };
    }
    return {
      headers: { ...headers, 'Content-Type': file.type },
      mimeType: file.type.replace(/;.*/, ''),
      data: readFileSync(file.path),
    };
  } catch (error) {
    process.stderr.write(`culvert: the page's ${file?.path}: ${String(error)}\n`);
    return { error: failed };
  }
}
