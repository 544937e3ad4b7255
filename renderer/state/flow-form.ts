import { clusterIdSchema } from '../../shared/model/cluster';
import { athenaSourceSchema } from '../../shared/model/flow-source';
import type { FlowEngineName } from '../../shared/model/flows';

/** What a person types before a question: all of it text, as the fields hold it. */
export interface FlowForm {
  readonly engine: FlowEngineName;
  /** Fields of records without a header line; empty for the default format. */
  readonly format: string;
  readonly clusterId: string;
  /** As `datetime-local` has them, in UTC; empty for no end. */
  readonly from: string;
  readonly to: string;
  readonly location: string;
  readonly parquet: boolean;
  readonly output: string;
  readonly workgroup: string;
  readonly database: string;
  /** With blanks or commas between them. */
  readonly logGroups: string;
}

export type FlowProblemName =
  | 'location'
  | 'output'
  | 'workgroup'
  | 'database'
  | 'logGroups'
  | 'clusterId'
  | 'format'
  | 'from'
  | 'to'
  | 'place';

export const plainForm: FlowForm = {
  engine: 'local',
  format: '',
  clusterId: '',
  from: '',
  to: '',
  location: '',
  parquet: false,
  output: '',
  workgroup: 'primary',
  database: 'default',
  logGroups: '',
};

/** As AWS writes it, `${version} ${interface-id} …`, or plain names. */
const fieldList = /^[\s,]*((\$\{[a-z0-9-]+\}|[a-z][a-z0-9_-]*)([\s,]+|$))+$/i;

export function logGroupsOf({ logGroups }: FlowForm): string[] {
  return logGroups.split(/[\s,]+/).filter((name) => name !== '');
}

/** Seconds since 1970 of a field's time in UTC; null for an empty one. */
export function secondsOf(text: string): number | null {
  const milliseconds = Date.parse(`${text}Z`);
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000);
}

export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** What keeps a question from being asked. @param placed whether a region is chosen. */
export function flowProblems(form: FlowForm, placed: boolean): ReadonlySet<FlowProblemName> {
  const found = new Set<FlowProblemName>();
  const { engine } = form;
  const clusterId = form.clusterId.trim();
  const [from, to] = [secondsOf(form.from), secondsOf(form.to)];
  if (form.format.trim() !== '' && !fieldList.test(form.format)) found.add('format');
  if (clusterId !== '' && !clusterIdSchema.safeParse(clusterId).success) found.add('clusterId');
  if ((engine !== 'local' || clusterId !== '') && !placed) found.add('place');
  if (from !== null && to !== null && from >= to) found.add('to');
  if (engine === 'athena') {
    const { location, output, workgroup, database } = athenaSourceSchema.shape;
    if (!location.safeParse(form.location.trim()).success) found.add('location');
    if (form.output.trim() !== '' && !output.safeParse(form.output.trim()).success)
      found.add('output');
    if (!workgroup.safeParse(form.workgroup.trim()).success) found.add('workgroup');
    if (!database.safeParse(form.database.trim()).success) found.add('database');
  }
  if (engine === 'insights') {
    if (logGroupsOf(form).length === 0) found.add('logGroups');
    if (from === null) found.add('from');
    if (to === null) found.add('to');
  }
  return found;
}
