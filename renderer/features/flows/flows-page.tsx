import {
  FileCode,
  FileSpreadsheet,
  Files,
  FileTerminal,
  FolderOpen,
  Share,
  Table,
} from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { Failure } from '../../../shared/model/failure';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Menu } from '../../components/menu';
import { PageHeader } from '../../components/page-header';
import { formatMoment } from '../../format';
import { useLanguage, useText } from '../../state/facts';
import {
  chooseFlowFiles,
  exportFlows,
  readThese,
  stopReadingFlows,
  takeDropped,
  useFlows,
} from '../../state/flows';
import { FlowAnswerPanel } from './flow-answer';
import { FlowEmpty } from './flow-empty';
import sheet from './flows-page.module.css';

const css = classes(sheet);

/** What the nodes of a cluster open, from VPC flow logs that a person drops here. */
export function FlowsPage() {
  const { flows: text } = useText();
  const { answer, reading, failure } = useFlows();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void takeDropped([...event.dataTransfer.files]);
  };
  return (
    <>
      <PageHeader title={text.title} sub={useSummary()}>
        {answer !== null && <AnswerActions />}
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
      : `${moment(summary.first)} – ${moment(summary.last)}`;
  return text.summary(summary.records.toLocaleString(), summary.files, span);
}

function AnswerActions() {
  const { flows: text } = useText();
  const run = (kind: Parameters<typeof exportFlows>[0]) => () => void exportFlows(kind);
  return (
    <>
      <Button icon={Files} onClick={() => void chooseFlowFiles('files')}>
        {text.chooseFiles}
      </Button>
      <Button icon={FolderOpen} onClick={() => void chooseFlowFiles('folder')}>
        {text.chooseFolder}
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
  const reading = useFlows((state) => state.reading);
  if (reading === null) return null;
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
        {step === '' ? text.preparing : step}
      </p>
      <Button onClick={stopReadingFlows}>{text.stop}</Button>
    </div>
  );
}

function Failed({ failure }: { readonly failure: Failure }) {
  const { flows: text } = useText();
  const files = useFlows((state) => state.files);
  const words = failureWords(failure, useLanguage());
  return (
    <div className={css('state')} role="alert">
      <h2>{words.what}</h2>
      <p className={css('text')}>{words.next}</p>
      <Button onClick={() => void readThese(files)}>{text.again}</Button>
    </div>
  );
}
