import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../electron/cli/command-names';
import { culvert } from '../support/cli';
import { cliBastion } from '../support/cli-bastion';
import { freePort } from '../support/ports';

const { dataDir, folder } = cliBastion();
const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** A run of the command line with its output led by the shell. */
function led(args: readonly string[], where: string) {
  const words = [process.execPath, entry, ...args];
  return spawnSync('bash', ['-c', `set -o pipefail; "$@" ${where}`, 'bash', ...words], {
    encoding: 'utf8',
    env: { ...process.env, CULVERT_DATA_DIR: dataDir, LANG: 'C' },
  });
}

describe('an output that does not take everything', () => {
  it('is told of, and in the exit code, when its disk is full', () => {
    const { status, stderr } = led(['export', 'foxyproxy'], '> /dev/full');
    expect(status).toBe(1);
    expect(stderr).toContain('ENOSPC');
  });

  it('is nobody’s failure when its reader has had enough', () => {
    const { status, stderr } = led(['export', 'foxyproxy'], '| true');
    expect(status).toBe(0);
    expect(stderr).toBe('');
  });
});

describe('help', () => {
  it.each(commandNames)(
    'is given behind %s, of that command alone, and nothing is done',
    async (name) => {
      for (const sign of ['--help', '-h']) {
        const asked = culvert([name, '--local-port', 'none', sign], { dataDir });
        expect(await asked.ended).toBe(0);
        expect(asked.stdout()).toMatch(new RegExp(`^culvert ${name}( |$)`));
        expect(
          asked
            .stdout()
            .match(/^ *culvert [a-z]+ /gm)
            ?.every((each) => each.includes(` ${name} `)),
        ).toBe(true);
        expect(asked.stderr()).toBe('');
      }
    },
  );
});

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
