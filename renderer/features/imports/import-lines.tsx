import { Check, ChevronRight, CircleX, type LucideIcon, Minus, Pencil } from 'lucide-react';
import type { ImportLine, ImportVerdict } from '../../../shared/model/import-preview';
import { importReason, importWords } from '../../../shared/text/imports';
import { classes } from '../../components/classes';
import { useLanguage, useText } from '../../state/facts';
import sheet from './import-lines.module.css';

const css = classes(sheet);

const shapes: Readonly<Record<ImportVerdict, LucideIcon>> = {
  taken: Check,
  changed: Pencil,
  'left-out': Minus,
  refused: CircleX,
};

interface ImportLinesProps {
  readonly lines: readonly ImportLine[];
  readonly open: boolean;
}

/** Every line that was read, what became of it, and why. */
export function ImportLines({ lines, open }: ImportLinesProps) {
  const { imports } = useText();
  const language = useLanguage();
  const { verdicts } = importWords(language);
  const count = (verdict: ImportVerdict): number =>
    lines.filter((line) => line.verdict === verdict).length;
  return (
    <details className={css('all')} open={open || undefined}>
      <summary className={css('summary')}>
        <ChevronRight aria-hidden="true" className={css('arrow')} />
        <span className={css('title')}>{imports.linesTitle}</span>
        <span className={css('counts')}>
          {imports.counts(count('taken'), count('changed'), count('left-out'), count('refused'))}
        </span>
      </summary>
      <ol className={css('lines')}>
        {lines.map(({ file, line, text, verdict, why }) => {
          const Shape = shapes[verdict];
          return (
            <li key={`${file}:${line}:${text}`} className={css('line')}>
              <span className={css('verdict', verdict)}>
                <Shape aria-hidden="true" size={13} />
                {verdicts[verdict]}
              </span>
              <span className={css('number')} title={imports.line(file, line)}>
                {line}
              </span>
              <span className={css('what')}>
                <code className={css('text')} title={text}>
                  {text}
                </code>
                {why !== null && <span className={css('why')}>{importReason(why, language)}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
