import { Monitor, Network, Shield } from 'lucide-react';
import type { ProfileView } from '../../../shared/model/profile-view';
import type { SessionFacts, Traffic, TunnelState } from '../../../shared/model/tunnel-state';
import type { WindowText } from '../../../shared/text/window';
import { classes } from '../../components/classes';
import { Hop, Wire } from '../../components/hop';
import { shortFingerprint } from '../../format';
import { useText } from '../../state/facts';
import { pictureOf } from './describe';
import sheet from './tunnel-picture.module.css';

const css = classes(sheet);

interface TunnelPictureProps {
  readonly profile: ProfileView;
  readonly state: TunnelState;
  readonly traffic: Traffic;
}

/** My computer, the bastion and the private network, and what passes between them now. */
export function TunnelPicture({ profile, state, traffic }: TunnelPictureProps) {
  const text = useText();
  const { picture } = text;
  const { ssh, inside, trouble } = pictureOf(state);
  const { host, port } = profile.bastion;
  const session = 'session' in state ? state.session : null;
  return (
    <section aria-label={picture.label} className={css('picture')}>
      <Hop icon={Monitor} title={picture.computer} trouble={trouble === 'computer'}>
        <p className={css('line', 'mono')}>127.0.0.1:{profile.localPort}</p>
        <p className={css('line')}>
          {session === null ? picture.socks : picture.connections(traffic.flows)}
        </p>
        <p className={css('line')}> </p>
      </Hop>
      <Wire look={ssh} above={picture.ssh} below={below(state, text)} />
      <Hop icon={Shield} title={picture.bastion} trouble={trouble === 'bastion'}>
        <p className={css('line', 'mono')} title={`${host}:${port}`}>
          {host}:{port}
        </p>
        <SessionLines session={session} user={profile.bastion.user} />
      </Hop>
      <Wire look={inside} above={picture.inside} />
      <Hop icon={Network} title={picture.network} trouble={trouble === 'network'}>
        <p className={css('line', 'wrap')}>{picture.networkHint}</p>
      </Hop>
    </section>
  );
}

function SessionLines({ session, user }: { session: SessionFacts | null; user: string }) {
  const { picture } = useText();
  if (session === null) {
    return (
      <>
        <p className={css('line')} title={user}>
          {user}
        </p>
        <p className={css('line')}> </p>
      </>
    );
  }
  const { hostKey, cipher, authenticatedBy, software } = session;
  const all = [
    `${picture.authenticatedBy}: ${authenticatedBy}`,
    `${picture.hostKey}: ${hostKey.type} ${hostKey.fingerprint}`,
    `${picture.cipher}: ${cipher}`,
    `${picture.software}: ${software}`,
  ].join('\n');
  return (
    <>
      <p className={css('line')} title={all}>
        {user} · {cipher}
      </p>
      <p className={css('line', 'mono')} title={all}>
        {shortType(hostKey.type)} {shortFingerprint(hostKey.fingerprint)}
      </p>
    </>
  );
}

/** `ssh-ed25519` says twice what the picture already says once. */
function shortType(type: string): string {
  return type.replace(/^(ssh-|ecdsa-sha2-)/, '');
}

function below(state: TunnelState, { picture, stages }: WindowText): string {
  switch (state.state) {
    case 'connecting':
      return stages[state.stage];
    case 'reconnecting':
      return picture.lost;
    case 'blocked':
      return picture.cut;
    default:
      return '';
  }
}
