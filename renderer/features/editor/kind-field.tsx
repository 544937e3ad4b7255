import { kindSchema } from '../../../shared/model/profile';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { changeWay } from '../../state/editor-form';
import { useText } from '../../state/facts';
import { withKind } from '../../state/way-form';

/** What kind of tunnel it is. */
export function KindField({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  const { way } = editing.values;
  const { kind } = way;
  return (
    <Field label={ways.kind} hint={ways.kindHints[kind]}>
      {(control) => (
        <select
          {...control}
          value={kind}
          onChange={({ target }) => {
            const chosen = kindSchema.options.find((each) => each === target.value);
            if (chosen !== undefined) changeWay(withKind(way, chosen));
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
