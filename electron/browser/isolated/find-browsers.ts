import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { BrowserKind } from '../../../shared/model/browser';
import { browserKinds, browserPlaces, type Whereabouts } from './browser-places';

/** A browser that is installed here. */
export interface FoundBrowser {
  readonly kind: BrowserKind;
  /** Its program, by its whole path. */
  readonly program: string;
}

/** Looks where browsers usually are. Answers one program a kind, in the order of preference. */
export async function findBrowsers(whereabouts: Whereabouts): Promise<FoundBrowser[]> {
  const found = await Promise.all(
    browserKinds.map(async (kind): Promise<FoundBrowser[]> => {
      for (const program of browserPlaces(kind, whereabouts)) {
        if (await canRun(program)) return [{ kind, program }];
      }
      return [];
    }),
  );
  return found.flat();
}

async function canRun(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    return (await stat(program)).isFile();
  } catch {
    // Not there, or not for this user: both mean to look further.
    return false;
  }
}
