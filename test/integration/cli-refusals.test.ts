import { describe, expect, it } from 'vitest';
import { culvert } from '../support/cli';
import { canary, cliBastion } from '../support/cli-bastion';
import { temporaryFolder } from '../support/temp-folder';

const { dataDir, folder, origin, upArgs } = cliBastion();

describe('culvert up, refused', () => {
  const rows: readonly (readonly [string, () => string[], number, string])[] = [
    ['an unknown host key', () => upArgs(), 4, 'host-key-unknown'],
    [
      'another host key than the one named',
      () => upArgs('--trust', `SHA256:${'A'.repeat(43)}`),
      4,
      'host-key-unknown',
    ],
    [
      'a key that is not there',
      () => upArgs('--identity', folder.file('nowhere'), '--accept-new'),
      3,
      'key-missing',
    ],
    [
      'a user the server does not know',
      () => upArgs('--user', 'nobody-here', '--accept-new'),
      5,
      'auth-refused',
    ],
    [
      'a name nobody knows',
      () => upArgs('--host', 'no-such-host.invalid'),
      6,
      'bastion-unresolvable',
    ],
    ['a port where nothing listens', () => upArgs('--port', '1'), 6, 'bastion-unreachable'],
    ['a web server', () => upArgs('--port', String(origin().port)), 6, 'not-ssh'],
    ['a local port in use', () => upArgs('--local-port', String(origin().port)), 7, 'port-in-use'],
    ['an unknown profile', () => ['up', '--json', '--profile', 'none such'], 2, 'profile-missing'],
  ];

  it.concurrent.each(rows)(
    '%s: exit code and one failed event',
    async (_what, args, code, failure) => {
      // A folder of its own each time: nothing trusted here may help another case.
      const own = temporaryFolder('culvert-cli-refused-');
      const outcome = culvert(args(), { dataDir: own.path, env: { CANARY: canary } });
      expect(await outcome.ended).toBe(code);
      const failed = outcome.events().filter((event) => event['event'] === 'failed');
      expect(failed).toMatchObject([{ code: failure, message: expect.stringMatching(/\w{3}/) }]);
      own.remove();
    },
  );

  it('a wrong passphrase is a key failure', async () => {
    const outcome = culvert(upArgs('--accept-new'), { dataDir, env: { CANARY: 'not it' } });
    expect(await outcome.ended).toBe(3);
    expect(outcome.events().at(-1)).toMatchObject({ event: 'failed', code: 'passphrase-wrong' });
  });

  it.concurrent.each([
    [['up', '--no-such-option'], /no-such-option/],
    [['up', '--host', 'a b', '--identity', 'k'], /--host/],
    [['up', '--host', 'h', '--identity', 'k', '--port', '99999'], /--port/],
    [['up', '--host', 'h', '--identity', 'k', '--allow', '10.0.0.0/99'], /--allow/],
    [['up', '--host', 'h', '--identity', 'k', '--trust', 'md5:00'], /--trust/],
    [['up', '--host', 'h', '--identity', 'k', '--passphrase-env', 'NOT_SET_ANYWHERE'], /NOT_SET/],
    [['up', '--host', 'h'], /--identity/],
    [['key'], /key file/],
    [['export', 'nothing'], /foxyproxy/],
    [['export', 'foxyproxy', '--for', 'netscape'], /--for/],
    [['export', 'pac', '--for', 'sh'], /--for/],
    [['export', 'ssh-config'], /--profile NAME or --host/],
    [['export', 'pac', '--vpc-cidr', '10.0.0.0/33'], /--vpc-cidr/],
    [['export', 'pac', '--domain', 'http://x'], /--domain/],
    [['fly'], /fly/],
  ])('%j: a word on what is wrong, exit 2', async (args, words) => {
    const outcome = culvert(args, { dataDir });
    expect(await outcome.ended).toBe(2);
    expect(outcome.stderr()).toMatch(words);
    expect(outcome.stdout()).toBe('');
  });
});
