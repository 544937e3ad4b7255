import { Monitor, Network, Shield } from 'lucide-react';
import { classes } from '../../components/classes';
import { Hop, Wire } from '../../components/hop';
import { checkForm, sameLocalPort } from '../../state/draft';
import type { Editing } from '../../state/editor';
import { useFacts, useText } from '../../state/facts';
import { AuthenticationFields } from './authentication-fields';
import sheet from './form-picture.module.css';
import { TextField } from './text-field';

const css = classes(sheet);

/** The tunnel as a picture, each field where it belongs on the way. */
export function FormPicture({ editing }: { readonly editing: Editing }) {
  const { editor, picture } = useText();
  const profiles = useFacts((facts) => facts.profiles);
  const twin = sameLocalPort(editing.values.localPort, editing.profileId, profiles);
  const look = checkForm(editing.values).ok ? 'good' : 'idle';
  return (
    <div className={css('picture')}>
      <Hop icon={Monitor} title={picture.computer}>
        <div className={css('fields')}>
          <TextField
            editing={editing}
            name="localPort"
            label={editor.localPort}
            hint={editor.listenHint}
            warning={twin && editor.portTaken(twin.name)}
            numeric
          />
        </div>
      </Hop>
      <div className={css('wire')}>
        <Wire look={look} above={picture.tunnel} />
      </div>
      <Hop icon={Shield} title={picture.bastion}>
        <div className={css('fields')}>
          <div className={css('address')}>
            <TextField
              editing={editing}
              name="host"
              label={editor.host}
              placeholder={editor.hostExample}
            />
            <TextField editing={editing} name="sshPort" label={editor.sshPort} numeric />
          </div>
          <TextField editing={editing} name="user" label={editor.user} />
          <AuthenticationFields editing={editing} />
        </div>
      </Hop>
      <div className={css('wire')}>
        <Wire look={look} above={picture.inside} />
      </div>
      <Hop icon={Network} title={picture.network}>
        <p className={css('hint')}>{picture.networkHint}</p>
      </Hop>
    </div>
  );
}
