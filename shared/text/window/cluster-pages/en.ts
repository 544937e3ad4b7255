/** The window's words for pages that a cluster has beside a tunnel's own, in English. */
export const enClusterPages = {
  title: 'More pages of this cluster',
  reading: 'Asking AWS which pages the cluster has…',
  none: 'The cluster has no pages beside those above.',
  more: (count: number) => `… and ${count} more. The pages of YARN and HDFS link to them.`,
  check: 'Check these',
  presigned: 'Open through AWS',
  preparing: 'AWS prepares it…',
  presignedHint: 'EMR can show this page over the internet, without the tunnel.',
};

/** These words, whichever language they are in. */
export type ClusterPagesText = typeof enClusterPages;
