import { useMemo } from 'react';
import { useFacts } from '../../state/facts';
import { LogLines } from '../log/log-lines';

/** The entries of one tunnel alone. */
export function TunnelLog({ profileId }: { readonly profileId: string }) {
  const log = useFacts((facts) => facts.log);
  const entries = useMemo(
    () => log.filter((entry) => entry.profileId === profileId),
    [log, profileId],
  );
  return <LogLines entries={entries} withTunnel={false} />;
}
