import type { FlowWords } from './words';

const whose = { master: '主节点', slave: '核心和任务节点', unknown: '这些节点' };

export const simplifiedChineseFlows: FlowWords = {
  line: (file, line) => `${file} 第 ${line} 行`,
  times: (count) => `另有 ${count - 1} 行同样如此`,
  problems: {
    truncated: () =>
      '压缩文件在此处中断，并不完整。之前的内容已读取；如需其余部分，请重新复制该文件。',
    corrupt: (detail) =>
      `文件从此处开始损坏（${detail}）。之前的内容已读取；如需其余部分，请重新复制该文件。`,
    'wrong-columns': (detail) =>
      `字段数与格式不符（${detail}）。已跳过此行。请确认是否为其他格式的日志。`,
    'not-a-number': (detail) => `${detail} 不是数字。已跳过此行。`,
    'not-flow-log': (detail) => `这不是 VPC 流日志（看起来是：${detail}）。已跳过该文件。`,
    'format-unknown': (detail) =>
      `没有标题行，且这 ${detail} 个字段与默认格式不符。请在“没有标题行的记录的字段”（命令行：--format）中说明各字段。`,
    'columns-missing': (detail) => `格式中缺少 ${detail}，无法判断通信双方。已跳过该文件。`,
    empty: () => '没有内容。',
    unreadable: (detail) => `无法读取（${detail}）。`,
    'rows-cut': (detail) =>
      `Logs 一次最多给出 10,000 行，而以下各秒内的行数更多：${detail}（UTC）。其余的行缺失。请指定集群，或用 Athena 查询 S3 中的日志。`,
  },
  tooManyRules: ({ group, count, limit, groups, groupLimit }) =>
    `为${whose[group ?? 'unknown']}建议了 ${count} 条出站规则，而一个安全组在未提高配额时只接受 ${limit} 条：其余的会被 AWS 拒绝。` +
    '请在安全的前提下让一条规则覆盖更大的地址或端口范围，' +
    (groups > groupLimit
      ? `或提高配额：一个网络接口可用的 ${groupLimit} 个安全组也容纳不下全部规则。`
      : `或把规则分散到 ${groups} 个安全组（一个网络接口最多 ${groupLimit} 个），或提高配额。`) +
    '自建的前缀列表没有帮助：它按最大条目数计算。',
  untimed: {
    files: (count) =>
      `有 ${count} 个文件的格式缺少“start”或“end”字段：无法按时间范围筛选，其中所有记录都已读取。`,
    athena: '格式缺少“start”或“end”字段：时间范围只能按整天筛选。',
  },
  nothing: {
    local: '没有符合问题的记录。请检查时间范围，并确认这些是该网络的流日志。',
    athena:
      'Athena 在该位置没有找到记录。位置必须是存放年份的文件夹：…/vpcflowlogs/REGION；使用 Hive 兼容分区的日志则为 …/aws-region=REGION。另请检查文件是否为 Parquet 以及时间范围。',
    insights:
      'Logs 没有找到记录。请检查日志组及其区域、时间范围；如果日志有自己的格式，还请检查字段。',
  },
};
