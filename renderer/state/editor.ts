import { create } from 'zustand';
import type { EventPayload } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import type { ProfileView } from '../../shared/model/profile-view';
import { select, showPage, useApp } from './app-store';
import { currentText } from './facts';
import {
  type CheckedField,
  carriedOver,
  type FormProblems,
  type FormValues,
  formOf,
  freeLocalPort,
  newForm,
  sameForm,
} from './form-values';
import { showToast } from './toasts';

/** One tunnel being made or changed. */
export interface Editing {
  /** Tells one opening of the editor from the next: nothing of one may go into another. */
  readonly opening: number;
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

/** Closes the editor as it stands. */
export function closeEditor(): void {
  useEditor.setState(({ closed }) => ({ editing: null, closed: closed + 1 }));
}

let openings = 0;

/** What is open makes room as if it had been left: its changes can be brought back. */
function open(profileId: string | null, title: string, initial: FormValues, values = initial) {
  leaveEditor();
  openings += 1;
  useEditor.setState({
    editing: {
      opening: openings,
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

/** Changes what is being edited, if anything is. */
export function changeEditing(update: (editing: Editing) => Partial<Editing>): void {
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

/** Closes the editor. Changes are not lost without a word: a notice brings them back. */
export function leaveEditor(): void {
  const { editing } = useEditor.getState();
  if (editing === null) return;
  closeEditor();
  if (sameForm(editing.initial, editing.values)) return;
  const text = currentText();
  const name = editing.profileId === null ? null : editing.title;
  showToast({
    text: name === null ? text.editor.newSetAside : text.editor.setAside(name),
    action: {
      label: text.list.undo,
      run: () => reopen(editing),
    },
  });
}

/** What is stored may have changed meanwhile, and stays so where the person had typed nothing. */
function reopen({ profileId, title, initial, values }: Editing): void {
  const stored = profiles().find(({ id }) => id === profileId);
  if (stored === undefined) open(profileId, title, initial, values);
  else {
    const now = formOf(stored);
    open(profileId, stored.name, now, carriedOver(values, initial, now));
  }
}

/** Closes the editor if it is on that tunnel, which was changed elsewhere. */
export function leaveEditorOf(profileId: string): void {
  if (useEditor.getState().editing?.profileId === profileId) leaveEditor();
}

/** Main asks for a page; a tunnel named with it comes to the front of an open editor. */
export function showFromOutside({ page, profileId }: EventPayload<'show'>): void {
  showPage(page);
  if (profileId === null) return;
  leaveEditor();
  select(profileId);
}
