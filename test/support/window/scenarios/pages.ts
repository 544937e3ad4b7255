import type { Snapshot } from '../../../../shared/contract/window';
import type { Failure } from '../../../../shared/model/failure';
import type { PageCheck, Reach } from '../../../../shared/model/reach';
import { forwardsOf } from '../../../../shared/model/reach-of-pages';
import { threeTunnels } from './tunnels';

/** The primary node of the cluster. */
export const node = 'ip-10-0-1-23.ap-northeast-2.compute.internal';

/** The pages of a cluster, as people enter them. */
export const pages: readonly string[] = [
  `http://${node}:8088/cluster`,
  `http://${node}:18080/`,
  `http://${node}:9870/`,
  `https://${node}:9443/`,
  `http://${node}:8998/`,
  'http://ip-10-0-1-77.ap-northeast-2.compute.internal:8042/node',
];

const answers = (milliseconds: number): PageCheck => ({
  outcome: 'answering',
  status: 200,
  milliseconds,
});

/** What a look at those pages found; what is not given has answered. */
export function reach(profileId: string, failed: Readonly<Record<number, Failure>> = {}): Reach {
  const found = pages.map((url, at) => {
    const cause = failed[at];
    const check: PageCheck =
      cause === undefined
        ? answers(40 + ((at * 17) % 23))
        : { outcome: 'failed', cause, milliseconds: cause.code.endsWith('timeout') ? 10_000 : 31 };
    return { url, check };
  });
  return {
    profileId,
    ssh: { milliseconds: 18.4 },
    forwards: forwardsOf(found),
    pages: found,
    checking: false,
    checks: 3,
  };
}

/** Failures of pages, by what a bastion says. */
export const pageFailures = {
  refused: { code: 'destination-refused', host: node, port: 9443 },
  timeout: { code: 'destination-timeout', host: node, port: 8088 },
  unknown: { code: 'destination-unresolvable', host: node, port: 8088 },
  prohibited: { code: 'forwarding-prohibited', host: node, port: 8088 },
} as const satisfies Record<string, Failure>;

/** The first of three tunnels with pages of which those given do not answer. */
export function withPages(failed: Readonly<Record<number, Failure>>): Snapshot {
  const base = threeTunnels();
  const [first, ...others] = base.profiles;
  if (first === undefined) return base;
  return {
    ...base,
    profiles: [{ ...first, pages: [...pages] }, ...others],
    reach: [reach('nightly-etl', failed)],
  };
}

/** The same with every page failing alike. */
export function allPagesFail(cause: Failure): Snapshot {
  return withPages(Object.fromEntries(pages.map((_page, at) => [at, cause])));
}
