import { webInterfaces } from './cluster-pages';
import type { PresignedPage } from './presigned-page';

const byInterface: Readonly<Record<string, PresignedPage>> = {
  'yarn-rm': 'ResourceManager',
  'spark-history': 'SparkHistoryServer',
  'yarn-timeline': 'YarnTimelineService',
  'tez-ui': 'TezUI',
  'mr-jobhistory': 'JobHistoryServer',
};

function pagesByPort(): Map<number, PresignedPage> {
  const pages = new Map<number, PresignedPage>();
  for (const { id, listeners } of webInterfaces) {
    const page = byInterface[id];
    if (page === undefined) continue;
    for (const { port } of listeners) pages.set(port, page);
  }
  return pages;
}

const byPort = pagesByPort();

/** What EMR can hand out instead of a page, by the port of its address; null for most. */
export function presignedInstead(url: string): PresignedPage | null {
  return byPort.get(Number(new URL(url).port)) ?? null;
}
