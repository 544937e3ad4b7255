import { localEngine } from '../../../electron/flows/local-engine';
import { readFlows } from '../../../electron/flows/read-flows';
import { peerText } from '../../../electron/flows/verdict';
import type { FlowAnswer, FlowDestination } from '../../../shared/model/flows';
import type { Truth } from './generate';
import { networkContext } from './made-up-network';

/** How much of what was said is true, and how much of the truth was said: 0 to 1. */
export interface Accuracy {
  readonly precision: number;
  readonly recall: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

/**
 * Asks for the made-up cluster's own answer from its files.
 *
 * @param workerUrl the built text-worker.js.
 * @param of the nodes' interfaces, as `--cluster` finds them, or every interface in the files, where
 * the NAT gateway's has to be recognised by its records.
 */
export function answerFor(
  folder: string,
  workerUrl: URL,
  of: 'nodes' | 'everything' = 'nodes',
): Promise<FlowAnswer> {
  const context = networkContext();
  return readFlows({
    engine: localEngine([folder], null, workerUrl),
    context,
    scope: {
      interfaces: of === 'nodes' ? context.interfaces.map(({ id }) => id) : null,
      from: null,
      to: null,
    },
    ranges: { ranges: [], made: null },
    signal: new AbortController().signal,
    progress: () => undefined,
  });
}

/** Of every destination that the answer says somebody opened. */
export function initiatorAccuracy(answer: FlowAnswer, truth: Truth): Accuracy {
  const said = answer.destinations
    .filter(({ initiator, verdict }) => initiator !== 'unknown' && verdict !== 'unused')
    .map((each) =>
      [
        each.group,
        each.initiator,
        each.destination,
        each.port ?? '-',
        each.protocol,
        each.action,
      ].join(' '),
    );
  return compare(new Set(said), truth);
}

/** Of the outbound rules that the answer would have people make. */
export function ruleAccuracy(answer: FlowAnswer, truth: Truth): Accuracy {
  const said = answer.destinations
    .filter(({ verdict }) => verdict !== 'unused')
    .map(ruleLine)
    .filter((line) => line !== null);
  const expected = [...truth].map(trueRule).filter((line) => line !== null);
  return compare(new Set(said), new Set(expected));
}

function ruleLine({ group, rule }: FlowDestination): string | null {
  if (rule === null) return null;
  const port = rule.fromPort === null ? '-' : `${rule.fromPort}`;
  return [group === 'primary' ? 'master' : 'slave', rule.protocol, port, peerText(rule.peer)].join(
    ' ',
  );
}

/** The rule each line of the truth needs, from what the generator put behind its addresses. */
function trueRule(line: string): string | null {
  const [group = '', initiator, far = '', port = '', protocol = ''] = line.split(' ');
  if (initiator !== 'node') return null;
  const role = group === 'primary' ? 'master' : 'slave';
  if (far === '10.0.1.10') return `${role} -1 - master`;
  if (far.startsWith('10.0.1.')) return `${role} -1 - slave`;
  if (far === '10.0.3.5') return `${role} tcp 443 sg-0sqs`;
  if (far === '10.0.4.7') return `${role} tcp 3306 sg-0rds`;
  if (far.startsWith('52.219.')) return `${role} tcp ${port} com.amazonaws.ap-northeast-2.s3`;
  return `${role} ${protocol} ${port} ${far}/32`;
}

function compare(said: ReadonlySet<string>, truth: ReadonlySet<string>): Accuracy {
  const right = [...said].filter((line) => truth.has(line)).length;
  return {
    precision: said.size === 0 ? 0 : right / said.size,
    recall: truth.size === 0 ? 0 : right / truth.size,
    wrong: [...said].filter((line) => !truth.has(line)),
    missed: [...truth].filter((line) => !said.has(line)),
  };
}
