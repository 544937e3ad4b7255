import type { enLog } from './en';

/** The window's words about the log, in Simplified Chinese. */
export const zhCnLog: typeof enLog = {
  title: '日志',
  filter: '筛选',
  level: '级别',
  levels: { info: '全部', warning: '警告和错误', error: '仅错误' },
  levelNames: { info: '信息', warning: '警告', error: '错误' },
  tunnel: '隧道',
  allTunnels: '所有隧道',
  app: 'Culvert',
  copy: '复制',
  copied: (lines) => `已复制 ${lines} 行。`,
  copiedLast: (lines) => `已复制最后 ${lines} 行，其余放不下。`,
  empty: '还没有发生任何事。',
  nothingFits: '没有符合筛选的行。',
  shown: (shown, all) => `${all} 行中的 ${shown} 行`,
  latest: '跳到最新',
  lines: '日志行',
};
