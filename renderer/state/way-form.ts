import { needsInstance } from '../../shared/model/needs-instance';
import type { AuthenticationMethod, TunnelKind } from '../../shared/model/profile';
import { profileDefaults } from '../../shared/model/profile-defaults';
import type { KeyChoice, ProfileDraft, ProfileView } from '../../shared/model/profile-view';
import type { TransportKind } from '../../shared/model/transport-kind';
import { portNumber } from './port-number';

/** One jump host as it is typed. */
export interface HopForm {
  /** Tells entries of a list apart while they are moved and removed. */
  readonly id: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  /** Empty for none. */
  readonly hostKeyAlias: string;
  /** `same` logs in as the tunnel does. */
  readonly login: AuthenticationMethod | 'same';
  readonly key: KeyChoice | null;
}

/** One way to the first server as it is typed; fields of other kinds keep what they held. */
export interface RungForm {
  readonly id: string;
  readonly kind: TransportKind;
  readonly command: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly endpoint: string;
}

/** The way to the bastion and what the tunnel leads to, as the form holds them. */
export interface WayForm {
  readonly kind: TunnelKind;
  readonly listenAddress: string;
  readonly targetHost: string;
  readonly targetPort: string;
  readonly jumpHosts: readonly HopForm[];
  readonly transport: readonly RungForm[];
  readonly instanceId: string;
  readonly region: string;
  readonly awsProfile: string;
  readonly cluster: ProfileDraft['cluster'];
}

let made = 0;
function newId(): string {
  made += 1;
  return `entry-${made}`;
}

export function newHop(user: string = profileDefaults.bastionUser): HopForm {
  const port = String(profileDefaults.sshPort);
  return { id: newId(), host: '', port, user, hostKeyAlias: '', login: 'same', key: null };
}

export function newRung(kind: TransportKind): RungForm {
  return { id: newId(), kind, command: '', host: '', port: '', user: '', endpoint: '' };
}

export function plainWay(): WayForm {
  return {
    kind: 'dynamic',
    listenAddress: '127.0.0.1',
    targetHost: '',
    targetPort: '',
    jumpHosts: [],
    transport: [newRung('direct')],
    instanceId: '',
    region: '',
    awsProfile: '',
    cluster: null,
  };
}

const thisComputer = '127.0.0.1';

/** The form with another kind of tunnel: what a remote one leads to is this computer, unless said. */
export function withKind(way: WayForm, kind: TunnelKind): WayForm {
  const { targetHost } = way;
  if (kind === way.kind) return way;
  if (kind === 'remote' && targetHost === '') return { ...way, kind, targetHost: thisComputer };
  // Behind the bastion the same words would be the bastion itself, which nobody has asked for.
  if (way.kind === 'remote' && targetHost === thisComputer) return { ...way, kind, targetHost: '' };
  return { ...way, kind };
}

/** The form of what is stored. */
export function wayFormOf(view: ProfileView): WayForm {
  const { kind, listenAddress, forward, instance, cluster } = view;
  return {
    kind,
    listenAddress,
    targetHost: forward?.host ?? '',
    targetPort: forward === null ? '' : String(forward.port),
    jumpHosts: view.jumpHosts.map(
      ({ host, port, user, hostKeyAlias, authentication, keyFile }) => ({
        ...newHop(user),
        host,
        hostKeyAlias: hostKeyAlias ?? '',
        port: String(port),
        login: authentication ?? 'same',
        key: keyFile,
      }),
    ),
    transport: view.transport.map(rungOf),
    instanceId: instance?.id ?? '',
    region: instance?.region ?? '',
    awsProfile: instance?.awsProfile ?? '',
    cluster,
  };
}

function rungOf(transport: ProfileView['transport'][number]): RungForm {
  const rung = newRung(transport.kind);
  switch (transport.kind) {
    case 'proxy-command':
      return { ...rung, command: transport.command };
    case 'http-proxy':
    case 'socks-proxy': {
      const { host, port, user } = transport;
      return { ...rung, host, port: String(port), user: user ?? '' };
    }
    case 'instance-connect-endpoint':
      return { ...rung, endpoint: transport.endpoint ?? '' };
    default:
      return rung;
  }
}

/** Whether the form must ask which instance of AWS the first server is. */
export function asksForInstance(way: WayForm, authentication: AuthenticationMethod): boolean {
  return needsInstance({ transport: way.transport, logins: loginsOf(way, authentication) });
}

function loginsOf(way: WayForm, authentication: AuthenticationMethod): AuthenticationMethod[][] {
  const hops = way.jumpHosts.map(({ login }) => [login === 'same' ? authentication : login]);
  return [...hops, [authentication]];
}

/** The form's part of a draft, for the schema to judge. */
export function wayDraft(way: WayForm, authentication: AuthenticationMethod) {
  const { kind, cluster } = way;
  const target = { host: way.targetHost, port: portNumber(way.targetPort) };
  const awsProfile = orNull(way.awsProfile);
  const instance = { id: way.instanceId, region: way.region, awsProfile };
  return {
    kind,
    cluster,
    listenAddress: kind === 'remote' ? way.listenAddress : '127.0.0.1',
    forward: kind === 'dynamic' ? null : target,
    jumpHosts: way.jumpHosts.map(({ host, port, user, hostKeyAlias, login, key }) => ({
      host,
      port: portNumber(port),
      user,
      ...keptAs(hostKeyAlias),
      authentication: login === 'same' ? null : login,
      keyToken: login === 'key-file' ? (key?.token ?? null) : null,
    })),
    transport: way.transport.map(transportDraft),
    instance: asksForInstance(way, authentication) ? instance : null,
  };
}

function transportDraft({ kind, command, host, port, user, endpoint }: RungForm) {
  switch (kind) {
    case 'proxy-command':
      return { kind, command };
    case 'http-proxy':
    case 'socks-proxy':
      return { kind, host, port: portNumber(port), user: orNull(user) };
    case 'instance-connect-endpoint':
      return { kind, endpoint: orNull(endpoint) };
    default:
      return { kind };
  }
}

/** A server's alias for its host keys, where the field holds one. */
export function keptAs(hostKeyAlias: string): { readonly hostKeyAlias?: string } {
  return hostKeyAlias.trim() === '' ? {} : { hostKeyAlias };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}

/** Fields of the way by their path in a draft. */
export type WayField =
  | `jumpHosts.${string}`
  | `transport.${string}`
  | `instance.${string}`
  | `forward.${string}`
  | 'listenAddress'
  | 'authentication';

const wayField = /^(jumpHosts|transport|instance|forward)\.|^(listenAddress|authentication)$/;

/** The field a path of a draft, or of a profile, belongs to; null for what is no part of the way. */
export function wayFieldAt(path: string): WayField | null {
  if (path === 'listen.address') return 'listenAddress';
  return wayField.test(path) ? (path as WayField) : null;
}

/** Jump hosts with a key file that was not chosen: a schema says so only when all else is right. */
export function keylessHops(way: WayForm): WayField[] {
  return way.jumpHosts.flatMap(({ login, key }, at): WayField[] =>
    login === 'key-file' && key === null ? [`jumpHosts.${at}.keyToken`] : [],
  );
}

/** The form without what only tells entries apart, for comparing. */
export function wayContent({ jumpHosts, transport, ...rest }: WayForm) {
  return {
    ...rest,
    jumpHosts: jumpHosts.map(({ id: _id, key, ...hop }) => ({ ...hop, key: key?.token })),
    transport: transport.map(({ id: _id, ...rung }) => rung),
  };
}

/** Ready-made targets: what usually answers there on a primary node of EMR. */
export const presets = [
  { key: 'hiveserver2', name: 'HiveServer2 (JDBC)', port: 10_000 },
  { key: 'presto', name: 'Presto, Trino', port: 8_889 },
  { key: 'livy', name: 'Livy', port: 8_998 },
  { key: 'spark-thrift', name: 'Spark Thrift Server', port: 10_001 },
  { key: 'hbase-thrift', name: 'HBase Thrift', port: 9_090 },
  { key: 'hbase-rest', name: 'HBase REST', port: 8_070 },
  { key: 'phoenix', name: 'Phoenix Query Server', port: 8_765 },
] as const;
