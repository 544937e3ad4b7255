import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sshConfigCases } from '../support/ssh-config-cases';
import {
  culvertSays,
  forwardsOf,
  sshForwards,
  sshSays,
  writeConfig,
} from '../support/ssh-config-oracle';
import { temporaryFolder } from '../support/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-import-');
});
afterEach(() => folder.remove());

async function agree(files: Readonly<Record<string, string>>, aliases: readonly string[]) {
  const path = writeConfig(folder, files);
  const tunnels = await culvertSays(path);
  for (const alias of aliases) {
    const mine = tunnels.filter(({ name }) => name === alias || name.startsWith(`${alias} `));
    const said = sshSays(path, alias);
    const [first] = mine;
    expect(first, alias).toBeDefined();
    expect(
      {
        host: first?.host,
        port: String(first?.port),
        user: first?.user,
        alias: first?.hostKeyAlias?.toLowerCase(),
        forwards: forwardsOf(mine),
        jumps: first?.jumpHosts.length,
      },
      alias,
    ).toEqual({
      host: said.get('hostname')?.[0],
      port: said.get('port')?.[0],
      user: said.get('user')?.[0],
      alias: said.get('hostkeyalias')?.[0],
      forwards: sshForwards(said),
      jumps: said.get('proxyjump')?.[0]?.split(',').length ?? 0,
    });
  }
}

describe('what is read from ssh_config is what ssh itself reads', () => {
  it.each(sshConfigCases)('%s', async (_what, files, aliases) => {
    await agree(files, aliases);
  });
});

describe('a key file', () => {
  it('is the first of those ssh would try that is there', async () => {
    const path = writeConfig(folder, {
      config: 'Host a\n IdentityFile FOLDER/missing\n IdentityFile FOLDER/%r_key\n User ana\n',
      ana_key: 'not looked into',
    });
    const said = sshSays(path, 'a').get('identityfile') ?? [];
    const [tunnel] = await culvertSays(path);
    expect(said.map((each) => each.replace('%r', 'ana'))).toContain(tunnel?.keyPath);
    expect(tunnel?.keyPath).toBe(folder.file('ana_key'));
    expect(tunnel?.authentication).toBe('key-file');
  });
});

describe('a hostile file', () => {
  it('starts nothing: what ssh would run stays unrun', async () => {
    const canary = folder.file('canary');
    const touch = `touch ${canary}`;
    const path = writeConfig(folder, {
      config: [
        `Match exec "${touch}"`,
        '  Port 2700',
        'Host a',
        `  ProxyCommand ${touch}`,
        `  LocalCommand ${touch}`,
        '  PermitLocalCommand yes',
        `  KnownHostsCommand /usr/bin/${touch}`,
        `  HostName $(${touch})`,
        'Host b',
        `  User \`${touch}\``,
        'Host c',
        '  HostName c.example',
        `  ProxyCommand sh -c "${touch}"`,
      ].join('\n'),
    });
    const tunnels = await culvertSays(path);
    expect(tunnels.map(({ name, transport, proposed }) => ({ name, transport, proposed }))).toEqual(
      [{ name: 'c', transport: { kind: 'direct' }, proposed: false }],
    );
    expect(existsSync(canary)).toBe(false);
    // ssh itself proves that such a line is as dangerous as it looks.
    sshSays(writeConfig(folder, { config: `Match exec "${touch}"\n  Port 2700\n` }), 'c');
    expect(existsSync(canary)).toBe(true);
  });
});
