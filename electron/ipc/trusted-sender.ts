/** The page's own origin, served by the app itself. */
export const uiOrigin = { scheme: 'app', host: 'ui' } as const;

/**
 * Whether an address is one of the app's own pages, decided by a URL parser: a comparison of text
 * takes `app://ui.evil` and `app://ui@evil` for ours.
 */
export function isUiUrl(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  return (
    url.protocol === `${uiOrigin.scheme}:` &&
    url.hostname === uiOrigin.host &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}

/** As much of a frame as is asked about. */
export interface Frame {
  readonly url: string;
}

/**
 * Whether a message comes from our own page: the main frame of our window, showing our origin.
 *
 * @param sender null when the frame has gone in the meantime.
 * @param main null while there is no window.
 */
export function isTrustedSender(sender: Frame | null, main: Frame | null): boolean {
  return sender !== null && sender === main && isUiUrl(sender.url);
}
