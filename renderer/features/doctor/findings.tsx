import {
  ChevronRight,
  CircleCheck,
  CircleHelp,
  Info,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from 'lucide-react';
import { type CheckResult, checks, type DoctorReport } from '../../../shared/model/doctor';
import { doctorText, resultWords } from '../../../shared/text/doctor';
import { bySeverity } from '../../../shared/text/doctor/markdown';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { changeDoctor, chooseStretch, useDoctor } from '../../state/doctor';
import { useLanguage, useText } from '../../state/facts';
import { FindingDetail } from './finding-detail';
import sheet from './findings.module.css';

const css = classes(sheet);

/** What was found, the gravest first; what could not be judged; and what is fine, folded away. */
export function Findings({ report }: { readonly report: DoctorReport }) {
  const { doctor: text } = useText();
  const { stretch, explained } = useDoctor();
  const words = doctorText(useLanguage());
  const shown = report.results.filter(
    ({ check }) =>
      (stretch === null || checks[check].stretch === stretch) &&
      (explained === null || explained.checks.includes(check)),
  );
  const failed = bySeverity(shown.filter(({ status }) => status === 'fail'));
  const open = shown.filter(({ status }) => status === 'unknown' || status === 'not-checked');
  const fine = shown.filter(({ status }) => status === 'pass');
  const nothing =
    stretch === null && explained === null ? words.report.nothingFound : text.nothingHere;
  return (
    <>
      <Narrowed />
      {failed.length === 0 && <p className={css('nothing')}>{nothing}</p>}
      <ul className={css('list')}>
        {[...failed, ...open].map((result) => (
          <FindingRow key={result.check} result={result} />
        ))}
      </ul>
      {fine.length > 0 && (
        <details className={css('fine')}>
          <summary>{text.fine(fine.length)}</summary>
          <ul className={css('list')}>
            {fine.map((result) => (
              <FindingRow key={result.check} result={result} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Which findings are left out, and the way back to all of them. */
function Narrowed() {
  const { doctor: text } = useText();
  const language = useLanguage();
  const { stretch, explained } = useDoctor();
  if (stretch === null && explained === null) return null;
  const words =
    explained !== null
      ? text.explains(failureWords(explained.failure, language).what)
      : text.only(stretch === null ? '' : doctorText(language).stretches[stretch]);
  return (
    <div className={css('narrowed')}>
      <span>{words}</span>
      <Button size="small" look="quiet" onClick={() => chooseStretch(null)}>
        {text.showAll}
      </Button>
    </div>
  );
}

function markOf({ status, severity }: CheckResult): readonly [LucideIcon, string] {
  if (status === 'pass') return [CircleCheck, 'ok'];
  if (status !== 'fail') return [CircleHelp, 'open'];
  if (severity === 'error') return [OctagonAlert, 'error'];
  return severity === 'warn' ? [TriangleAlert, 'warn'] : [Info, 'info'];
}

function FindingRow({ result }: { readonly result: CheckResult }) {
  const text = doctorText(useLanguage());
  const isOpen = useDoctor((state) => state.open === result.check);
  const { title, what, affects } = resultWords(result, text);
  const [Icon, tone] = markOf(result);
  const failed = result.status === 'fail';
  const word = failed ? text.severities[result.severity] : text.statuses[result.status];
  const expands = failed || result.evidence.length > 0;
  return (
    <li className={css('item')}>
      <button
        type="button"
        className={css('row')}
        aria-expanded={expands ? isOpen : undefined}
        disabled={!expands}
        onClick={() => changeDoctor({ open: isOpen ? null : result.check })}
      >
        <Icon aria-hidden="true" className={css('icon', tone)} />
        <span className={css('word', tone)}>{word}</span>
        <span className={css('words')}>
          <span className={css('title')}>{failed ? what : title}</span>
          {(failed ? affects : what) !== '' && (
            <span className={css('affects')}>{failed ? affects : what}</span>
          )}
        </span>
        {expands && (
          <ChevronRight aria-hidden="true" className={css('chevron', isOpen && 'turned')} />
        )}
      </button>
      {isOpen && expands && <FindingDetail result={result} />}
    </li>
  );
}
