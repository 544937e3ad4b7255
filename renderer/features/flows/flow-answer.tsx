import { useState } from 'react';
import type { FlowAnswer, FlowVerdict } from '../../../shared/model/flows';
import { shippedRangesDay } from '../../../shared/model/shipped-ranges';
import { doctorText } from '../../../shared/text/doctor';
import {
  flowProblemLine,
  nothingReadLine,
  tooManyRulesLines,
  untimedLine,
} from '../../../shared/text/flows';
import { classes } from '../../components/classes';
import { Tabs } from '../../components/tabs';
import { useLanguage, useText } from '../../state/facts';
import { showVerdict, useFlows } from '../../state/flows';
import { FlowPicture } from './flow-picture';
import { serviceText } from './flow-rows';
import { FlowTable } from './flow-table';
import sheet from './flows-page.module.css';
import { verdictOrder } from './verdicts';

const css = classes(sheet);

type View = 'table' | 'picture' | 'problems';

/** What was found: how sure it is, what to look at, and the destinations themselves. */
export function FlowAnswerPanel({ answer }: { readonly answer: FlowAnswer }) {
  return (
    <section className={css('panel')}>
      <Facts answer={answer} />
      {answer.summary.records === 0 ? <Nothing answer={answer} /> : <Found answer={answer} />}
    </section>
  );
}

/** Not one record: no verdict can be chosen, and only why can be told. */
function Nothing({ answer }: { readonly answer: FlowAnswer }) {
  const { nothing } = useText().flows;
  const language = useLanguage();
  const { problems, engine } = answer.summary;
  const known = problems.length > 0;
  return (
    <>
      <div className={css('nothing')}>
        <h2>{nothing.title}</h2>
        <p>{known ? nothing.text : nothingReadLine(engine, language)}</p>
      </div>
      {known && <Problems answer={answer} />}
    </>
  );
}

function Found({ answer }: { readonly answer: FlowAnswer }) {
  const { flows: text } = useText();
  const [view, setView] = useState<View>('table');
  const { verdict } = useFlows();
  const { destinations, summary } = answer;
  const views: View[] =
    summary.problems.length > 0 ? ['table', 'picture', 'problems'] : ['table', 'picture'];
  const rows =
    verdict === 'all' ? destinations : destinations.filter((row) => row.verdict === verdict);
  return (
    <>
      <div className={css('bar')}>
        <fieldset className={css('chips')}>
          <legend className="only-heard">{text.columns.verdict}</legend>
          <Chip verdict="all" count={destinations.length} />
          {verdictOrder.map((each) => (
            <Chip key={each} verdict={each} count={summary.verdicts[each] ?? 0} />
          ))}
        </fieldset>
      </div>
      <Tabs
        label={text.tabs.label}
        tabs={views.map((key) => ({ key, label: text.tabs[key] }))}
        chosen={view}
        onChoose={setView}
      >
        {view === 'table' && <FlowTable key={verdict} rows={destinations} />}
        {view === 'picture' && <FlowPicture rows={rows} />}
        {view === 'problems' && <Problems answer={answer} />}
      </Tabs>
    </>
  );
}

function Chip({
  verdict,
  count,
}: {
  readonly verdict: FlowVerdict | 'all';
  readonly count: number;
}) {
  const { flows: text } = useText();
  const chosen = useFlows((state) => state.verdict === verdict);
  return (
    <button
      type="button"
      className={css('chip')}
      aria-pressed={chosen}
      title={text.verdictHelp[verdict]}
      onClick={() => showVerdict(verdict)}
    >
      {text.verdicts[verdict]} <span className={css('count')}>{count.toLocaleString()}</span>
    </button>
  );
}

function Facts({ answer: { summary } }: { readonly answer: FlowAnswer }) {
  const { facts, groups } = useText().flows;
  const language = useLanguage();
  const { needs } = doctorText(language);
  const kept = summary.keptForLaunch.map((need) => serviceText(need, { groups, needs }));
  const count = (value: number) => value.toLocaleString();
  const lines = [
    ...tooManyRulesLines(summary.ruleLoads, language),
    untimedLine(summary, language),
    summary.skipped > 0 && facts.skipped(count(summary.skipped)),
    summary.leftOut > 0 && facts.leftOut(count(summary.leftOut)),
    summary.undecided > 0 && facts.undecided(count(summary.undecided)),
    summary.malformed > 0 && facts.malformed(count(summary.malformed)),
    !summary.flags && summary.records > 0 && facts.noFlags,
    summary.rangesMade !== null && rangesText(summary.rangesMade, facts),
    summary.keptForLaunch.length > 0 && facts.launch(kept.join(', ')),
  ].filter((line) => line !== false && line !== null);
  if (lines.length === 0) return null;
  return (
    <ul className={css('facts')}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Of which day the ranges are that names rest on, and that there are newer ones to be had. */
function rangesText(day: string, facts: ReturnType<typeof useText>['flows']['facts']): string {
  return day === shippedRangesDay ? facts.shippedRanges(day) : facts.ranges(day);
}

function Problems({ answer }: { readonly answer: FlowAnswer }) {
  const language = useLanguage();
  return (
    <ul className={css('problems')}>
      {answer.summary.problems.map((problem) => (
        <li key={`${problem.file} ${problem.line} ${problem.code}`}>
          {flowProblemLine(problem, language)}
        </li>
      ))}
    </ul>
  );
}
