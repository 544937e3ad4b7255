import type { NodeLife } from '../aws/cluster-machines';
import { columnOf } from './record-format';

/** Whose records are meant when a cluster is named: its nodes', those that have gone among them. */
export interface ClusterScope {
  /** The nodes' interfaces that are there now; an instance's goes with it. */
  readonly interfaces: readonly string[];
  /** The instances those interfaces belong to. */
  readonly attached: readonly string[];
  /** The other interfaces that are there now. */
  readonly others: readonly string[];
  readonly nodes: readonly NodeLife[];
}

/** How a language of queries says what is needed here. */
export interface ScopeLanguage {
  readonly column: (field: string) => string;
  readonly among: (column: string, texts: readonly string[]) => string;
  readonly notAmong: (column: string, texts: readonly string[]) => string;
  readonly equals: (column: string, text: string) => string;
}

/** The longest time AWS puts into one record, s (VPC user guide, maximum aggregation interval). */
export const longestWindow = 600;

/**
 * The condition for a cluster's records: of its interfaces, or of its instances where the format has
 * `instance-id`. Without that field an instance that has gone is known by its address while it lived,
 * on interfaces that are nobody else's.
 */
export function clusterCondition(
  fields: readonly string[],
  { interfaces, others, nodes }: ClusterScope,
  language: ScopeLanguage,
): string {
  const { column, among, notAmong } = language;
  const terms: string[] = [];
  const known = interfaces.filter(isId);
  if (known.length > 0) terms.push(among(column('interface-id'), known));
  if (fields.includes('instance-id')) {
    const ids = nodes.flatMap(({ instanceId }) => instanceId ?? []).filter(isId);
    if (ids.length > 0) terms.push(among(column('instance-id'), ids));
  } else {
    const lives = nodes.flatMap((node) => lifeCondition(fields, node, language));
    const foreign = others.filter(isId);
    const theirs = foreign.length === 0 ? '' : ` and ${notAmong(column('interface-id'), foreign)}`;
    if (lives.length > 0) terms.push(`((${lives.join(' or ')})${theirs})`);
  }
  return terms.length === 0 ? 'false' : terms.join(' or ');
}

/** Nothing for a node that is there: its interface is known. */
function lifeCondition(
  fields: readonly string[],
  { privateIp, from, to }: NodeLife,
  { column, equals }: ScopeLanguage,
): string[] {
  if (to === null || !isAddress(privateIp)) return [];
  const [sent, received] = ['srcaddr', 'dstaddr'].map((each) => equals(column(each), privateIp));
  const ways = fields.includes('flow-direction')
    ? [
        `(${sent} and ${equals(column('flow-direction'), 'egress')})`,
        `(${received} and ${equals(column('flow-direction'), 'ingress')})`,
      ]
    : [sent, received];
  const parts = [
    `(${ways.join(' or ')})`,
    ...(from !== null && fields.includes('end') ? [`${column('end')} >= ${from}`] : []),
    ...(fields.includes('start') ? [`${column('start')} <= ${to + longestWindow}`] : []),
  ];
  return [`(${parts.join(' and ')})`];
}

/** What goes into a query's text of an address; EMR has none of a node that never came to be. */
export function isAddress(text: string): boolean {
  return /^[0-9a-f.:]+$/.test(text);
}

/** What goes into a query's text: `eni-…` and `i-…` as EC2 gives them, and nothing else. */
export function isId(text: string): boolean {
  return /^(eni|i)-[0-9a-z]+$/.test(text);
}

/** SQL, for DuckDB and Athena. */
export function sqlScope(column: (name: string) => string): ScopeLanguage {
  const list = (texts: readonly string[]) => texts.map((each) => `'${each}'`).join(', ');
  return {
    column: (field) => column(columnOf(field)),
    among: (name, texts) => `${name} IN (${list(texts)})`,
    notAmong: (name, texts) => `${name} NOT IN (${list(texts)})`,
    equals: (name, text) => `${name} = '${text}'`,
  };
}

/** The language of CloudWatch Logs Insights. */
export function insightsScope(name: (field: string) => string): ScopeLanguage {
  const list = (texts: readonly string[]) => texts.map((each) => `"${each}"`).join(', ');
  return {
    column: name,
    among: (field, texts) => `${field} in [${list(texts)}]`,
    notAmong: (field, texts) => `${field} not in [${list(texts)}]`,
    equals: (field, text) => `${field} = "${text}"`,
  };
}
