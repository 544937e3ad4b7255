import { create } from 'zustand';
import type { Examination, ReportFormat } from '../../shared/contract/doctor-calls';
import type { EventPayload } from '../../shared/contract/window';
import { clusterIdSchema } from '../../shared/model/cluster';
import { type CheckId, type Stretch, summaryOf } from '../../shared/model/doctor';
import { checksExplaining } from '../../shared/model/doctor-explanations';
import type { Failure } from '../../shared/model/failure';
import { addressSchema } from '../../shared/model/fields';
import type { ProfileView } from '../../shared/model/profile-view';
import { showPage, useApp } from './app-store';
import { countFindings } from './badges';
import { tell, valueOrTold } from './calls';
import { goTo, samePlace, useClusters } from './clusters';
import { type DoctorWay, wayOf } from './doctor-way';
import { currentText } from './facts';
import { hear } from './hear';
import { forgetSlowed } from './slowed';
import { showToast } from './toasts';

export type DoctorTab = 'findings' | 'guides' | 'egress';

/** A tunnel's failure that the doctor was asked about, and the checks that can explain it. */
export interface Explained {
  readonly failure: Failure;
  readonly checks: readonly CheckId[];
}

interface DoctorState {
  readonly clusterId: string;
  readonly bastion: string;
  readonly myAddress: string;
  /** Whether the primary node is logged in at over the bastion. */
  readonly primarySsh: boolean;
  readonly running: { readonly jobId: string; readonly step: string; readonly done: number } | null;
  readonly result: (Examination & { readonly jobId: string }) | null;
  readonly failure: Failure | null;
  readonly tab: DoctorTab;
  /** Only what lies on this stretch is listed; null lists all. */
  readonly stretch: Stretch | null;
  readonly explained: Explained | null;
  readonly open: CheckId | null;
}

export const useDoctor = create<DoctorState>()(() => ({
  clusterId: '',
  bastion: '',
  myAddress: '',
  primarySsh: false,
  running: null,
  result: null,
  failure: null,
  tab: 'findings',
  stretch: null,
  explained: null,
  open: null,
}));

const { setState: set, getState: get } = useDoctor;

useDoctor.subscribe(({ result }) => countFindings(result === null ? 0 : grave(result)));
hear('jobProgress', takeDoctorProgress);

export function changeDoctor(
  change: Partial<
    Pick<DoctorState, 'clusterId' | 'bastion' | 'myAddress' | 'primarySsh' | 'tab' | 'open'>
  >,
): void {
  set(change);
}

/** Shows what lies on one stretch of the way, or everything when it is chosen again. */
export function chooseStretch(stretch: Stretch | null): void {
  set((now) => ({
    stretch: now.stretch === stretch ? null : stretch,
    explained: null,
    tab: 'findings',
  }));
}

/** The way of the tunnel that goes over a bastion of that name, for its ports. */
function wayOver(bastion: string): DoctorWay | undefined {
  return useApp
    .getState()
    .facts?.profiles.map(wayOf)
    .find((way) => way.bastion === bastion);
}

/** Why the form cannot be sent yet, or null. */
export function missingField(): 'place' | 'cluster' | null {
  if (useClusters.getState().place === null) return 'place';
  return clusterIdSchema.safeParse(get().clusterId.trim()).success ? null : 'cluster';
}

/** Whether this computer's address is typed and is none. */
export function isBadAddress(myAddress: string): boolean {
  const typed = myAddress.trim();
  return typed !== '' && !addressSchema.safeParse(typed).success;
}

/** Reads the network and judges it; what was found before stays until then. */
export async function examineNetwork(): Promise<void> {
  const { place } = useClusters.getState();
  if (place === null || missingField() !== null || isBadAddress(get().myAddress)) return;
  cancelExamination();
  const { clusterId, bastion, myAddress, primarySsh } = get();
  const jobId = crypto.randomUUID();
  const over = wayOver(bastion.trim());
  set({ running: { jobId, step: '', done: 0 }, failure: null });
  const answer = await window.culvert.examineNetwork({
    jobId,
    place,
    clusterId: clusterId.trim(),
    bastion: bastion.trim() === '' ? null : bastion.trim(),
    myAddress: myAddress.trim() === '' ? null : myAddress.trim(),
    sshPort: over?.sshPort ?? 22,
    localPort: over?.localPort ?? 8157,
    primarySshPort: primarySsh ? (over?.primarySshPort ?? 22) : null,
  });
  if (get().running?.jobId !== jobId) return;
  set({ running: null });
  if (answer.ok) set({ result: { ...answer.value, jobId }, open: firstOpen(answer.value) });
  else if (answer.error.code === 'failure') set({ failure: answer.error.failure });
  else tell(answer.error);
}

/** What a person came for is open already: the first finding that explains their failure. */
function firstOpen({ report }: Examination): CheckId | null {
  const wanted = get().explained?.checks ?? [];
  const failed = report.results.filter(({ status }) => status === 'fail');
  return failed.find(({ check }) => wanted.includes(check))?.check ?? null;
}

/** What of a report deserves attention by itself: errors and warnings. */
function grave({ report }: Examination): number {
  const { errors, warnings } = summaryOf(report.results);
  return errors + warnings;
}

export function cancelExamination(): void {
  const { running } = get();
  if (running === null) return;
  forgetSlowed();
  set({ running: null });
  void window.culvert.cancelJob({ jobId: running.jobId });
}

function takeDoctorProgress({ jobId, step, done }: EventPayload<'jobProgress'>): void {
  set(({ running }) => (running?.jobId === jobId ? { running: { jobId, step, done } } : {}));
}

/** Brings a tunnel's failure to the doctor, with everything its profile knows already. */
export async function explainFailure(profile: ProfileView, failure: Failure): Promise<void> {
  const { cluster } = profile;
  const explained = { failure, checks: checksExplaining(failure) };
  const { bastion, primarySshPort } = wayOf(profile);
  const primarySsh = primarySshPort !== null;
  set({ bastion, primarySsh, explained, stretch: null, tab: 'findings', result: null });
  showPage('doctor');
  if (cluster === null) return;
  const { region, awsProfile, rule, last } = cluster;
  set({ clusterId: rule.by === 'id' ? rule.id : (last?.id ?? '') });
  if (!samePlace({ region, awsProfile }, useClusters.getState().place)) {
    void goTo({ region, awsProfile });
  }
  await examineNetwork();
}

export async function saveReport(format: ReportFormat): Promise<void> {
  const { result } = get();
  if (result === null) return;
  const { jobId } = result;
  const written = await valueOrTold(window.culvert.saveNetworkReport({ jobId, format }));
  if (written && written.value !== null) {
    showToast({ text: currentText().doctor.saved(written.value) });
  }
}
