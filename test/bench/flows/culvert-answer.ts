import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FlowDestination, FlowSummary } from '../../../shared/model/flows';

export interface CulvertAnswer {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly summary: FlowSummary;
  /** As {@link AwkAnswer} has them. */
  readonly lines: readonly string[];
}

/** The command as people run it, with the most memory its process ever held. */
export async function culvertAnswer(
  cli: string,
  folder: string,
  interfaces: readonly string[],
): Promise<CulvertAnswer> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [cli, 'flows', folder, '--eni', interfaces.join(','), '--region', 'ap-northeast-2', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  }, 100);
  const parts: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => parts.push(text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`culvert flows ended with ${code}`);
  const objects = parts.join('').trimEnd().split('\n');
  const { summary } = JSON.parse(objects.pop() ?? '{}') as { summary: FlowSummary };
  const lines = objects
    .map((line) => JSON.parse(line) as FlowDestination)
    .filter(({ verdict }) => verdict !== 'unused')
    .map(asLine);
  return { seconds, peakBytes, summary, lines };
}

const numbers = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
]);

function asLine(each: FlowDestination): string {
  return [
    each.group,
    each.initiator,
    each.destination,
    each.port ?? '-',
    numbers.get(each.protocol) ?? each.protocol,
    each.action,
    each.bytes,
    each.packets,
    each.records,
    each.first,
    each.last,
  ].join(' ');
}

/** The kernel's own high-water mark, where there is one. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
