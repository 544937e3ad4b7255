import { describe, expect, it } from 'vitest';
import { importLimits } from '../../../shared/model/import-limits';
import { config, read, readText } from './read-ssh-config';

describe('a hostile ssh_config', () => {
  const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n-----END OPENSSH PRIVATE KEY-----\n';
  const foreign = '/home/ana/downloads/config';

  it('from elsewhere has no file outside its folder read', async () => {
    const { files, lines } = await read(
      {
        [foreign]:
          'Include /etc/passwd ~/.ssh/config ../secrets\nInclude conf.d/own\nHost a\n User u',
        '/etc/passwd': 'root:x:0:0',
        '/home/ana/secrets': 'x',
        '/home/ana/downloads/conf.d/own': 'Port 2022',
        [config]: 'Host mine',
      },
      foreign,
    );
    expect(files.opened).toEqual(['/home/ana/downloads/conf.d/own']);
    expect(lines.map(({ why }) => why?.code ?? null)).toContain('include-outside');
  });

  it('has a key named as settings refused, and nothing of it shown', async () => {
    const preview = await read({
      [config]: 'Include id_ed25519\nHost a\n User u',
      '/home/ana/.ssh/id_ed25519': key,
    });
    expect(preview.verdicts['Include id_ed25519']).toBe('refused: include-unreadable');
    expect(JSON.stringify(preview.lines)).not.toContain('secret');
  });

  it('names a key that is looked for and never opened', async () => {
    const { files, tunnels } = await read({
      [config]: 'Host a\n User u\n IdentityFile ~/.ssh/id_ed25519',
      '/home/ana/.ssh/id_ed25519': key,
    });
    expect(files.opened).toEqual([]);
    expect(tunnels[0]?.draft.keyFile).toEqual({ path: '/home/ana/.ssh/id_ed25519', found: true });
  });

  it.each(['\\\\\\\\evil.example\\\\share\\\\key', '//evil.example/share/key'])(
    'with a path to another machine (%s) is not looked for at all',
    async (path) => {
      const { files, lines } = await readText('Host a', ' User u', ` IdentityFile ${path}`);
      expect(files.lookedFor).toEqual([]);
      expect(lines.at(-1)).toMatchObject({ verdict: 'refused', why: { code: 'network-path' } });
    },
  );

  it('that includes itself, or others without end, comes to an end', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `/home/ana/.ssh/c${at}`,
        `Include c${at + 1}\nHost h${at}`,
      ]),
    );
    const { lines, files } = await read({
      ...chain,
      [config]: 'Include config\nInclude c0\nHost a',
    });
    expect(lines.map(({ why }) => why?.code)).toContain('include-loop');
    expect(lines.map(({ why }) => why?.code)).toContain('include-too-deep');
    expect(files.opened.length).toBeLessThan(importLimits.depth + 2);
  });

  it('that doubles at every level is cut off at a number of files', async () => {
    const tree = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `/home/ana/.ssh/d${at}`,
        `Include d${at + 1}\nInclude d${at + 1}`,
      ]),
    );
    const { files, lines } = await read({ ...tree, [config]: 'Include d0\nHost a' });
    expect(files.opened.length).toBeLessThanOrEqual(importLimits.files);
    expect(lines.map(({ why }) => why?.code)).toContain('too-many');
  });

  it('cannot reach a prototype or show control characters', async () => {
    const { tunnels, lines } = await readText(
      'Host __proto__ constructor toString',
      ' User __proto__',
      ' __proto__ polluted',
      ' constructor \u001b[2J\u202ehidden',
    );
    expect(tunnels.map(({ draft }) => draft.name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.stringify(lines)).not.toMatch(/\\u001b|\u202e/);
  });

  it('with a line beyond all use keeps the rest', async () => {
    const { tunnels, lines } = await readText(`User ${'u'.repeat(5_000)}`, 'Host a', ' User ana');
    expect(lines[0]).toMatchObject({ verdict: 'refused', why: { code: 'too-long' } });
    expect(tunnels[0]?.draft.bastion.user).toBe('ana');
  });
});
