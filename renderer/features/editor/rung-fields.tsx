import { classes } from '../../components/classes';
import type { Editing } from '../../state/editor';
import { changeRung } from '../../state/editor-form';
import { useText } from '../../state/facts';
import type { RungForm } from '../../state/way-form';
import sheet from './form-picture.module.css';
import { LineField } from './line-field';

const css = classes(sheet);

interface RungFieldsProps {
  readonly editing: Editing;
  readonly rung: RungForm;
  readonly at: number;
}

/** What one way to the first server needs to be told. */
export function RungFields({ editing, rung, at }: RungFieldsProps) {
  const { ways } = useText();
  switch (rung.kind) {
    case 'proxy-command':
      return (
        <LineField
          editing={editing}
          field={`transport.${at}.command`}
          label={ways.command}
          value={rung.command}
          placeholder="nc %h %p"
          hint={ways.commandHint}
          onChange={(command) => changeRung(rung.id, { command })}
        />
      );
    case 'http-proxy':
    case 'socks-proxy':
      return <ProxyFields editing={editing} rung={rung} at={at} />;
    case 'ssm':
      return <p className={css('note')}>{ways.ssmNeeds}</p>;
    case 'instance-connect-endpoint':
      return (
        <>
          <p className={css('note')}>{ways.endpointNeeds}</p>
          <LineField
            editing={editing}
            field={`transport.${at}.endpoint`}
            label={ways.endpoint}
            value={rung.endpoint}
            hint={ways.endpointHint}
            onChange={(endpoint) => changeRung(rung.id, { endpoint })}
          />
        </>
      );
    default:
      return null;
  }
}

function ProxyFields({ editing, rung, at }: RungFieldsProps) {
  const { ways } = useText();
  return (
    <>
      <div className={css('address')}>
        <LineField
          editing={editing}
          field={`transport.${at}.host`}
          label={ways.proxyHost}
          value={rung.host}
          placeholder="proxy.example.com"
          onChange={(host) => changeRung(rung.id, { host })}
        />
        <LineField
          editing={editing}
          field={`transport.${at}.port`}
          label={ways.proxyPort}
          value={rung.port}
          placeholder={rung.kind === 'http-proxy' ? '3128' : '1080'}
          numeric
          onChange={(port) => changeRung(rung.id, { port })}
        />
      </div>
      <LineField
        editing={editing}
        field={`transport.${at}.user`}
        label={ways.proxyUser}
        value={rung.user}
        hint={ways.proxyUserHint}
        onChange={(user) => changeRung(rung.id, { user })}
      />
    </>
  );
}
