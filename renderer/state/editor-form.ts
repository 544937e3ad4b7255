import type { Failure } from '../../shared/model/failure';
import type { KeyChoice } from '../../shared/model/profile-view';
import { takeProfile } from './app-store';
import { tell, valueOrTold } from './calls';
import { startTunnel } from './commands';
import { checkForm, firstBad, isChanged, problemsAt } from './draft';
import { changeEditing, closeEditor, useEditor } from './editor';
import type { CheckedField, FormProblems, FormValues } from './form-values';
import type { HopForm, RungForm, WayForm } from './way-form';

/** Takes what was typed; a field already marked is looked at again at once. */
export function changeForm(update: Partial<FormValues>): void {
  changeEditing(({ values, problems, keyFailure }) => {
    const next = { ...values, ...update };
    const checked = checkForm(next);
    const left = Object.keys(problems).map((field) => field as CheckedField);
    return {
      values: next,
      problems: checked.ok ? {} : only(checked.problems, left),
      keyFailure: 'key' in update ? null : keyFailure,
    };
  });
}

/**
 * Looks at one field when the person leaves it, unless nothing was typed there yet. Marks are taken
 * away by typing alone: what main has said of a field is not known here.
 */
export function checkField(field: CheckedField): void {
  changeEditing(({ initial, values, problems }) => {
    if (!isChanged(field, values, initial)) return {};
    const checked = checkForm(values);
    return checked.ok ? {} : { problems: { ...problems, ...only(checked.problems, [field]) } };
  });
}

function only(problems: FormProblems, fields: readonly CheckedField[]): FormProblems {
  const kept = new Set<string>(fields);
  return Object.fromEntries(Object.entries(problems).filter(([field]) => kept.has(field)));
}

/** Has main ask for a key file; null when none was chosen. */
async function chosenKey(): Promise<KeyChoice | null> {
  return (await valueOrTold(window.culvert.chooseKeyFile(undefined)))?.value ?? null;
}

export async function chooseKey(): Promise<void> {
  const key = await chosenKey();
  if (key !== null) changeForm({ key, authentication: 'key-file' });
}

export async function chooseHopKey(id: string): Promise<void> {
  const key = await chosenKey();
  if (key !== null) changeHop(id, { key });
}

/** Takes a change of the way. */
export function changeWay(update: Partial<WayForm>): void {
  const way = useEditor.getState().editing?.values.way;
  if (way !== undefined) changeForm({ way: { ...way, ...update } });
}

export function changeHop(id: string, update: Partial<HopForm>): void {
  const hops = useEditor.getState().editing?.values.way.jumpHosts ?? [];
  changeWay({ jumpHosts: hops.map((hop) => (hop.id === id ? { ...hop, ...update } : hop)) });
}

export function changeRung(id: string, update: Partial<RungForm>): void {
  const rungs = useEditor.getState().editing?.values.way.transport ?? [];
  changeWay({ transport: rungs.map((rung) => (rung.id === id ? { ...rung, ...update } : rung)) });
}

function mark(problems: FormProblems): void {
  const field = firstBad(problems);
  changeEditing(({ focus }) => ({
    problems,
    focus: field === null ? null : { field, times: (focus?.times ?? 0) + 1 },
  }));
}

export interface SaveOptions {
  /** Null keeps what is stored, if anything is. Overwritten once it has left. */
  readonly secret: { readonly secret: Uint8Array<ArrayBuffer>; readonly remember: boolean } | null;
  /** Whether what is stored is not to be kept. */
  readonly forget?: boolean;
  readonly thenStart: boolean;
}

/** Stores the tunnel and closes the editor; a refusal marks the fields. True when it was stored. */
export async function saveEditor({
  secret,
  forget = false,
  thenStart,
}: SaveOptions): Promise<boolean> {
  const { editing } = useEditor.getState();
  if (editing === null || editing.saving) return false;
  const checked = checkForm(editing.values);
  if (!checked.ok) {
    mark(checked.problems);
    return false;
  }
  changeEditing(() => ({ saving: true, problems: {}, keyFailure: null }));
  const { profileId, opening } = editing;
  const args = { profileId, draft: checked.draft, secret, ...(forget && { forget }) };
  const answer = await window.culvert.saveProfile(args);
  secret?.secret.fill(0);
  // By now it may have been left, and another be open.
  const isOpen = useEditor.getState().editing?.opening === opening;
  if (isOpen) changeEditing(() => ({ saving: false }));
  if (answer.ok) {
    if (isOpen) closeEditor();
    takeProfile(answer.value);
    if (thenStart) await startTunnel(answer.value.id);
    return true;
  }
  const { error } = answer;
  if (!isOpen) tell(error);
  else if (error.code === 'bad-fields') mark(problemsAt(Object.entries(error.fields)));
  else if (error.code === 'failure' && aboutKey(error.failure)) refuseKey(error.failure);
  else tell(error);
  return false;
}

function aboutKey({ code }: Failure): boolean {
  return code.startsWith('key-') || code.startsWith('passphrase-');
}

function refuseKey(keyFailure: Failure): void {
  changeEditing(({ focus }) => ({
    keyFailure,
    focus: { field: 'key', times: (focus?.times ?? 0) + 1 },
  }));
}
