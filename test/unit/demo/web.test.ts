import { describe, expect, it } from 'vitest';
import { demoCluster } from '../../../electron/demo/demo-cluster';
import { sites } from '../../../electron/demo/private-network';
import {
  demoNotice,
  duration,
  escapeHtml,
  moment,
  wholePage,
} from '../../../electron/demo/web/page';

const now = Date.UTC(2026, 10, 22, 9, 30);
const cluster = demoCluster(now);

describe('the pages of the demonstration', () => {
  it('say what they are before anything else', () => {
    for (const site of sites) {
      const first = site.answer('/', cluster);
      const start = first.kind === 'redirect' ? site.answer(first.to, cluster) : first;
      if (start.kind !== 'page') throw new Error(`${site.name} has no start page`);
      const body = start.html.slice(start.html.indexOf('<body>'));
      expect(body.replace(/<[^>]*>/g, ' ').trim()).toMatch(new RegExp(`^${demoNotice}`));
    }
  });

  it('escape what is put into them', () => {
    const [site] = sites;
    if (site === undefined) throw new Error('no site');
    const parts = { node: site.node, port: 1, style: '', content: '' };
    expect(wholePage({ ...parts, title: `</title><i>&"'` })).not.toContain('<i>');
    expect(escapeHtml(`<&>"'`)).toBe('&lt;&amp;&gt;&quot;&#39;');
  });
});

describe('the cluster of the demonstration', () => {
  it('has a past, newest first, and something at work', () => {
    const starts = cluster.applications.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    for (const { startedAt, finishedAt } of cluster.applications) {
      expect(startedAt).toBeGreaterThan(cluster.startedAt);
      expect(finishedAt ?? now).toBeLessThanOrEqual(now);
      expect(finishedAt ?? now).toBeGreaterThan(startedAt);
    }
    expect(cluster.applications.filter(({ state }) => state === 'RUNNING')).toHaveLength(1);
    expect(new Set(cluster.applications.map(({ id }) => id)).size).toBe(
      cluster.applications.length,
    );
  });

  it('shows times as the servers do', () => {
    expect(moment(now)).toBe('2026-11-22 09:30:00 UTC');
    expect(duration(71 * 60_000)).toBe('1 h 11 min');
    expect(duration(6 * 60_000)).toBe('6 min');
  });
});
