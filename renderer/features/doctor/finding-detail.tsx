import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { CheckResult, Fix } from '../../../shared/model/doctor';
import { doctorText } from '../../../shared/text/doctor';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { copyText } from '../../state/commands';
import { useLanguage, useText } from '../../state/facts';
import sheet from './finding-detail.module.css';

const css = classes(sheet);

/** The evidence of a finding, and its way out as text to take along. */
export function FindingDetail({ result }: { readonly result: CheckResult }) {
  const { doctor: text } = useText();
  const { report } = doctorText(useLanguage());
  return (
    <div className={css('detail')}>
      <table className={css('evidence')} aria-label={report.evidence}>
        <thead>
          <tr>
            <th>{text.group}</th>
            <th>{text.rule}</th>
            <th>{text.stands}</th>
          </tr>
        </thead>
        <tbody>
          {result.evidence.map(({ resource, name, rule, text: seen }) => (
            <tr key={`${resource} ${rule} ${seen}`}>
              <td>
                <span className="mono">{resource}</span> {name !== '' && name}
              </td>
              <td>{rule === null ? report.noRule : <span className="mono">{rule}</span>}</td>
              <td className="mono">{seen}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.fix !== null && <FixView fix={result.fix} />}
      {result.fix === null && result.status === 'fail' && (
        <p className={css('actions')}>{report.noFix}</p>
      )}
    </div>
  );
}

const notations = ['cli', 'terraform', 'cloudformation', 'undo'] as const;

/** A change in one of its notations, with a button that copies it. */
export function FixView({ fix }: { readonly fix: Fix }) {
  const { doctor: text } = useText();
  const { report } = doctorText(useLanguage());
  const [notation, setNotation] = useState<(typeof notations)[number]>('cli');
  const [copied, setCopied] = useState<string | null>(null);
  const shown = fix[notation];
  const copy = async (): Promise<void> => {
    if (await copyText(shown)) setCopied(notation);
  };
  return (
    <div className={css('fix')}>
      <div className={css('head')}>
        <fieldset className={css('notations')} aria-label={text.fixLabel}>
          {notations.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === notation}
              className={css('notation', each === notation && 'chosen')}
              onClick={() => setNotation(each)}
            >
              {text.fixes[each]}
            </button>
          ))}
        </fieldset>
        <Button size="small" icon={copied === notation ? Check : Copy} onClick={() => void copy()}>
          {copied === notation ? text.copied : text.copy}
        </Button>
      </div>
      <pre className={css('code')}>{shown}</pre>
      <p className={css('actions')}>
        {report.actions} <span className="mono">{fix.actions.join(', ')}</span>
      </p>
    </div>
  );
}
