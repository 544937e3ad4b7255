import { isDeepStrictEqual } from 'node:util';

/**
 * Takes the place of `node:assert` in what electron-store brings (vite.config.ts), which asks it one
 * thing: whether a file has all its defaults. Node's own takes longer to load than the settings do.
 */
// biome-ignore lint/style/noDefaultExport: it stands for a module that has one
export default {
  /** @throws Error when the two differ. */
  deepEqual(one: unknown, other: unknown): void {
    if (!isDeepStrictEqual(one, other)) throw new Error('not equal');
  },
};
