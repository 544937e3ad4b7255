import type { About } from '../../shared/contract/window';
import { type LogEntry, logLevel } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import type { PageReach, Reach } from '../../shared/model/reach';
import type { TunnelView } from '../../shared/model/tunnel-state';
import { logLine } from '../../shared/text/log';
import { Redactor } from './redact';

const linesKept = 200;

/** What a report is made of. */
export interface ReportSources {
  readonly about: About;
  readonly node: string;
  readonly at: Date;
  readonly profiles: readonly Profile[];
  readonly views: readonly TunnelView[];
  readonly reach: readonly Reach[];
  /** Oldest first. */
  readonly log: readonly LogEntry[];
}

export interface Report {
  readonly text: string;
  /** How many lines of the log are in it. */
  readonly lines: number;
}

/**
 * A report for whoever helps, in English and without anything that names a person, a host or a
 * network: see {@link Redactor}. Ports, codes, versions and times stay.
 *
 * @param profileId the tunnel it is about, or null for all.
 */
export function makeReport(
  sources: ReportSources,
  profileId: string | null,
  redactor = new Redactor(),
): Report {
  const about = <Item extends { readonly profileId: string | null }>(item: Item) =>
    profileId === null || item.profileId === null || item.profileId === profileId;
  const log = sources.log.filter(about).slice(-linesKept);
  const profiles = sources.profiles.filter(({ id }) => profileId === null || id === profileId);
  const text = [
    'Culvert report',
    'Texts like ~1a2b3c4d stand for hosts, users and names: the same mark, the same name.',
    '',
    ...systemLines(sources),
    ...profiles.flatMap((profile) => ['', ...tunnelLines(profile, sources, redactor)]),
    '',
    `Log, the last ${log.length} of its lines:`,
    ...log.map((entry) => logText(entry, redactor)),
    '',
  ].join('\n');
  return { text, lines: log.length };
}

function systemLines({ about, node, at }: ReportSources): string[] {
  const { version, electron, platform, secretStorage } = about;
  const keyStore = secretStorage.available ? 'available' : secretStorage.why;
  return [
    `Made: ${at.toISOString()}`,
    `Culvert ${version}, Electron ${electron}, Node ${node}, ${platform}`,
    `Key store: ${keyStore}`,
    `Settings: ${about.quarantined === null ? 'sound' : 'a damaged file was set aside'}`,
  ];
}

function tunnelLines(
  profile: Profile,
  { views, reach }: ReportSources,
  redactor: Redactor,
): string[] {
  const state = views.find(({ profileId }) => profileId === profile.id)?.state ?? null;
  const known = reach.find(({ profileId }) => profileId === profile.id) ?? null;
  return [
    `Tunnel ${redactor.mark(profile.id)}`,
    `  profile ${JSON.stringify(profileFacts(profile, redactor))}`,
    `  state ${JSON.stringify(redactor.data(state))}`,
    `  ssh ${JSON.stringify(known?.ssh ?? null)} forwards ${known?.forwards ?? 'unknown'}`,
    ...(known?.pages ?? []).map((page) => `  page ${pageText(page, redactor)}`),
  ];
}

/** A profile without name and paths; what remains of it is numbers, switches, codes and marks. */
function profileFacts(profile: Profile, redactor: Redactor) {
  const { bastion, authentication, listen, allow, limit, pages } = profile;
  const { reconnect, startWithApp, demo } = profile;
  return {
    bastion: redactor.data(bastion),
    authentication: authentication.map(({ method }) => method),
    localPort: listen.port,
    allowed: allow.length,
    limit: {
      suffixes: limit.suffixes.length,
      ranges: limit.ranges.length,
      ports: limit.ports,
    },
    pages: pages.length,
    session: profile.session === true,
    reconnect,
    startWithApp,
    demo,
  };
}

/** A page by scheme, marked host and port: its path may tell as much as its host. */
function pageText({ url, check }: PageReach, redactor: Redactor): string {
  const { protocol, hostname, port } = new URL(url);
  const place = `${protocol}//${redactor.mark(hostname)}${port === '' ? '' : `:${port}`}`;
  return `${place} ${JSON.stringify(redactor.data(check))}`;
}

function logText({ at, profileId, event }: LogEntry, redactor: Redactor): string {
  const whose = profileId === null ? 'app' : redactor.mark(profileId);
  const words = logLine(redactor.data(event), 'en');
  return `${new Date(at).toISOString()} ${logLevel(event)} ${whose} ${event.code}: ${words}`;
}
