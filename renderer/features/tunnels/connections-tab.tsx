import { Cable } from 'lucide-react';
import { tunnelActions } from '../../../shared/model/actions';
import type { OpenRequest } from '../../../shared/model/open-request';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { classes } from '../../components/classes';
import { formatBytes, formatDuration } from '../../format';
import { useNow } from '../../state/clock';
import { useText } from '../../state/facts';
import { useOpenRequests } from '../../state/open-requests';
import sheet from './connections-tab.module.css';

const css = classes(sheet);

interface ConnectionsTabProps {
  readonly profileId: string;
  readonly state: TunnelState;
}

/** Which programs' connections go through the tunnel now, where to, and what each has carried. */
export function ConnectionsTab({ profileId, state }: ConnectionsTabProps) {
  const { connections } = useText();
  const running = 'listen' in state;
  const { shown, total } = useOpenRequests(profileId, running);
  if (shown.length === 0) return <NoConnections stopped={tunnelActions(state).start} />;
  return (
    <>
      <table aria-label={connections.list} className={css('list')}>
        <thead>
          <tr>
            <th>{connections.destination}</th>
            <th className={css('number')}>{connections.duration}</th>
            <th className={css('number')}>{connections.received}</th>
            <th className={css('number')}>{connections.sent}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((request) => (
            <Row key={request.id} request={request} />
          ))}
        </tbody>
      </table>
      {total > shown.length && (
        <p className={css('more')}>{connections.more(total - shown.length)}</p>
      )}
    </>
  );
}

function Row({ request }: { readonly request: OpenRequest }) {
  const { connections, time } = useText();
  const now = useNow(true);
  const { host, port, phase, since, bytesDown, bytesUp } = request;
  const place = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return (
    <tr>
      <td className={css('place')} title={place}>
        {place}
      </td>
      <td className={css('number')}>
        {phase === 'open' ? formatDuration(now.wall - since, time) : connections.waiting}
      </td>
      <td className={css('number')}>{formatBytes(bytesDown)}</td>
      <td className={css('number')}>{formatBytes(bytesUp)}</td>
    </tr>
  );
}

function NoConnections({ stopped }: { readonly stopped: boolean }) {
  const { connections } = useText();
  return (
    <div className={css('empty')}>
      <Cable aria-hidden="true" className={css('mark')} />
      <div>
        <h3>{connections.emptyTitle}</h3>
        <p className={css('text')}>
          {stopped ? connections.emptyStopped : connections.emptyRunning}
        </p>
      </div>
    </div>
  );
}
