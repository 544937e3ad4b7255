import { contains } from './address-space';
import type { PrefixList, RouteTable } from './network';

/** Where a route table sends packets for a destination. */
export interface Way {
  /** The target of the most specific active route; null where there is none. */
  readonly target: string | null;
  /** Whether a route may lead there, or lead on from there, of which nothing more was read. */
  readonly unseen: boolean;
}

interface Match {
  readonly target: string;
  readonly prefix: number;
}

/**
 * Where packets for a destination go: by the most specific of the active routes that hold it whole.
 *
 * @param destination a block of addresses (RFC 4632).
 * @param lists the prefix lists that were read; a route by any other may lead anywhere.
 */
export function wayTo(
  { routes }: RouteTable,
  destination: string,
  lists: readonly PrefixList[],
): Way {
  const active = routes.filter((route) => route.active);
  const matches = active.flatMap((route): Match[] =>
    (blocksOf(route.destination, lists) ?? [])
      .filter((block) => contains(block, destination))
      .map((block) => ({ target: route.target, prefix: Number(block.split('/')[1] ?? 128) })),
  );
  matches.sort((left, right) => right.prefix - left.prefix);
  const target = matches[0]?.target ?? null;
  const unread = active.some((route) => blocksOf(route.destination, lists) === null);
  return { target, unseen: unread || (target !== null && !isJudged(target)) };
}

/** The blocks a route is for; null where it names a prefix list that was not read. */
function blocksOf(destination: string, lists: readonly PrefixList[]): readonly string[] | null {
  if (destination.includes('/')) return [destination];
  return lists.find(({ id }) => id === destination)?.cidrs ?? null;
}

/**
 * Whether the target alone says where it leads: inside, to the internet, or over what joins VPCs. An
 * appliance, a firewall's endpoint or a VPN's gateway has routes of its own that EC2 does not show.
 */
function isJudged(target: string): boolean {
  return /^(local$|igw-|eigw-|nat-|pcx-)/.test(target) || joinsVpcs(target);
}

/** A transit gateway, or a core network of Cloud WAN. */
export function joinsVpcs(target: string | null): boolean {
  return target !== null && /^(tgw-|arn:[a-z-]+:networkmanager:)/.test(target);
}
