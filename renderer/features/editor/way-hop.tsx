import { ArrowUp, Plus, Route, Trash2 } from 'lucide-react';
import { type TransportKind, transportKindSchema } from '../../../shared/model/transport-kind';
import { transportName } from '../../../shared/text/transports';
import { Button, IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { Hop } from '../../components/hop';
import type { Editing } from '../../state/editor';
import { changeRung, changeWay } from '../../state/editor-form';
import { useLanguage, useText } from '../../state/facts';
import { asksForInstance, newRung, type RungForm } from '../../state/way-form';
import sheet from './form-picture.module.css';
import { InstanceFields } from './instance-fields';
import { RungFields } from './rung-fields';

const css = classes(sheet);

/** How many ways a profile may name. */
const most = 8;

/** How the first server is reached: one way, or several in the order they are tried. */
export function WayHop({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  const { way, authentication } = editing.values;
  const { transport } = way;
  const unused = transportKindSchema.options.find(
    (kind) => !transport.some((rung) => rung.kind === kind),
  );
  return (
    <Hop icon={Route} title={ways.wayTitle}>
      <ol className={css('rungs')}>
        {transport.map((rung, at) => (
          <li key={rung.id} className={css('rung')}>
            <Rung editing={editing} rung={rung} at={at} />
          </li>
        ))}
      </ol>
      {asksForInstance(way, authentication) && <InstanceFields editing={editing} />}
      <div className={css('more')}>
        <Button
          size="small"
          look="quiet"
          icon={Plus}
          disabled={transport.length >= most}
          onClick={() => changeWay({ transport: [...transport, newRung(unused ?? 'direct')] })}
        >
          {ways.addWay}
        </Button>
        {transport.length > 1 && <span className={css('note')}>{ways.ladder}</span>}
      </div>
    </Hop>
  );
}

interface RungProps {
  readonly editing: Editing;
  readonly rung: RungForm;
  readonly at: number;
}

function Rung({ editing, rung, at }: RungProps) {
  const { ways } = useText();
  const language = useLanguage();
  const { transport } = editing.values.way;
  const only = transport.length === 1;
  return (
    <>
      <div className={css('choice')}>
        <Field label={only ? ways.way : ways.wayAt(at + 1)}>
          {(control) => (
            <select
              {...control}
              value={rung.kind}
              onChange={({ target }) => changeRung(rung.id, { kind: kindOf(target.value) })}
            >
              {transportKindSchema.options.map((kind) => (
                <option key={kind} value={kind}>
                  {transportName(kind, language)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {!only && (
          <>
            <IconButton
              icon={ArrowUp}
              label={ways.earlier(at + 1)}
              size="normal"
              disabled={at === 0}
              onClick={() => changeWay({ transport: moved(transport, at) })}
            />
            <IconButton
              icon={Trash2}
              label={ways.removeWay(at + 1)}
              size="normal"
              onClick={() => changeWay({ transport: transport.filter(({ id }) => id !== rung.id) })}
            />
          </>
        )}
      </div>
      <RungFields editing={editing} rung={rung} at={at} />
    </>
  );
}

function kindOf(value: string): TransportKind {
  return transportKindSchema.options.find((kind) => kind === value) ?? 'direct';
}

/** The list with one entry a place earlier. */
function moved<Entry>(list: readonly Entry[], at: number): Entry[] {
  const before = list.slice(0, at - 1);
  return [...before, ...list.slice(at, at + 1), ...list.slice(at - 1, at), ...list.slice(at + 1)];
}
