import type { FlowWords } from './words';

const whose = {
  master: 'the primary node',
  slave: 'core and task nodes',
  unknown: 'these nodes',
};

export const englishFlows: FlowWords = {
  line: (file, line) => `${file}, line ${line}`,
  times: (count) => `and ${count - 1} more lines like it`,
  problems: {
    truncated: () =>
      'the compressed file ends here, before its end. What came before was read; copy the file again for the rest.',
    corrupt: (detail) =>
      `the file is damaged from here on (${detail}). What came before was read; copy the file again for the rest.`,
    'wrong-columns': (detail) =>
      `not as many fields as the format has (${detail}). The line was left out. Is it another format?`,
    'not-a-number': (detail) => `${detail} is not a number. The line was left out.`,
    'not-flow-log': (detail) =>
      `this is no VPC flow log (it looks like: ${detail}). The file was left out.`,
    'format-unknown': (detail) =>
      `no header line, and the ${detail} fields are not those of the default format. Say which they are under “Fields of records without a header line” (command line: --format).`,
    'columns-missing': (detail) =>
      `the format lacks ${detail}, without which nobody can say who spoke with whom. The file was left out.`,
    empty: () => 'nothing in it.',
    unreadable: (detail) => `could not be read (${detail}).`,
    'rows-cut': (detail) =>
      `Logs gives no more than 10,000 rows at once, and there were more in these seconds: ${detail} (UTC). The rest is missing. Name a cluster, or have Athena read the logs in S3.`,
  },
  tooManyRules: ({ group, count, limit, groups, groupLimit }) =>
    `${count} outbound rules are proposed for ${whose[group ?? 'unknown']}, and a security group takes ${limit} unless its quota was raised: AWS will refuse the rest. ` +
    'Let one rule take a wider range of addresses or ports where that is safe, ' +
    (groups > groupLimit
      ? `or have the quota raised: the ${groupLimit} groups that a network interface takes would not hold them all. `
      : `spread the rules over ${groups} groups (a network interface takes ${groupLimit}), or have the quota raised. `) +
    'A prefix list of your own saves nothing: it counts with its maximum number of entries.',
  untimed: {
    files: (count) =>
      `The format of ${count} ${count === 1 ? 'file' : 'files'} lacks “start” or “end”: the span of time could not be kept to, and every record there was read.`,
    athena:
      'The format lacks “start” or “end”: the span of time could be kept to only by whole days.',
  },
  nothing: {
    local:
      'No record fits the question. Check the span of time, and whether these are the flow logs of that network.',
    athena:
      'Athena found no record there. The place has to be the folder that holds the years: …/vpcflowlogs/REGION, or …/aws-region=REGION for logs with Hive-compatible partitions. Check also whether the files are Parquet, and the span of time.',
    insights:
      'Logs found no record. Check the log group and its region, the span of time, and the fields where the log has a format of its own.',
  },
};
