import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { culvert } from '../support/cli';
import { cliBastion } from '../support/cli-bastion';
import { freePort } from '../support/ports';

const { dataDir, folder } = cliBastion();

describe('culvert key and export', () => {
  it('key prints what the file is', async () => {
    const outcome = culvert(['key', folder.file('key.ppk'), '--json'], { dataDir });
    expect(await outcome.ended).toBe(0);
    const printed = execFileSync('puttygen', ['-l', folder.file('key.ppk')], { encoding: 'utf8' });
    const [facts] = outcome.events();
    expect(facts).toMatchObject({
      format: 'ppk3',
      type: 'ecdsa-sha2-nistp256',
      bits: 256,
      comment: 'cli',
      encrypted: true,
    });
    expect(printed).toContain(String(facts?.['fingerprint']));
  });

  it('export writes the three forms', async () => {
    const port = await freePort();
    for (const [form, sign] of [
      ['current', '"type": "socks5"'],
      ['legacy-json', '"port": '],
      ['xml', `port="${port}"`],
    ] as const) {
      const args = ['export', 'foxyproxy', '--for', form, '--local-port', String(port)];
      const outcome = culvert([...args, '--out', folder.file(`out-${form}`)], { dataDir });
      expect(await outcome.ended).toBe(0);
      const printed = culvert(args, { dataDir });
      expect(await printed.ended).toBe(0);
      expect(printed.stdout()).toContain(sign);
      expect(readFileSync(folder.file(`out-${form}`), 'utf8')).toBe(printed.stdout());
    }
  });
});
