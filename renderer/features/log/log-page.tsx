import { ClipboardList, Copy } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { type LogEntry, logLevel } from '../../../shared/model/log';
import type { ProfileView } from '../../../shared/model/profile-view';
import { logLine } from '../../../shared/text/log';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { PageHeader } from '../../components/page-header';
import { formatMoment } from '../../format';
import { copyReport, copyText } from '../../state/commands';
import { useFacts, useLanguage, useText } from '../../state/facts';
import { showToast } from '../../state/toasts';
import { everything, filterLog, fittingTail } from './log-filter';
import { LogFilterBar } from './log-filter-bar';
import { LogLines } from './log-lines';
import sheet from './log-page.module.css';

const css = classes(sheet);

/** What the contract's copyText takes. */
const copyLimit = 60_000;

/** Everything that happened since Culvert started. */
export function LogPage() {
  const text = useText();
  const language = useLanguage();
  const log = useFacts((facts) => facts.log);
  const profiles = useFacts((facts) => facts.profiles);
  const [filter, setFilter] = useState(everything);
  const applied = useDeferredValue(filter);
  const shown = useMemo(
    () =>
      filterLog(log, applied, (entry) =>
        [nameOf(entry, profiles), logLine(entry.event, language)].join(' '),
      ),
    [log, applied, profiles, language],
  );

  const copy = async (): Promise<void> => {
    const lines = shown.map((entry) =>
      [
        formatMoment(entry.at),
        text.log.levelNames[logLevel(entry.event)],
        nameOf(entry, profiles) || text.log.app,
        logLine(entry.event, language),
      ].join('  '),
    );
    const tail = fittingTail(lines, copyLimit);
    if (!(await copyText(tail.join('\n')))) return;
    const all = tail.length === lines.length;
    showToast({ text: all ? text.log.copied(tail.length) : text.log.copiedLast(tail.length) });
  };

  return (
    <>
      <PageHeader title={text.log.title} sub={text.log.shown(shown.length, log.length)}>
        <Button icon={ClipboardList} onClick={() => void copyReport(filter.profileId)}>
          {text.trouble.report}
        </Button>
        <Button icon={Copy} disabled={shown.length === 0} onClick={() => void copy()}>
          {text.log.copy}
        </Button>
      </PageHeader>
      <div className={css('panel')}>
        <LogFilterBar filter={filter} profiles={profiles} onChange={setFilter} />
        <LogLines
          entries={shown}
          withTunnel
          emptyWords={log.length > 0 ? text.log.nothingFits : text.log.empty}
        />
      </div>
    </>
  );
}

function nameOf(entry: LogEntry, profiles: readonly ProfileView[]): string {
  return profiles.find(({ id }) => id === entry.profileId)?.name ?? entry.profileId ?? '';
}
