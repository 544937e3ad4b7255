import type { RawDocument } from './upgrade';

/** Version 1 opened no pages: the first browser that is found opens them now. */
export function addBrowserChoice(document: RawDocument): RawDocument {
  return { browser: 'automatic', ...document };
}
