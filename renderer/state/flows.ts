import { create } from 'zustand';
import type { FlowExportKind, FlowFileChoice } from '../../shared/contract/flows-calls';
import type { EventPayload } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import type { FlowAnswer, FlowVerdict } from '../../shared/model/flows';
import { tell, valueOrTold } from './calls';
import { currentText } from './facts';
import { showToast } from './toasts';

export type FlowColumn = 'verdict' | 'group' | 'destination' | 'service' | 'port' | 'bytes';

interface FlowsState {
  readonly files: readonly FlowFileChoice[];
  /** Fields of files without a header line; empty for the default format. */
  readonly format: string;
  readonly region: string;
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
  files: [],
  format: '',
  region: '',
  reading: null,
  answer: null,
  failure: null,
  verdict: 'all',
  sort: { column: 'bytes', falling: true },
}));

const { setState: set, getState: get } = useFlows;

export async function chooseFlowFiles(of: 'files' | 'folder'): Promise<void> {
  const chosen = await valueOrTold(window.culvert.chooseFlowFiles({ of }));
  if (chosen?.value) await readThese(chosen.value);
}

export async function takeDropped(files: readonly File[]): Promise<void> {
  const taken = await valueOrTold(window.culvert.dropFlowFiles({ files: [...files] }));
  if (taken !== undefined && taken.value.length > 0) await readThese(taken.value);
}

export async function readThese(files: readonly FlowFileChoice[]): Promise<void> {
  stopReadingFlows();
  const jobId = crypto.randomUUID();
  const { format, region } = get();
  set({
    files,
    reading: { jobId, step: '', done: 0, total: null },
    failure: null,
    answer: null,
    verdict: 'all',
  });
  const answer = await window.culvert.readFlows({
    jobId,
    files: files.map(({ token }) => token),
    format: format.trim() === '' ? null : format,
    region: region.trim() === '' ? null : region.trim(),
  });
  // Another reading has taken its place, or this one was called off.
  if (get().reading?.jobId !== jobId) return;
  set({ reading: null });
  if (answer.ok) set({ answer: answer.value });
  else if (answer.error.code === 'failure') set({ failure: answer.error.failure });
  else tell(answer.error);
}

export function stopReadingFlows(): void {
  const { reading } = get();
  if (reading === null) return;
  set({ reading: null });
  void window.culvert.cancelJob({ jobId: reading.jobId });
}

export function takeFlowProgress({ jobId, step, done, total }: EventPayload<'jobProgress'>): void {
  if (get().reading?.jobId === jobId) set({ reading: { jobId, step, done, total } });
}

export function changeFlowFormat(change: Partial<Pick<FlowsState, 'format' | 'region'>>): void {
  set(change);
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

export async function exportFlows(kind: FlowExportKind): Promise<void> {
  const saved = await valueOrTold(window.culvert.exportFlows({ kind }));
  if (saved?.value)
    showToast({ tone: 'plain', text: currentText().flows.export.saved(saved.value) });
}
