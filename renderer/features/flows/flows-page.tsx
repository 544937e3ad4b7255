import { FileCode, FileSpreadsheet, FileTerminal, Share, SquarePen, Table } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure';
import type { FlowPrice } from '../../../shared/model/flow-source';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { useLostFocus } from '../../components/lost-focus';
import { Menu } from '../../components/menu';
import { PageHeader } from '../../components/page-header';
import { formatBytes, formatMoment } from '../../format';
import { openPlaces } from '../../state/clusters';
import { useLanguage, useText } from '../../state/facts';
import {
  agreeToPrice,
  askAgain,
  askAnother,
  exportFlows,
  stopReadingFlows,
  takeDropped,
  useFlows,
} from '../../state/flows';
import { useSlowedWords } from '../../state/slowed';
import { PlaceBar } from '../clusters/place-bar';
import { FlowAnswerPanel } from './flow-answer';
import { FlowEmpty } from './flow-empty';
import sheet from './flows-page.module.css';

const css = classes(sheet);

/** What the nodes of a cluster open, from VPC flow logs that a person drops here. */
export function FlowsPage() {
  const { flows: text } = useText();
  const { answer, reading, failure } = useFlows();
  const [over, setOver] = useState(false);
  useEffect(() => void openPlaces(), []);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void takeDropped([...event.dataTransfer.files]);
  };
  return (
    <>
      <PageHeader title={text.title} sub={useSummary()}>
        {answer === null ? <PlaceBar /> : <AnswerActions />}
      </PageHeader>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a drop target; the buttons do the same. */}
      <div
        className={css('content', over && 'over')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={drop}
      >
        {reading !== null && <Reading />}
        {failure !== null && reading === null && <Failed failure={failure} />}
        {answer !== null && reading === null && <FlowAnswerPanel answer={answer} />}
        {answer === null && reading === null && failure === null && <FlowEmpty />}
        {over && <p className={css('dropnote')}>{text.empty.drop}</p>}
      </div>
    </>
  );
}

function useSummary(): string {
  const { flows: text } = useText();
  const summary = useFlows((state) => state.answer?.summary ?? null);
  if (summary === null) return '';
  const moment = (seconds: number) => formatMoment(seconds * 1000).slice(0, 16);
  const span =
    summary.first === null || summary.last === null
      ? ''
      : spanText(moment(summary.first), moment(summary.last));
  return text.summary(summary.records.toLocaleString(), summary.files, span);
}

/** `2026-11-25 09:00 – 18:00` within a day. */
function spanText(first: string, last: string): string {
  if (first === last) return first;
  const [day = ''] = first.split(' ');
  return `${first} – ${last.startsWith(day) ? last.slice(day.length + 1) : last}`;
}

function AnswerActions() {
  const { flows: text } = useText();
  const another = useLostFocus<HTMLButtonElement>();
  const run = (kind: Parameters<typeof exportFlows>[0]) => () => void exportFlows(kind);
  return (
    <>
      <Button ref={another} icon={SquarePen} onClick={askAnother}>
        {text.another}
      </Button>
      <Menu
        icon={Share}
        label={text.export.label}
        look="plain"
        size="normal"
        items={[
          { icon: FileSpreadsheet, label: text.export.csv, run: run('csv') },
          { icon: Table, label: text.export.parquet, run: run('parquet') },
          { icon: FileCode, label: text.export.terraform, run: run('terraform') },
          { icon: FileTerminal, label: text.export.cli, run: run('cli') },
        ]}
      />
    </>
  );
}

function Reading() {
  const { flows: text } = useText();
  const { reading, price } = useFlows();
  const slowed = useSlowedWords();
  const cancel = useLostFocus<HTMLButtonElement>();
  if (reading === null) return null;
  if (price !== null) return <Price price={price} />;
  const { step, done, total } = reading;
  return (
    <div className={css('state')} aria-live="polite">
      <h2>{text.reading}</h2>
      <progress
        className={css('progress')}
        aria-label={text.reading}
        {...(total === null ? {} : { value: done, max: total })}
      />
      <p className={css('step')} title={step}>
        {slowed ?? (step === '' ? text.preparing : step)}
      </p>
      <Button ref={cancel} onClick={stopReadingFlows}>
        {text.stop}
      </Button>
    </div>
  );
}

/** Athena has not read anything yet: it waits for this to be answered. */
function Price({ price }: { readonly price: FlowPrice }) {
  const { flows: text } = useText();
  const { bytes, dollars, dollarsPerTerabyte } = price;
  const known = bytes !== null && dollars !== null;
  return (
    <div className={css('state')} role="alert">
      <h2>{text.price.title}</h2>
      <p className={css('text')}>
        {known ? text.price.known(formatBytes(bytes), dollars.toFixed(4)) : text.price.unknown}{' '}
        {text.price.rate(dollarsPerTerabyte)}
      </p>
      <p className={css('text')}>{text.price.before}</p>
      <div className={css('row')}>
        <Button look="primary" onClick={agreeToPrice}>
          {text.price.run}
        </Button>
        <Button onClick={stopReadingFlows}>{text.stop}</Button>
      </div>
    </div>
  );
}

function Failed({ failure }: { readonly failure: Failure }) {
  const { flows: text } = useText();
  const words = failureWords(failure, useLanguage());
  return (
    <div className={css('state')} role="alert">
      <h2>{words.what}</h2>
      <p className={css('text')}>{words.next}</p>
      <div className={css('row')}>
        <Button onClick={() => void askAgain()}>{text.again}</Button>
        <Button onClick={askAnother}>{text.another}</Button>
      </div>
    </div>
  );
}
