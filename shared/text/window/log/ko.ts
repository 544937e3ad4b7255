import type { enLog } from './en';

/** The window's words about the log, in Korean. */
export const koLog: typeof enLog = {
  title: '로그',
  filter: '필터',
  level: '수준',
  levels: { info: '모두', warning: '경고와 오류', error: '오류만' },
  levelNames: { info: '정보', warning: '경고', error: '오류' },
  tunnel: '터널',
  allTunnels: '모든 터널',
  app: 'Culvert',
  copy: '복사',
  copied: (lines) => `${lines}줄을 복사했습니다.`,
  copiedLast: (lines) => `마지막 ${lines}줄만 복사했습니다. 더는 들어가지 않습니다.`,
  empty: '아직 아무 일도 없었습니다.',
  nothingFits: '필터에 맞는 줄이 없습니다.',
  shown: (shown, all) => `${all}줄 중 ${shown}줄`,
  latest: '최신으로 가기',
  lines: '로그 줄',
};
