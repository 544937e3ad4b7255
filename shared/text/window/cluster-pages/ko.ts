import type { ClusterPagesText } from './en';

/** The window's words for pages that a cluster has beside a tunnel's own, in Korean. */
export const koClusterPages: ClusterPagesText = {
  title: '이 클러스터의 다른 페이지',
  reading: '클러스터에 어떤 페이지가 있는지 AWS에 조회하는 중…',
  none: '위의 페이지 외에 다른 페이지가 없습니다.',
  more: (count: number) => `… 외 ${count}개. YARN과 HDFS 페이지에 링크가 있습니다.`,
  check: '이 페이지 확인',
  presigned: 'AWS를 통해 열기',
  preparing: 'AWS에서 준비 중…',
  presignedHint: 'EMR은 터널 없이 인터넷으로 이 페이지를 보여 줄 수 있습니다.',
};
