import { Server, Trash2 } from 'lucide-react';
import { authenticationMethodSchema } from '../../../shared/model/profile';
import { IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { Hop } from '../../components/hop';
import type { Editing } from '../../state/editor';
import { changeHop, changeWay, chooseHopKey } from '../../state/editor-form';
import { useText } from '../../state/facts';
import type { HopForm } from '../../state/way-form';
import sheet from './form-picture.module.css';
import { KeyChoiceField } from './key-field';
import { LineField } from './line-field';

const css = classes(sheet);

interface JumpHopProps {
  readonly editing: Editing;
  readonly hop: HopForm;
  readonly at: number;
}

/** A server that is passed on the way to the bastion. */
export function JumpHop({ editing, hop, at }: JumpHopProps) {
  const { ways, fields } = useText();
  const { jumpHosts } = editing.values.way;
  const problem = editing.problems[`jumpHosts.${at}.keyToken`];
  return (
    <Hop icon={Server} title={ways.jumpHost(at + 1)}>
      <div className={css('corner')}>
        <IconButton
          icon={Trash2}
          label={ways.removeJumpHost(at + 1)}
          onClick={() => changeWay({ jumpHosts: jumpHosts.filter(({ id }) => id !== hop.id) })}
        />
      </div>
      <div className={css('fields')}>
        <div className={css('address')}>
          <LineField
            editing={editing}
            field={`jumpHosts.${at}.host`}
            label={ways.hopHost}
            value={hop.host}
            placeholder="jump.example.com"
            onChange={(host) => changeHop(hop.id, { host })}
          />
          <LineField
            editing={editing}
            field={`jumpHosts.${at}.port`}
            label={ways.hopPort}
            value={hop.port}
            numeric
            onChange={(port) => changeHop(hop.id, { port })}
          />
        </div>
        <div className={css('pair')}>
          <LineField
            editing={editing}
            field={`jumpHosts.${at}.user`}
            label={ways.hopUser}
            value={hop.user}
            onChange={(user) => changeHop(hop.id, { user })}
          />
          <Login hop={hop} first={at === 0} />
        </div>
        {hop.login === 'key-file' && (
          <KeyChoiceField
            label={ways.hopKey}
            choice={hop.key}
            problem={problem && fields[problem]}
            field={`jumpHosts.${at}.keyToken`}
            onChoose={() => void chooseHopKey(hop.id)}
          />
        )}
      </div>
    </Hop>
  );
}

function Login({ hop, first }: { readonly hop: HopForm; readonly first: boolean }) {
  const { ways, editor } = useText();
  // A one-time key is put on the instance the way begins at, and on no other.
  const methods = authenticationMethodSchema.options.filter(
    (method) => first || method !== 'one-time-key',
  );
  return (
    <Field label={ways.hopLogin} hint={hop.login === 'one-time-key' ? ways.oneTimeHint : null}>
      {(control) => (
        <select
          {...control}
          value={hop.login}
          onChange={({ target }) => {
            const login = methods.find((method) => method === target.value) ?? 'same';
            changeHop(hop.id, { login });
          }}
        >
          <option value="same">{ways.sameLogin}</option>
          {methods.map((method) => (
            <option key={method} value={method}>
              {editor.methods[method]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
