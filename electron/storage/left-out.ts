/**
 * Takes the place, in the built app, of what electron-store brings and Culvert never asks of it: a
 * validator for schemas, version ranges for its migrations, and ciphers (vite.config.ts). 400 KB and
 * Node's cryptography would be loaded at every start for nothing. Whoever begins to use them is told so.
 */
function leftOut(): never {
  throw new Error(
    'left out of the build: electron-store is used without schemas, migrations and encryption',
  );
}

/** What `ajv` exports. */
export class Ajv2020 {
  constructor() {
    leftOut();
  }
}

/** What `ajv-formats`, `semver` and `node:crypto` are. */
// biome-ignore lint/style/noDefaultExport: it stands for modules that have one
export default new Proxy(leftOut, { get: leftOut });
