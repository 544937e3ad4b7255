/** The window's words for flow logs, in English. */
export const enFlows = {
  title: 'Flow logs',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose folder',
  stop: 'Cancel',
  again: 'Read again',
  another: 'Another question',
  summary: (records: string, files: number, span: string) =>
    `${records} records in ${files} ${files === 1 ? 'file' : 'files'}${span === '' ? '' : `, ${span}`}`,
  reading: 'Reading flow logs',
  preparing: 'Looking at the files…',
  empty: {
    title: 'See what your nodes really open',
    text: 'Drop VPC flow logs here: single files, or a whole copy of the bucket. Culvert finds who opened each connection, names the AWS service behind the address, and proposes the outbound rules that are enough.',
    stays: 'The files stay on this computer.',
    how: 'No flow logs yet? Enable them for the subnet of the cluster',
    steps: [
      'All traffic, one-minute windows, to S3 as Parquet. For a short look, CloudWatch Logs do too.',
      'This format says who opened a connection. AWS’s default format works as well, with less certainty.',
      'Let it run over one start of the cluster: launch needs more than a quiet day does.',
    ],
    copy: 'Copy command',
    drop: 'Drop to read',
    formatHint: 'Leave empty for the default format',
  },
  source: {
    label: 'Where the records are',
    engines: { local: 'Files', athena: 'Athena', insights: 'Logs Insights' },
    notes: {
      local:
        'Read on this computer: text, gzip or Parquet. AWS is asked only when a cluster is named.',
      athena:
        'Athena reads flow logs in S3 where they lie. It says what it expects to read and what that costs, and waits for you.',
      insights:
        'CloudWatch Logs Insights reads a log group over a span of time, four to eight times for one question. Logs bills for every gigabyte each time: keep the span short.',
    },
    fields: {
      location: 'Place in S3',
      output: 'Place of the results',
      workgroup: 'Workgroup',
      database: 'Database',
      logGroups: 'Log groups',
      clusterId: 'Cluster',
      from: 'From (UTC)',
      to: 'To (UTC)',
      format: 'Fields of records without a header line',
    },
    outputHint: 'Leave empty for the workgroup’s own',
    clusterHint: 'Names its nodes, and judges by the rules it needs. Empty: every interface.',
    parquet: 'The files are Parquet',
    ask: { local: 'Read', athena: 'Ask Athena', insights: 'Ask Logs Insights' },
    problems: {
      location: 'An address such as s3://bucket/AWSLogs/…/vpcflowlogs/region.',
      output: 'An address such as s3://bucket/results/.',
      workgroup: 'Athena needs a workgroup.',
      database: 'Athena needs a database.',
      logGroups: 'Name at least one log group.',
      clusterId: 'A cluster id such as j-2AXXXXXXGAPLF.',
      place: 'Choose a region above first.',
      from: 'Logs Insights needs a beginning.',
      to: 'An end after the beginning.',
      format: 'Fields as the flow log has them.',
    },
  },
  ranges: {
    fetch: 'Fetch AWS address ranges',
    help: 'Fetches AWS’s published list of addresses (ip-ranges.json) over https and keeps it. It names services that the records do not.',
    fetched: (day: string) => `Address ranges of ${day} are kept.`,
  },
  price: {
    title: 'Athena is ready to read',
    known: (size: string, dollars: string) =>
      `It expects to read ${size}, which costs ${dollars} USD.`,
    unknown: 'How much it will read is not known beforehand.',
    rate: (dollars: number) => `Athena bills ${dollars} USD a terabyte in most regions.`,
    before: 'Nothing has been read yet, and cancelling costs nothing.',
    run: 'Run the query',
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
    ranges: (day: string) =>
      `Services without a name in the records are named by AWS’s address ranges of ${day}`,
    shippedRanges: (day: string) =>
      `S3 and DynamoDB are named by address ranges of ${day}; fetch AWS’s for those of today and all services`,
    skipped: (count: string) =>
      `${count} windows were skipped by AWS: traffic in them is not known`,
    leftOut: (count: string) => `${count} records of that time are of no node of the cluster`,
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
