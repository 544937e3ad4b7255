/**
 * Takes the place, in the built app, of what electron-store brings and Culvert never asks of it: a
 * validator for schemas, and version ranges for its migrations (vite.config.ts). 400 KB would be
 * loaded at every start for nothing. Whoever begins to use them is told so.
 */
function leftOut(): never {
  throw new Error('left out of the build: electron-store is used without schemas and migrations');
}

/** What `ajv` exports. */
export class Ajv2020 {
  constructor() {
    leftOut();
  }
}

/** What `ajv-formats` and `semver` are. */
// biome-ignore lint/style/noDefaultExport: it stands for modules that have one
export default new Proxy(leftOut, { get: leftOut });
