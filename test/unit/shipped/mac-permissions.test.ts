import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('FLT-10: macOS is given words for why Culvert reaches into the local network', () => {
  const settings = readFileSync(join(import.meta.dirname, '../../../electron-builder.yml'), 'utf8');
  const [, mac = ''] = /^mac:\n((?: +.*\n)+)/m.exec(settings) ?? [];
  const [, words] = /^ {2}extendInfo:\n {4}NSLocalNetworkUsageDescription: (.+)$/m.exec(mac) ?? [];
  expect(words).toMatch(/^Culvert .*bastions.* on your own network .*\.$/);
});
