import { lstat, readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { uiOrigin } from '../ipc/trusted-sender';
import { findUiFile, type UiFile, uiFiles } from './ui-files';

/** Nothing inline, nothing from elsewhere, no way to make script out of text. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
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

/** Serves the built page of a folder to a session. @throws Error when it was never built. */
export function serveUi(session: Session, folder: string): void {
  const files = uiFiles(folder);
  session.protocol.handle(uiOrigin.scheme, (request) => answer(files, request));
}

async function answer(files: ReadonlyMap<string, UiFile>, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? findUiFile(files, request.url) : null;
  // A link put in place of a file after the map was made leads nowhere either.
  if (file === null || !(await lstat(file.path)).isFile()) {
    return new Response('not found', { status: 404, headers });
  }
  const body = await readFile(file.path);
  return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': file.type } });
}
