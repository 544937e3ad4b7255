import { Monitor, Network, Shield } from 'lucide-react';
import type { ProfileView } from '../../../shared/model/profile-view';
import type { Reach } from '../../../shared/model/reach';
import { pageCounts } from '../../../shared/model/reach-of-pages';
import type { SessionFacts, Traffic, TunnelState } from '../../../shared/model/tunnel-state';
import type { WindowText } from '../../../shared/text/window';
import { classes } from '../../components/classes';
import { Hop, Wire, type WireLook } from '../../components/hop';
import { shortFingerprint } from '../../format';
import { useAsking, useText } from '../../state/facts';
import { pictureOf, subLine } from './describe';
import sheet from './tunnel-picture.module.css';

const css = classes(sheet);

interface TunnelPictureProps {
  readonly profile: ProfileView;
  readonly state: TunnelState;
  readonly traffic: Traffic;
  readonly reach: Reach;
}

/** My computer, the bastion and the private network, and how far requests get between them. */
export function TunnelPicture({ profile, state, traffic, reach }: TunnelPictureProps) {
  const text = useText();
  const { picture } = text;
  const { ssh, inside, trouble } = pictureOf(state, reach.pages);
  const back = profile.kind === 'remote';
  const asking = useAsking(profile.id);
  const { host, port } = profile.bastion;
  const session = 'session' in state ? state.session : null;
  const carried = said(profile, session, traffic, text);
  return (
    <section aria-label={picture.label} className={css('picture')}>
      <Hop icon={Monitor} title={picture.computer} trouble={trouble === 'computer'}>
        <Here profile={profile} />
        <p className={css('line')} title={carried}>
          {carried}
        </p>
        <p className={css('line')}> </p>
      </Hop>
      <Wire
        look={ssh}
        back={back}
        above={picture.ssh}
        below={below({ state, asking, look: ssh, reach }, text)}
      />
      <Hop icon={Shield} title={picture.bastion} trouble={trouble === 'bastion'}>
        <p className={css('line', 'mono')} title={`${host}:${port}`}>
          {host}:{port}
        </p>
        {profile.jumpHosts.length > 0 && (
          <p className={css('line')} title={hopNames(profile)}>
            {text.ways.through(profile.jumpHosts.length)}
          </p>
        )}
        <SessionLines session={session} user={profile.bastion.user} />
      </Hop>
      <Wire look={inside} back={back} {...beyond(profile, state, reach, text)} />
      <Hop icon={Network} title={picture.network} trouble={trouble === 'network'}>
        <There profile={profile} />
      </Hop>
    </section>
  );
}

function placeOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function hopNames({ jumpHosts }: ProfileView): string {
  return jumpHosts.map(placeOf).join('\n');
}

/** Where the tunnel is on this side: where it listens, or what a remote one leads to. */
function Here({ profile }: { readonly profile: ProfileView }) {
  const { kind, forward, localPort } = profile;
  const place = kind === 'remote' && forward !== null ? placeOf(forward) : `127.0.0.1:${localPort}`;
  return (
    <p className={css('line', 'mono')} title={place}>
      {place}
    </p>
  );
}

/** Where it leads to, or where the bastion listens for it. */
function There({ profile }: { readonly profile: ProfileView }) {
  const { picture, ways } = useText();
  const { kind, forward, listenAddress, localPort } = profile;
  if (kind === 'dynamic' || forward === null) {
    return <p className={css('line', 'wrap')}>{picture.networkHint}</p>;
  }
  const place =
    kind === 'local' ? placeOf(forward) : placeOf({ host: listenAddress || '*', port: localPort });
  return (
    <>
      <p className={css('line', 'mono')} title={place}>
        {place}
      </p>
      <p className={css('line', 'wrap')}>{kind === 'local' ? ways.one : ways.kindHints.remote}</p>
    </>
  );
}

function said(
  { kind }: ProfileView,
  session: SessionFacts | null,
  traffic: Traffic,
  { picture, ways }: WindowText,
): string {
  if (kind !== 'dynamic') return ways.kinds[kind];
  return session === null ? picture.socks : picture.connections(traffic.flows);
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

/** Whether the bastion forwards, and how many pages answer; what a tunnel is for while it is idle. */
function beyond(
  { forward }: ProfileView,
  state: TunnelState,
  { pages, forwards }: Reach,
  { picture, reasons }: WindowText,
) {
  const { answering, failed, all, cause } = pageCounts(pages);
  if (forward !== null) return { above: state.state === 'up' ? picture.forwards[forwards] : '' };
  if (state.state !== 'up' || all === 0) return { above: picture.inside };
  const silent = forwards === 'unknown' && cause !== null;
  return {
    above: silent ? reasons[cause.code] : picture.forwards[forwards],
    below: answering + failed > 0 ? picture.pages(answering, all) : '',
  };
}

interface Link {
  readonly state: TunnelState;
  readonly asking: boolean;
  readonly look: WireLook;
  readonly reach: Reach;
}

function below({ state, asking, look, reach: { ssh } }: Link, text: WindowText): string {
  const { picture } = text;
  switch (state.state) {
    case 'up':
      return ssh === null ? '' : picture.milliseconds(Math.max(1, Math.round(ssh.milliseconds)));
    case 'connecting':
      return subLine(state, text, 0, asking);
    case 'reconnecting':
      return picture.lost;
    case 'blocked':
      return look === 'cut' ? picture.cut : '';
    default:
      return '';
  }
}
