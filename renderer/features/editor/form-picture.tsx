import { ArrowDown, ArrowUp, Monitor, Network, Plus, Shield } from 'lucide-react';
import { Fragment } from 'react';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Hop, Wire } from '../../components/hop';
import { checkForm } from '../../state/draft';
import type { Editing } from '../../state/editor';
import { changeWay } from '../../state/editor-form';
import { useFacts, useText } from '../../state/facts';
import { sameLocalPort } from '../../state/form-values';
import { newHop } from '../../state/way-form';
import { AuthenticationFields } from './authentication-fields';
import sheet from './form-picture.module.css';
import { JumpHop } from './jump-hop';
import { LineField } from './line-field';
import { TargetFields } from './target-fields';
import { TextField } from './text-field';
import { WayHop } from './way-hop';

const css = classes(sheet);

/** How many jump hosts a profile may have. */
const mostHops = 8;

/** The tunnel as a picture, each field where it belongs on the way. */
export function FormPicture({ editing }: { readonly editing: Editing }) {
  const { picture, ways } = useText();
  const look = checkForm(editing.values).ok ? 'good' : 'idle';
  const { kind, jumpHosts } = editing.values.way;
  const back = kind === 'remote';
  return (
    <div className={css('picture', kind === 'local' && 'leads')}>
      <Hop icon={Monitor} title={picture.computer}>
        {kind === 'remote' ? (
          <>
            <TargetFields editing={editing} />
            <p className={css('hint')}>{ways.listensHere}</p>
          </>
        ) : (
          <LocalPort editing={editing} />
        )}
      </Hop>
      <div className={css('wire')}>
        <Wire look={look} back={back} above={picture.tunnel} />
      </div>
      <div className={css('middle')}>
        <WayHop editing={editing} />
        <Step back={back} />
        {jumpHosts.map((hop, at) => (
          <Fragment key={hop.id}>
            <JumpHop editing={editing} hop={hop} at={at} />
            <Step back={back} />
          </Fragment>
        ))}
        <BastionHop editing={editing} />
      </div>
      <div className={css('wire')}>
        <Wire look={look} back={back} above={kind === 'dynamic' ? picture.inside : ''} />
      </div>
      <Hop icon={Network} title={picture.network}>
        {kind === 'local' && <TargetFields editing={editing} />}
        {kind === 'remote' && <RemotePlace editing={editing} />}
        {kind === 'dynamic' && <p className={css('hint')}>{picture.networkHint}</p>}
        {kind === 'local' && <p className={css('hint')}>{ways.one}</p>}
      </Hop>
    </div>
  );
}

/** From one server of the way to the next, as requests go. */
function Step({ back }: { readonly back: boolean }) {
  const Arrow = back ? ArrowUp : ArrowDown;
  return <Arrow aria-hidden="true" className={css('step')} />;
}

function LocalPort({ editing }: { readonly editing: Editing }) {
  const { editor } = useText();
  const profiles = useFacts((facts) => facts.profiles);
  const twin = sameLocalPort(editing.values.localPort, editing.profileId, profiles);
  return (
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
  );
}

/** Where the bastion listens for a remote tunnel. */
function RemotePlace({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  return (
    <div className={css('fields')}>
      <TextField editing={editing} name="localPort" label={ways.remotePort} numeric />
      <LineField
        editing={editing}
        field="listenAddress"
        label={ways.remoteAddress}
        value={editing.values.way.listenAddress}
        hint={ways.remoteHint}
        onChange={(listenAddress) => changeWay({ listenAddress })}
      />
    </div>
  );
}

function BastionHop({ editing }: { readonly editing: Editing }) {
  const { editor, picture, ways } = useText();
  const { jumpHosts, cluster } = editing.values.way;
  const ofCluster = cluster?.login ?? false;
  return (
    <Hop icon={Shield} title={picture.bastion}>
      <div className={css('fields')}>
        <div className={css('address')}>
          <TextField
            editing={editing}
            name="host"
            label={editor.host}
            placeholder={editor.hostExample}
            readOnly={ofCluster}
            hint={ofCluster ? ways.hostOfCluster : null}
          />
          <TextField editing={editing} name="sshPort" label={editor.sshPort} numeric />
        </div>
        <TextField editing={editing} name="user" label={editor.user} />
        <AuthenticationFields editing={editing} />
        <div className={css('more')}>
          <Button
            size="small"
            look="quiet"
            icon={Plus}
            disabled={jumpHosts.length >= mostHops}
            onClick={() => changeWay({ jumpHosts: [...jumpHosts, newHop()] })}
          >
            {ways.addJumpHost}
          </Button>
        </div>
      </div>
    </Hop>
  );
}
