import { capture } from './run.mjs';

/** Which Debian package carries a library that Electron's binary is linked with. */
const packageOf = /** @type {const} */ ({
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libcups.so.2': 'libcups2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libexpat.so.1': 'libexpat1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libudev.so.1': 'libudev1',
});

/**
 * The libraries that ldd's report names as missing, and the Debian packages that hold them.
 *
 * @param {string} report
 */
export function missingLibraries(report) {
  const libraries = [...report.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name);
  const known = new Map(Object.entries(packageOf));
  const packages = new Set(libraries.flatMap((name) => known.get(name) ?? []));
  return { libraries, packages: [...packages].sort() };
}

/**
 * What keeps an Electron binary from starting on this Linux, in one sentence with the remedy, or
 * null when nothing does (or nothing can be told).
 *
 * @param {string} executable
 */
export async function missingLibrariesSentence(executable) {
  if (process.platform !== 'linux') return null;
  const { stdout } = await capture('ldd', [executable]);
  const { libraries, packages } = missingLibraries(stdout);
  if (libraries.length === 0) return null;
  const remedy =
    packages.length === 0 ? '' : ` On Debian or Ubuntu: apt-get install ${packages.join(' ')}`;
  return `Electron needs libraries that are not installed: ${libraries.join(', ')}.${remedy}`;
}
