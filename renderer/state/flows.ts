import { create } from 'zustand';
import type { FlowExportKind, FlowFileChoice } from '../../shared/contract/flows-calls';
import type { CallArgs, EventPayload } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import type { FlowPrice } from '../../shared/model/flow-source';
import type { FlowAnswer, FlowVerdict } from '../../shared/model/flows';
import { tell, valueOrTold } from './calls';
import { useClusters } from './clusters';
import { currentText } from './facts';
import {
  type FlowForm,
  flowProblems,
  logGroupsOf,
  orNull,
  plainForm,
  secondsOf,
} from './flow-form';
import { hear } from './hear';
import { forgetSlowed } from './slowed';
import { showToast } from './toasts';

type FlowSource = CallArgs<'readFlows'>['source'];

export type FlowColumn = 'verdict' | 'group' | 'destination' | 'service' | 'port' | 'bytes';

interface FlowsState {
  readonly form: FlowForm;
  /** Whether it was to be sent: from then on it says what is wrong. */
  readonly tried: boolean;
  /** What was asked last, to ask it again. */
  readonly asked: FlowSource | null;
  /** What the question under way will cost, until that is agreed to. */
  readonly price: FlowPrice | null;
  readonly reading: {
    readonly jobId: string;
    readonly step: string;
    readonly done: number;
    readonly total: number | null;
  } | null;
  readonly answer: FlowAnswer | null;
  readonly failure: Failure | null;
  readonly verdict: FlowVerdict | 'all';
  readonly sort: { readonly column: FlowColumn; readonly falling: boolean };
}

export const useFlows = create<FlowsState>()(() => ({
  form: plainForm,
  tried: false,
  asked: null,
  price: null,
  reading: null,
  answer: null,
  failure: null,
  verdict: 'all',
  sort: { column: 'verdict', falling: false },
}));

const { setState: set, getState: get } = useFlows;

hear('jobProgress', takeFlowProgress);
hear('flowPrice', takeFlowPrice);

export async function chooseFlowFiles(of: 'files' | 'folder'): Promise<void> {
  if (!isReady()) return;
  const chosen = await valueOrTold(window.culvert.chooseFlowFiles({ of }));
  if (chosen?.value) await readFiles(chosen.value);
}

export async function takeDropped(files: readonly File[]): Promise<void> {
  // Whoever drops files asks about files, whatever the form was about.
  changeFlowForm({ engine: 'local' });
  const taken = await valueOrTold(window.culvert.dropFlowFiles({ files: [...files] }));
  if (taken !== undefined && taken.value.length > 0) await readFiles(taken.value);
}

function readFiles(files: readonly FlowFileChoice[]): Promise<void> {
  return ask({ engine: 'local', files: files.map(({ token }) => token) });
}

/** Asks Athena or Logs Insights what the form says. */
export async function askAws(): Promise<void> {
  const { form } = get();
  if (form.engine === 'athena') {
    const { location, parquet, database, workgroup, output } = form;
    await ask({
      engine: 'athena',
      location: location.trim(),
      parquet,
      database: database.trim(),
      workgroup: workgroup.trim(),
      output: orNull(output),
    });
  } else await ask({ engine: 'insights', logGroups: logGroupsOf(form) });
}

/** Asks again what was asked last. */
export async function askAgain(): Promise<void> {
  const { asked } = get();
  if (asked !== null) await ask(asked);
}

/** Whether the form can be sent; where it cannot, it says so from now on. */
function isReady(): boolean {
  const placed = useClusters.getState().place !== null;
  const ready = flowProblems(get().form, placed).size === 0;
  set(ready ? { tried: false } : { tried: true, answer: null, failure: null });
  return ready;
}

async function ask(source: FlowSource): Promise<void> {
  if (!isReady()) return;
  stopReadingFlows();
  const jobId = crypto.randomUUID();
  const { form } = get();
  set({
    asked: source,
    price: null,
    reading: { jobId, step: '', done: 0, total: null },
    failure: null,
    answer: null,
    verdict: 'all',
  });
  const answer = await window.culvert.readFlows({
    jobId,
    source,
    format: orNull(form.format),
    place: useClusters.getState().place,
    clusterId: orNull(form.clusterId),
    from: secondsOf(form.from),
    to: secondsOf(form.to),
  });
  // Another reading has taken its place, or this one was called off.
  if (get().reading?.jobId !== jobId) return;
  set({ reading: null, price: null });
  if (answer.ok) set({ answer: answer.value });
  else if (answer.error.code === 'failure') set({ failure: answer.error.failure });
  else tell(answer.error);
}

export function stopReadingFlows(): void {
  const { reading } = get();
  if (reading === null) return;
  forgetSlowed();
  set({ reading: null, price: null });
  void window.culvert.cancelJob({ jobId: reading.jobId });
}

function takeFlowProgress({ jobId, step, done, total }: EventPayload<'jobProgress'>): void {
  if (get().reading?.jobId === jobId) set({ reading: { jobId, step, done, total } });
}

function takeFlowPrice({ jobId, price }: EventPayload<'flowPrice'>): void {
  if (get().reading?.jobId === jobId) set({ price });
}

/** Lets Athena read for the price it was told to cost. */
export function agreeToPrice(): void {
  const { reading } = get();
  set({ price: null });
  if (reading !== null) void window.culvert.agreeFlows({ jobId: reading.jobId });
}

export function changeFlowForm(change: Partial<FlowForm>): void {
  set(({ form, tried }) => ({
    form: { ...form, ...change },
    tried: tried && change.engine === undefined,
  }));
}

/** Back to the question; what was answered is gone. */
export function askAnother(): void {
  set({ answer: null, failure: null });
}

export function showVerdict(verdict: FlowVerdict | 'all'): void {
  set({ verdict });
}

/** A second press on the same column turns the order round. */
export function sortFlows(column: FlowColumn): void {
  set(({ sort }) => ({
    sort: { column, falling: sort.column === column ? !sort.falling : column === 'bytes' },
  }));
}

/** Fetches AWS's address ranges; the next answer names services by them. */
export async function fetchRanges(): Promise<void> {
  const fetched = await valueOrTold(window.culvert.fetchAddressRanges(undefined));
  if (fetched === undefined) return;
  const made = fetched.value ?? '';
  showToast({ tone: 'plain', text: currentText().flows.ranges.fetched(made) });
}

export async function exportFlows(kind: FlowExportKind): Promise<void> {
  const saved = await valueOrTold(window.culvert.exportFlows({ kind }));
  if (saved?.value)
    showToast({ tone: 'plain', text: currentText().flows.export.saved(saved.value) });
}
