import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedPackages } from '../../scripts/licences.mjs';

const checkout = join(import.meta.dirname, '../..');

describe('docs/licences.md', () => {
  it('holds every package that was built in', () => {
    const folder = join(checkout, 'dist');
    const maps = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.map'),
    );
    const sources = maps.flatMap((name): string[] => {
      const map: { sources: string[] } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return map.sources;
    });
    const built = new Set(
      sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
    );
    expect(built.size).toBeGreaterThan(5);
    const listed = new Set(shippedPackages().map(({ name }) => name));
    expect([...built].filter((name) => !listed.has(name))).toEqual([]);
  });
});
