import type { ClusterPagesText } from './en';

/** The window's words for pages that a cluster has beside a tunnel's own, in Simplified Chinese. */
export const zhCnClusterPages: ClusterPagesText = {
  title: '此集群的其他页面',
  reading: '正在向 AWS 查询该集群有哪些页面…',
  none: '除以上页面外，该集群没有其他页面。',
  more: (count: number) => `… 另有 ${count} 个。YARN 和 HDFS 页面上有它们的链接。`,
  check: '检查这些页面',
  presigned: '通过 AWS 打开',
  preparing: 'AWS 正在准备…',
  presignedHint: 'EMR 可以不经隧道、通过互联网显示此页面。',
};
