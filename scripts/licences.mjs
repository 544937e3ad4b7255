import { readFileSync, writeFileSync } from 'node:fs';
import { inProject, isMain } from './lib/project.mjs';
import { runMain, Trouble } from './lib/say.mjs';

/** @typedef {{ name: string, version: string, licence: string }} Shipped */
/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, dependencies?: Record<string, string> }} Locked */

/** What is built into the window stands under devDependencies: nothing of it is installed for users. */
const windowPackages = ['react', 'react-dom', 'zustand', 'lucide-react'];

/** Licences that let Culvert be given away under its own, by their SPDX names. */
export const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
]);

/**
 * Whether a licence, or one of those that may be chosen from (`(MIT OR CC0-1.0)`), is allowed.
 *
 * @param {string} licence
 */
export function isAllowed(licence) {
  const choices = licence.replace(/^\(|\)$/g, '').split(' OR ');
  return choices.some((choice) => allowedLicences.has(choice));
}

/**
 * The licence a package's own package.json names, in either of the spellings npm has known.
 *
 * @param {{ license?: unknown, licenses?: unknown }} manifest
 * @returns {string} `none named` when there is none.
 */
export function licenceIn({ license, licenses }) {
  if (typeof license === 'string') return license;
  const [first] = Array.isArray(licenses) ? licenses : [license];
  return typeof first?.type === 'string' ? first.type : 'none named';
}

/**
 * Where a package that another asks for lies, as Node looks for it: from the inside out.
 *
 * @param {Readonly<Record<string, Locked>>} packages
 * @param {string} from path of the package that asks.
 * @param {string} name
 */
function pathOf(packages, from, name) {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === '') return null;
  }
}

/**
 * Everything of others that a user gets: what Culvert depends on at run time, what is built into its
 * window, and what those need. What a package would only like to have is never installed.
 *
 * @returns {Shipped[]}
 */
export function shippedPackages() {
  /** @type {Record<string, Locked>} */
  const packages = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  const roots = [...Object.keys(packages['']?.dependencies ?? {}), ...windowPackages];
  /** @type {Map<string, Shipped>} */
  const found = new Map();
  const waiting = roots.map((name) => ({ from: '', name }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = pathOf(packages, next.from, next.name);
    if (path === null) throw new Trouble(`${next.name} is not in package-lock.json.`);
    if (found.has(path)) continue;
    const manifest = JSON.parse(readFileSync(inProject(path, 'package.json'), 'utf8'));
    found.set(path, {
      name: manifest.name,
      version: manifest.version,
      licence: licenceIn(manifest),
    });
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      waiting.push({ from: path, name });
    }
  }
  const byText = new Map([...found.values()].map((each) => [`${each.name} ${each.version}`, each]));
  return [...byText.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The page for people.
 *
 * @param {readonly Shipped[]} packages
 */
export function licencesPage(packages) {
  const rows = packages.map(
    ({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`,
  );
  return [
    '# Licences of what Culvert ships',
    '',
    'Made by `node scripts/licences.mjs` from package-lock.json and the packages themselves; a test',
    'fails when it is out of date or a licence is not one of those allowed there. Culvert itself is',
    'under the MIT licence. Electron (MIT) and Chromium bring their own texts in every package:',
    '`LICENSE.electron.txt` and `LICENSES.chromium.html`.',
    '',
    '| Package | Version | Licence |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const packages = shippedPackages();
    const refused = packages.filter(({ licence }) => !isAllowed(licence));
    if (refused.length > 0) {
      const names = refused.map(({ name, licence }) => `${name} (${licence})`).join(', ');
      throw new Trouble(`Not to be shipped under their licences: ${names}.`);
    }
    writeFileSync(inProject('docs', 'licences.md'), licencesPage(packages));
    console.log(`docs/licences.md: ${packages.length} packages`);
    return 0;
  });
}
