/**
 * The first release of each major line with the fixes of every advisory known for that line; majors
 * that Electron no longer supports are not in it, and neither is one nobody has looked at yet.
 *
 * - 43: GHSA-qmv3-fv6v-rmhq, the cached code of a sandboxed preload, fixed in 43.4.2 (43.5.0 is the
 *   first that was published); before it GHSA-gr2m-v5gq-v685, 43.4.1.
 * - 44: both were fixed before its first release (44.0.0-beta.6, -beta.5). None known since.
 * - 45: branched after them. None known (looked up on 2026-12-01).
 */
const floors: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  43: [4, 2],
  44: [0, 0],
  45: [0, 0],
};

/** `44.0.0` for 44.3.1; null for a major line that nobody has judged. */
export function floorOf(version: string): string | null {
  const [major = 0] = version.split('.').map(Number);
  const floor = floors[major];
  return floor === undefined ? null : [major, ...floor].join('.');
}

/** Whether a release, such as 45.4.1, has the fixes of all advisories known; no beta ever has. */
export function hasKnownFixes(version: string): boolean {
  const floor = floorOf(version);
  if (floor === null || !/^\d+\.\d+\.\d+$/.test(version)) return false;
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}
