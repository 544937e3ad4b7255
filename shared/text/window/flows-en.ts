/** The window's words for flow logs, in English. */
export const enFlows = {
  title: 'Flow logs',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose folder',
  stop: 'Cancel',
  again: 'Read again',
  summary: (records: string, files: number, span: string) =>
    `${records} records in ${files} ${files === 1 ? 'file' : 'files'}${span === '' ? '' : `, ${span}`}`,
  reading: 'Reading flow logs',
  preparing: 'Looking at the files…',
  empty: {
    title: 'See what your nodes really open',
    text: 'Drop VPC flow logs here: single files, or a whole copy of the bucket. Culvert finds who opened each connection, names the AWS service behind the address, and proposes the outbound rules that are enough. The files stay on this computer.',
    how: 'No flow logs yet? Enable them for the subnet of the cluster',
    steps: [
      'All traffic, one-minute windows, to S3 as Parquet. For a short look, CloudWatch Logs do too.',
      'This format says who opened a connection. AWS’s default format works as well, with less certainty.',
      'Let it run over one start of the cluster: launch needs more than a quiet day does.',
    ],
    copy: 'Copy command',
    drop: 'Drop to read',
    format: 'Fields of files without a header line',
    formatHint: 'Leave empty for the default format',
    region: 'Region',
  },
  verdicts: {
    all: 'All',
    allowed: 'Allowed',
    missing: 'Missing',
    unused: 'Unused',
    rejected: 'Rejected',
    undecided: 'Undecided',
  },
  verdictHelp: {
    all: 'Every destination',
    allowed:
      'Seen, and covered by the smallest rules; or opened from outside, which needs no outbound rule',
    missing: 'Seen, and would break under the smallest rules: add the rule',
    unused: 'A rule that nothing used in this time',
    rejected: 'Refused by a security group, a network ACL or block public access',
    undecided: 'The records do not say who opened it',
  },
  tabs: { label: 'Views', table: 'Table', picture: 'Picture', problems: 'Problems' },
  columns: {
    verdict: 'Verdict',
    group: 'Node group',
    initiator: 'Opened by',
    destination: 'Far side',
    service: 'Service',
    port: 'Port',
    bytes: 'Bytes',
    records: 'Records',
    rule: 'Outbound rule',
  },
  initiators: { node: 'Node', peer: 'Far side', unknown: 'Not known' },
  groups: { primary: 'Primary', core: 'Core', task: 'Task' },
  shown: (shown: number, all: number) => `${shown} of ${all} rows`,
  showMore: 'Show more',
  none: 'No destination with this verdict.',
  nothing: {
    title: 'No record could be read',
    text: 'What is wrong with each file stands below.',
  },
  facts: {
    skipped: (count: string) =>
      `${count} windows were skipped by AWS: traffic in them is not known`,
    undecided: (count: string) => `${count} records without a known initiator`,
    malformed: (count: string) => `${count} lines are no records`,
    noFlags: 'No TCP flags in these records: initiators rest on ports and times',
    launch: (needs: string) => `Kept for the next start of nodes, though unused now: ${needs}`,
    problems: (count: number) => `${count} ${count === 1 ? 'problem' : 'problems'} in the files`,
  },
  picture: {
    label: 'Traffic from node groups to services, wider for more bytes',
    others: 'Everything else',
    unnamed: 'Not AWS',
  },
  export: {
    label: 'Export',
    csv: 'Table as CSV',
    parquet: 'Table as Parquet',
    terraform: 'Rules as Terraform',
    cli: 'Rules as AWS CLI commands',
    saved: (name: string) => `Saved ${name}.`,
  },
};

export type FlowsText = typeof enFlows;
