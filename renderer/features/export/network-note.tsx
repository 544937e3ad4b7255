import type { ProfileView } from '../../../shared/model/profile-view';
import { formatDay } from '../../format';
import { useText } from '../../state/facts';

/** More than these are counted: a VPC may have fifty. */
const mostNamed = 4;

/**
 * Which private addresses the exports of a tunnel to a cluster are about, and since when that is
 * known. Nothing for a tunnel that is tied to none.
 */
export function NetworkNote({ profile, className }: NetworkNoteProps) {
  const { network } = useText().exports;
  const { cluster, kind } = profile;
  if (cluster === null || kind !== 'dynamic') return null;
  const known = cluster.last?.network;
  if (known === undefined) return <p className={className}>{network.unasked}</p>;
  const day = formatDay(Date.parse(known.readAt));
  const words =
    known.vpcCidrs === null ? network.refused(day) : network.known(named(known.vpcCidrs), day);
  return <p className={className}>{words}</p>;
}

interface NetworkNoteProps {
  readonly profile: ProfileView;
  readonly className: string;
}

function named(ranges: readonly string[]): string {
  const more = ranges.length - mostNamed;
  return [...ranges.slice(0, mostNamed), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}
