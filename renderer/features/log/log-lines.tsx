import { ArrowDown } from 'lucide-react';
import { memo, useLayoutEffect, useRef, useState } from 'react';
import { type LogEntry, logLevel } from '../../../shared/model/log';
import { logLine } from '../../../shared/text/log';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { formatMoment, formatTime } from '../../format';
import { useFacts, useLanguage, useText } from '../../state/facts';
import sheet from './log-lines.module.css';

const css = classes(sheet);

interface LogLinesProps {
  readonly entries: readonly LogEntry[];
  /** Whether each line names its tunnel. */
  readonly withTunnel: boolean;
  /** What to say when entries exist but none is shown. */
  readonly emptyWords?: string;
}

/** How far from the end still counts as being there, in pixels. */
const nearEnd = 24;

/** Entries as lines, oldest first. It follows the newest until the person scrolls up. */
export function LogLines({ entries, withTunnel, emptyWords }: LogLinesProps) {
  const { log } = useText();
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const newest = entries.at(-1)?.sequence;

  useLayoutEffect(() => {
    if (following && newest !== undefined) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [following, newest]);

  return (
    <div className={css('frame')}>
      <div
        ref={box}
        role="log"
        aria-live="off"
        aria-label={log.lines}
        className={css('lines')}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setFollowing(scrollHeight - scrollTop - clientHeight < nearEnd)
        }
      >
        {entries.length === 0 && <p className={css('none')}>{emptyWords ?? log.empty}</p>}
        {entries.map((entry) => (
          <Line key={entry.sequence} entry={entry} withTunnel={withTunnel} />
        ))}
      </div>
      {!following && (
        <div className={css('latest')}>
          <Button size="small" icon={ArrowDown} onClick={() => setFollowing(true)}>
            {log.latest}
          </Button>
        </div>
      )}
    </div>
  );
}

interface LineProps {
  readonly entry: LogEntry;
  readonly withTunnel: boolean;
}

const Line = memo(function Line({ entry, withTunnel }: LineProps) {
  const { log } = useText();
  const language = useLanguage();
  const level = logLevel(entry.event);
  return (
    <div className={css('line', level, withTunnel && 'named')}>
      <time className={css('time')} title={formatMoment(entry.at)}>
        {formatTime(entry.at)}
      </time>
      {withTunnel && <TunnelName profileId={entry.profileId} />}
      <span className={css('words')}>
        {level !== 'info' && <span className={css('level')}>{log.levelNames[level]}</span>}
        {logLine(entry.event, language)}
      </span>
    </div>
  );
});

function TunnelName({ profileId }: { readonly profileId: string | null }) {
  const { log } = useText();
  const name = useFacts((facts) => facts.profiles.find(({ id }) => id === profileId)?.name);
  const shown = profileId === null ? log.app : (name ?? profileId);
  return (
    <span className={css('tunnel')} title={shown}>
      {shown}
    </span>
  );
}
