/** The numbers of a release label, most significant first. */
export type Release = readonly [major: number, minor: number, patch: number];

/**
 * Reads a release label: `emr-6.15.0`, or `emr-spark-8.0.0` of the train that carries Spark alone.
 * What a preview adds behind the numbers is left aside.
 *
 * @returns null for what is no release label: such a cluster's release is unknown.
 */
export function parseRelease(label: string): Release | null {
  const match = /^emr-(?:spark-)?(\d+)\.(\d+)\.(\d+)(?:-[\w.]+)?$/.exec(label);
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Negative when `left` is older, positive when it is newer, 0 for the same release. */
export function compareReleases(left: Release, right: Release): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
