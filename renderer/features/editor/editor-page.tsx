import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { isComposing } from '../../components/composing';
import { PageHeader } from '../../components/page-header';
import { type Editing, leaveEditor } from '../../state/editor';
import { saveEditor } from '../../state/editor-form';
import { useFacts, useText } from '../../state/facts';
import { sameForm } from '../../state/form-values';
import { ClusterTie } from './cluster-tie';
import sheet from './editor-page.module.css';
import { FormPicture } from './form-picture';
import { KindField } from './kind-field';
import { NameField } from './name-field';
import { Options } from './options';
import { watchPointer } from './pointer-rest';
import { asksToForget, clearSecret, readSecret } from './secret-input';
import { TextField } from './text-field';

const css = classes(sheet);

/** A tunnel being made or changed, drawn as the way it will take. */
export function EditorPage({ editing }: { readonly editing: Editing }) {
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  const canRemember = useFacts((facts) => facts.about.secretStorage.available);
  useFocusOnProblem(form, editing);
  useEffect(watchPointer, []);

  const save = async (thenStart: boolean): Promise<void> => {
    const secret = form.current && readSecret(form.current, canRemember);
    const forget = form.current !== null && asksToForget(form.current);
    if ((await saveEditor({ secret, forget, thenStart })) && form.current)
      clearSecret(form.current);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    event.preventDefault();
    leaveEditor();
  };

  const problems = Object.keys(editing.problems).length;
  const changed = !sameForm(editing.initial, editing.values);
  const title = editing.profileId === null ? text.editor.newTitle : text.editor.editTitle;
  return (
    <>
      <PageHeader title={title} sub={changed ? text.editor.unsaved : text.editor.unchanged} />
      <form
        ref={form}
        noValidate
        aria-label={title}
        className={css('form')}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <div className={css('fields')}>
          <div className={css('top')}>
            <NameField editing={editing} />
            <KindField editing={editing} />
          </div>
          <ClusterTie editing={editing} />
          <FormPicture editing={editing} />
          {editing.values.way.kind === 'dynamic' && (
            <TextField
              editing={editing}
              name="pages"
              label={text.editor.pages}
              hint={text.editor.pagesHint}
              placeholder={text.editor.pagesExample}
              rows={3}
            />
          )}
          <Options editing={editing} />
        </div>
        <footer className={css('foot')}>
          <p role="status" className={css('status')}>
            {problems > 0 && text.editor.fix(problems)}
          </p>
          <Button onClick={leaveEditor}>{text.editor.cancel}</Button>
          <Button disabled={editing.saving} onClick={() => void save(true)}>
            {text.editor.saveAndStart}
          </Button>
          <Button submit look="primary" disabled={editing.saving}>
            {text.editor.save}
          </Button>
        </footer>
      </form>
    </>
  );
}

/** Brings the person to the first field that must be put right, each time a save is refused. */
function useFocusOnProblem(form: { readonly current: HTMLFormElement | null }, { focus }: Editing) {
  useEffect(() => {
    if (focus === null) return;
    const control = form.current?.querySelector<HTMLElement>(`[data-field="${focus.field}"]`);
    control?.closest('details')?.setAttribute('open', '');
    control?.focus();
  }, [form, focus]);
}
