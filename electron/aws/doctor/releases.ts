import { parseRelease, type Release } from '../../../shared/emr/release';

function releaseOf(label: string | null): Release | null {
  return label === null ? null : parseRelease(label);
}

function atLeast([major, minor]: Release, fromMajor: number, fromMinor: number): boolean {
  return major > fromMajor || (major === fromMajor && minor >= fromMinor);
}

/**
 * How a release talks with the EMR service from a private subnet. Up to 5.29 only the service calls
 * (8443); from 5.30.0 on the primary node calls back (9443); from 8.0.0 on nodes call an interface
 * endpoint over 443 and the other ports are unused (EMR Management Guide, emr-man-sec-groups).
 */
export type ServiceEra = 'before-5.30' | 'up-to-7' | 'from-8';

/**
 * The era of EMR's own network needs that a release such as `emr-6.15.0` is of; null when there is
 * no label, or none that can be read.
 */
export function serviceEra(label: string | null): ServiceEra | null {
  const release = releaseOf(label);
  if (release === null) return null;
  if (release[0] >= 8) return 'from-8';
  return atLeast(release, 5, 30) ? 'up-to-7' : 'before-5.30';
}

/** The buckets nodes of a release fetch packages from; `{region}` stands for the region. */
export function packageBuckets(label: string | null, region: string): readonly string[] {
  const release = releaseOf(label);
  if (release === null) return [];
  const buckets = [
    ...(atLeast(release, 7, 0)
      ? [`al2023-repos-${region}-de612dc2`]
      : atLeast(release, 5, 30)
        ? [`amazonlinux.${region}.amazonaws.com`, `amazonlinux-2-repos-${region}`]
        : [`packages.${region}.amazonaws.com`, `repo.${region}.amazonaws.com`]),
    ...(atLeast(release, 5, 22) ? [`repo.${region}.emr.amazonaws.com`] : []),
  ];
  if (release[0] < 8) return buckets;
  const infix = region === 'ap-southeast-2' ? 'data-bucket' : 'data';
  return [
    ...buckets,
    ...[0, 1].map((number) => `aws157-instance-${infix}-${number}-prod-${region}`),
  ];
}

/**
 * Where nodes write logs when the cluster keeps them: in its own bucket, under the path it names, as
 * `my-logs/emr`; and in one of EMR's.
 */
export function logPlaces(logUri: string | null, region: string): readonly string[] {
  const own = /^s3[an]?:\/\/(.+?)\/*$/.exec(logUri ?? '')?.[1];
  if (own === undefined) return [];
  return [own, region === 'us-east-1' ? 'aws157-logs-prod' : `aws157-logs-prod-${region}`];
}

/** Where nodes keep what the persistent application UIs show, from 5.25.0 on. */
export function pageBuckets(label: string | null, region: string): readonly string[] {
  const release = releaseOf(label);
  return release !== null && atLeast(release, 5, 25) ? [`prod.${region}.appinfo.src`] : [];
}
