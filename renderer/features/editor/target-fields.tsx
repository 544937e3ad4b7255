import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { changeWay } from '../../state/editor-form';
import { useText } from '../../state/facts';
import { presets } from '../../state/way-form';
import sheet from './form-picture.module.css';
import { LineField } from './line-field';

const css = classes(sheet);

/** The one place a local or remote tunnel leads to. */
export function TargetFields({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  const { kind, targetHost, targetPort } = editing.values.way;
  if (kind === 'dynamic') return null;
  return (
    <div className={css('fields')}>
      {kind === 'local' && <Preset port={targetPort} />}
      <LineField
        editing={editing}
        field="forward.host"
        label={ways.targetHost}
        value={targetHost}
        placeholder={kind === 'local' ? ways.targetExample : '127.0.0.1'}
        hint={ways.targetHint[kind]}
        onChange={(value) => changeWay({ targetHost: value })}
      />
      <LineField
        editing={editing}
        field="forward.port"
        label={ways.targetPort}
        value={targetPort}
        numeric
        onChange={(value) => changeWay({ targetPort: value })}
      />
    </div>
  );
}

function Preset({ port }: { readonly port: string }) {
  const { ways } = useText();
  const chosen = presets.find((preset) => String(preset.port) === port.trim());
  return (
    <Field label={ways.preset}>
      {(control) => (
        <select
          {...control}
          value={chosen?.key ?? ''}
          onChange={({ target }) => {
            const preset = presets.find(({ key }) => key === target.value);
            if (preset !== undefined) changeWay({ targetPort: String(preset.port) });
          }}
        >
          <option value="">{ways.noPreset}</option>
          {presets.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
