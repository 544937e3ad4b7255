import type { NodeLife } from '../../electron/aws/cluster-machines';
import type { ClusterScope } from '../../electron/flows/cluster-scope';
import { contextOfFiles } from '../../electron/flows/flow-context';
import type { FlowEngine } from '../../electron/flows/flow-query';
import { readFlows } from '../../electron/flows/read-flows';
import type { FlowAnswer } from '../../shared/model/flows';

const began = 1_764_000_000;

/** A node of a large cluster. */
export interface Machine extends NodeLife {
  readonly eni: string;
  readonly instanceId: string;
}

const hex = (number: number) => number.toString(16).padStart(17, '0');

/** Machines that live one after another where they have gone, each address twice. */
export function machines(count: number, gone: boolean): readonly Machine[] {
  return Array.from({ length: count }, (_, at) => {
    const place = gone ? at % Math.ceil(count / 2) : at;
    const born = gone ? began + (at >= count / 2 ? 40_000 : 0) : began - 9_000;
    return {
      eni: `eni-${hex(at + (gone ? 0x90_000 : 1))}`,
      instanceId: `i-${hex(at + (gone ? 0x90_000 : 1))}`,
      privateIp: `10.0.${(gone ? 100 : 0) + (place >> 8)}.${place & 255}`,
      group: 'core' as const,
      from: born,
      to: gone ? born + 30_000 : null,
    };
  });
}

/** A record of some format. */
function line(fields: readonly string[], values: Readonly<Record<string, string | number>>) {
  return fields.map((field) => values[field] ?? '-').join(' ');
}

/** What each of some machines sends and is sent, what AWS missed of it, and what others do at its address. */
export function linesOf(
  fields: readonly string[],
  all: readonly Machine[],
  speakers: readonly Machine[],
): readonly string[] {
  return speakers.flatMap((machine, at) => {
    const { eni, instanceId, privateIp, from: born } = machine;
    const start = Math.max(began, born ?? 0) + 60 + (at % 300);
    const peer = all[(at * 311 + 7) % all.length] as Machine;
    const between = (source: string, target: string, ports: [number, number], flags: number) => ({
      ...{ version: 5, 'interface-id': eni, 'instance-id': instanceId, protocol: 6, packets: 3 },
      ...{
        srcaddr: source,
        dstaddr: target,
        srcport: ports[0],
        dstport: ports[1],
        bytes: 100 + at,
      },
      ...{ start, end: start + 59, action: 'ACCEPT', 'log-status': 'OK', 'tcp-flags': flags },
      'pkt-srcaddr': source,
      'pkt-dstaddr': target,
      'flow-direction': source === privateIp ? 'egress' : 'ingress',
    });
    const window = { 'interface-id': eni, 'instance-id': instanceId, start, end: start + 59 };
    return [
      between(privateIp, '52.219.1.1', [40_000 + (at % 9_000), 443], 3),
      between('52.219.1.1', privateIp, [443, 40_000 + (at % 9_000)], 19),
      between(privateIp, peer.privateIp, [41_000, 8_020], 0),
      between(peer.privateIp, privateIp, [42_000, 8_042], 0),
      { ...window, 'log-status': at % 3 === 0 ? 'SKIPDATA' : 'NODATA' },
      // Somebody else has the address long before.
      {
        ...between(privateIp, '198.51.100.9', [43_000, 25], 2),
        'interface-id': `eni-${hex(0xabc_0000 + at)}`,
        'instance-id': `i-${hex(0xabc_0000 + at)}`,
        start: began - 500,
        end: began - 441,
      },
    ].map((values) => line(fields, values));
  });
}

/** What an engine answers about a cluster, without what tells engines apart. */
export async function answerOf(engine: FlowEngine, cluster: ClusterScope): Promise<FlowAnswer> {
  const answer = await readFlows({
    engine,
    context: { ...contextOfFiles('ap-northeast-2'), nodes: [] },
    scope: { interfaces: null, from: began - 600, to: began + 90_000, cluster },
    ranges: { ranges: [], made: null },
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  const { engine: _engine, files: _files, scannedBytes: _bytes, ...summary } = answer.summary;
  const order = (each: unknown) => JSON.stringify(each);
  return {
    destinations: [...answer.destinations].sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    summary: summary as FlowAnswer['summary'],
  };
}

/** The scope of a cluster with those nodes. */
export function scopeOf(present: readonly Machine[], past: readonly Machine[]): ClusterScope {
  return {
    interfaces: present.map(({ eni }) => eni),
    attached: present.map(({ instanceId }) => instanceId),
    others: ['eni-0e'],
    nodes: [...present, ...past],
  };
}
