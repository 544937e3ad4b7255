import { create } from 'zustand';
import type { EventPayload } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import type { KeyChoice, ProfileView } from '../../shared/model/profile-view';
import { select, showPage, takeProfile, useApp } from './app-store';
import { tell, valueOrTold } from './calls';
import { startTunnel } from './commands';
import {
  type CheckedField,
  checkForm,
  type FormProblems,
  type FormValues,
  firstBad,
  formOf,
  freeLocalPort,
  isChanged,
  newForm,
  problemsAt,
  sameForm,
} from './draft';
import { currentText } from './facts';
import { showToast } from './toasts';
import type { HopForm, RungForm, WayForm } from './way-form';

/** One tunnel being made or changed. */
export interface Editing {
  /** Null for a tunnel that is not stored yet. */
  readonly profileId: string | null;
  /** The name it had when the editor opened. */
  readonly title: string;
  readonly initial: FormValues;
  readonly values: FormValues;
  readonly problems: FormProblems;
  /** What main found wrong with the key when it was to be stored. */
  readonly keyFailure: Failure | null;
  /** The field to put right, counted so that a second try moves the focus again. */
  readonly focus: { readonly field: CheckedField; readonly times: number } | null;
  readonly saving: boolean;
}

interface EditorState {
  readonly editing: Editing | null;
  /** How often the editor was closed since the window opened. */
  readonly closed: number;
}

export const useEditor = create<EditorState>()(() => ({ editing: null, closed: 0 }));

function close(): void {
  useEditor.setState(({ closed }) => ({ editing: null, closed: closed + 1 }));
}

function open(profileId: string | null, title: string, initial: FormValues, values = initial) {
  useEditor.setState({
    editing: {
      profileId,
      title,
      initial,
      values,
      problems: {},
      keyFailure: null,
      focus: null,
      saving: false,
    },
  });
  showPage('tunnels');
}

function profiles(): readonly ProfileView[] {
  return useApp.getState().facts?.profiles ?? [];
}

function change(update: (editing: Editing) => Partial<Editing>): void {
  useEditor.setState(({ editing }) =>
    editing === null ? {} : { editing: { ...editing, ...update(editing) } },
  );
}

export function editNew(): void {
  open(null, '', newForm(profiles()));
}

export function editProfile(profile: ProfileView): void {
  open(profile.id, profile.name, formOf(profile));
}

/** A form filled in elsewhere; it counts as unsaved from the beginning. */
export function editFrom(values: FormValues, stored: ProfileView | null = null): void {
  const initial = stored === null ? newForm(profiles()) : formOf(stored);
  open(stored?.id ?? null, stored?.name ?? '', initial, values);
}

/** A new tunnel that starts as a copy; it counts as unsaved from the beginning. */
export function editCopy(profile: ProfileView): void {
  const name = currentText().list.copyOf(profile.name).slice(0, 80);
  const localPort = String(freeLocalPort(profiles()));
  open(null, '', newForm(profiles()), { ...formOf(profile), name, localPort });
}

/** Takes what was typed; a field already marked is looked at again at once. */
export function changeForm(update: Partial<FormValues>): void {
  change(({ values, problems, keyFailure }) => {
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
  change(({ initial, values, problems }) => {
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
  change(({ focus }) => ({
    problems,
    focus: field === null ? null : { field, times: (focus?.times ?? 0) + 1 },
  }));
}

export interface SaveOptions {
  /** Null keeps what is stored, if anything is. Overwritten once it has left. */
  readonly secret: { readonly secret: Uint8Array<ArrayBuffer>; readonly remember: boolean } | null;
  readonly thenStart: boolean;
}

/** Stores the tunnel and closes the editor; a refusal marks the fields. True when it was stored. */
export async function saveEditor({ secret, thenStart }: SaveOptions): Promise<boolean> {
  const { editing } = useEditor.getState();
  if (editing === null || editing.saving) return false;
  const checked = checkForm(editing.values);
  if (!checked.ok) {
    mark(checked.problems);
    return false;
  }
  change(() => ({ saving: true, problems: {}, keyFailure: null }));
  const { profileId } = editing;
  const answer = await window.culvert.saveProfile({ profileId, draft: checked.draft, secret });
  secret?.secret.fill(0);
  change(() => ({ saving: false }));
  if (answer.ok) {
    close();
    takeProfile(answer.value);
    if (thenStart) await startTunnel(answer.value.id);
    return true;
  }
  const { error } = answer;
  if (error.code === 'bad-fields') mark(problemsAt(Object.entries(error.fields)));
  else if (error.code === 'failure' && aboutKey(error.failure)) refuseKey(error.failure);
  else tell(error);
  return false;
}

function aboutKey({ code }: Failure): boolean {
  return code.startsWith('key-') || code.startsWith('passphrase-');
}

function refuseKey(keyFailure: Failure): void {
  change(({ focus }) => ({ keyFailure, focus: { field: 'key', times: (focus?.times ?? 0) + 1 } }));
}

/** Closes the editor. Changes are not lost without a word: a notice brings them back. */
export function leaveEditor(): void {
  const { editing } = useEditor.getState();
  if (editing === null) return;
  close();
  if (sameForm(editing.initial, editing.values)) return;
  const text = currentText();
  const name = editing.profileId === null ? null : editing.title;
  showToast({
    text: name === null ? text.editor.newSetAside : text.editor.setAside(name),
    action: {
      label: text.list.undo,
      run: () => {
        useEditor.setState({ editing: { ...editing, saving: false } });
        showPage('tunnels');
      },
    },
  });
}

/** Main asks for a page; a tunnel named with it comes to the front of an open editor. */
export function showFromOutside({ page, profileId }: EventPayload<'show'>): void {
  showPage(page);
  if (profileId === null) return;
  leaveEditor();
  select(profileId);
}
