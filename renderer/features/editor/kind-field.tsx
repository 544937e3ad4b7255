import { kindSchema } from '../../../shared/model/profile';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { changeWay } from '../../state/editor-form';
import { useText } from '../../state/facts';

/** What kind of tunnel it is. */
export function KindField({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  const { kind, targetHost } = editing.values.way;
  return (
    <Field label={ways.kind} hint={ways.kindHints[kind]}>
      {(control) => (
        <select
          {...control}
          value={kind}
          onChange={({ target }) => {
            const chosen = kindSchema.options.find((each) => each === target.value);
            if (chosen === undefined) return;
            // What a remote tunnel leads to is this computer, unless somebody says otherwise.
            const here = chosen === 'remote' && targetHost === '' ? '127.0.0.1' : targetHost;
            changeWay({ kind: chosen, targetHost: here });
          }}
        >
          {kindSchema.options.map((each) => (
            <option key={each} value={each}>
              {ways.kinds[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
