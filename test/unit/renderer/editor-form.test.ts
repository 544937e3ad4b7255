import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeEditor, editFrom, editNew, useEditor } from '../../../renderer/state/editor';
import { saveEditor } from '../../../renderer/state/editor-form';
import { newForm } from '../../../renderer/state/form-values';
import { useToasts } from '../../../renderer/state/toasts';
import type { Result } from '../../../shared/contract/result';
import { ed25519Key, profile } from '../../support/window/scenarios/profiles';

let answer: (result: Result<unknown>) => void;

beforeEach(() => {
  const saving = new Promise<Result<unknown>>((resolve) => {
    answer = resolve;
  });
  vi.stubGlobal('window', { culvert: { saveProfile: () => saving } });
  editFrom({ ...newForm([]), name: 'Slow', host: 'bastion.example.com', key: ed25519Key });
});

afterEach(() => {
  closeEditor();
  useToasts.setState({ toasts: [] });
  vi.unstubAllGlobals();
});

it('a tunnel that is stored late does not close the editor that is open by then', async () => {
  const saved = saveEditor({ secret: null, thenStart: false });
  editNew();
  answer({ ok: true, value: profile('slow') });
  expect(await saved).toBe(true);
  expect(useEditor.getState().editing?.profileId).toBeNull();
  expect(useEditor.getState().editing?.values.name).toBe('');
});

it('a late refusal is told, and marks no field of the editor that is open by then', async () => {
  const saved = saveEditor({ secret: null, thenStart: false });
  editNew();
  const fields = { localPort: 'local-port-taken' } as const;
  answer({ ok: false, error: { code: 'bad-fields', fields } });
  expect(await saved).toBe(false);
  expect(useEditor.getState().editing?.problems).toEqual({});
  expect(useToasts.getState().toasts.map(({ tone }) => tone)).toContain('bad');
});
