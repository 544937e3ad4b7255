import type { EgressRule, FlowDestination, FlowVerdict } from '../../../shared/model/flows';
import type { FlowColumn } from '../../state/flows';
import { verdictOrder } from './verdicts';

/** A rule as one reads it: `tcp 443 → pl-78a54011`. */
export function ruleText(rule: EgressRule): string {
  const { protocol, fromPort, toPort, peer } = rule;
  const ports =
    fromPort === null ? '' : fromPort === toPort ? ` ${fromPort}` : ` ${fromPort}-${toPort}`;
  const what = protocol === '-1' ? 'all' : `${protocol}${ports}`;
  const to =
    peer.kind === 'cidr'
      ? peer.value
      : peer.kind === 'prefix-list'
        ? (peer.id ?? peer.name)
        : (peer.id ?? peer.role ?? '');
  return `${what} → ${to}`;
}

interface ServiceWords {
  /** The names of node groups. */
  readonly groups: Readonly<Record<string, string>>;
  /** The names of the needs a rule serves. */
  readonly needs: Readonly<Record<string, { readonly name: string }>>;
}

/** What is behind a destination in a person's words: a node group, a need, or the service's name. */
export function serviceText(service: string | null, { groups, needs }: ServiceWords): string {
  if (service === null) return '';
  return groups[service] ?? needs[service]?.name ?? service.split('.').at(-1) ?? '';
}

export function portText({ protocol, port }: FlowDestination): string {
  if (port !== null) return `${protocol}/${port}`;
  return protocol === '-1' ? 'all' : protocol;
}

const values: Readonly<Record<FlowColumn, (row: FlowDestination) => string | number>> = {
  verdict: ({ verdict }) => verdictOrder.indexOf(verdict),
  group: ({ group }) => group,
  destination: ({ destination }) => destination,
  service: ({ service }) => service ?? '\uffff',
  port: ({ port }) => port ?? -1,
  bytes: ({ bytes }) => bytes,
};

/** The rows of a verdict in the order of a column; equal ones by their bytes. */
export function shownRows(
  rows: readonly FlowDestination[],
  verdict: FlowVerdict | 'all',
  { column, falling }: { readonly column: FlowColumn; readonly falling: boolean },
): readonly FlowDestination[] {
  const value = values[column];
  const turn = falling ? -1 : 1;
  return rows
    .filter((row) => verdict === 'all' || row.verdict === verdict)
    .sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      return a === b ? other.bytes - one.bytes : (a < b ? -1 : 1) * turn;
    });
}

export interface Band {
  readonly group: string;
  readonly target: string;
  readonly verdict: FlowVerdict;
  readonly bytes: number;
}

/** More services than this the picture puts together. */
const mostTargets = 9;

/** What flowed between node groups and services, for the picture. Nothing that had no traffic. */
export function bandsOf(
  rows: readonly FlowDestination[],
  words: ServiceWords & { readonly others: string; readonly unnamed: string },
): readonly Band[] {
  const seen = rows.filter(({ bytes }) => bytes > 0);
  const totals = new Map<string, number>();
  const named = ({ service }: FlowDestination) =>
    service === null ? words.unnamed : serviceText(service, words);
  for (const row of seen) totals.set(named(row), (totals.get(named(row)) ?? 0) + row.bytes);
  const largest = new Set(
    [...totals]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostTargets)
      .map(([name]) => name),
  );
  const bands = new Map<string, Band>();
  for (const row of seen) {
    const target = largest.has(named(row)) ? named(row) : words.others;
    const key = `${row.group}\n${target}\n${row.verdict}`;
    const bytes = (bands.get(key)?.bytes ?? 0) + row.bytes;
    bands.set(key, { group: row.group, target, verdict: row.verdict, bytes });
  }
  return [...bands.values()].sort((a, b) => b.bytes - a.bytes);
}
