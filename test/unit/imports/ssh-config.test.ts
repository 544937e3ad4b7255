import { describe, expect, it } from 'vitest';
import { profileFromImport } from '../../../electron/imports/imported-profile';
import { config, read, readText } from './read-ssh-config';

describe('the tunnels of an ssh_config', () => {
  it('are its hosts: with a forward proposed, without one offered', async () => {
    const { tunnels } = await readText(
      'Host emr',
      '  HostName bastion.example.com',
      '  User ec2-user',
      '  DynamicForward 8157',
      '  LocalForward 10000 hive.internal:10000',
      '  RemoteForward *:9001 127.0.0.1:22',
      'Host plain',
      '  User u',
      'Host *.internal',
      '  User nobody',
    );
    expect(
      tunnels.map(({ draft, proposed }) => [
        draft.name,
        draft.kind,
        draft.listenAddress,
        draft.localPort,
        draft.forward?.host ?? null,
        proposed,
      ]),
    ).toEqual([
      ['emr', 'dynamic', '127.0.0.1', 8157, null, true],
      ['emr 10000', 'local', '127.0.0.1', 10000, 'hive.internal', true],
      ['emr 9001', 'remote', '', 9001, '127.0.0.1', true],
      ['plain', 'dynamic', '127.0.0.1', 8158, null, false],
    ]);
  });

  it('listen on this machine alone, and say so where the file opens them to others', async () => {
    const { tunnels, verdicts } = await readText('Host a', ' User u', ' DynamicForward *:8157');
    expect(verdicts['DynamicForward *:8157']).toBe('changed: loopback-only');
    expect(tunnels[0]?.draft.listenAddress).toBe('127.0.0.1');
    expect(tunnels[0]?.notes).toEqual([{ code: 'loopback-only', from: '*' }]);
  });

  it('pass the jump hosts, each with what its own block says and nothing of the target’s', async () => {
    const { tunnels } = await read({
      [config]: [
        'Host target',
        '  HostName 10.0.0.5',
        '  User hadoop',
        '  IdentityFile ~/.ssh/target',
        '  ProxyJump inner',
        '  DynamicForward 8157',
        'Host inner',
        '  HostName 10.0.0.4',
        '  User ec2-user',
        '  ProxyJump outer.example:2222',
        'Host outer.example',
        '  User gate',
        '  IdentityFile ~/.ssh/gate',
      ].join('\n'),
      '/home/ana/.ssh/gate': 'key',
    });
    const target = tunnels.find(({ draft }) => draft.name === 'target');
    expect(target?.draft.jumpHosts).toEqual([
      {
        host: 'outer.example',
        port: 2222,
        user: 'gate',
        authentication: 'key-file',
        keyFile: { path: '/home/ana/.ssh/gate', found: true },
      },
      { host: '10.0.0.4', port: 22, user: 'ec2-user', authentication: 'agent', keyFile: null },
    ]);
    expect(target?.proposed).toBe(true);
  });

  it('keep host keys under the alias a block names, for the bastion and for jump hosts', async () => {
    const { tunnels, verdicts } = await readText(
      'Host target',
      ' HostName 10.0.0.5',
      ' User u',
      ' HostKeyAlias Emr-Prod',
      ' ProxyJump inner',
      ' DynamicForward 8157',
      'Host inner',
      ' User u',
      ' HostKeyAlias gate',
      'Host bad',
      ' User u',
      ' HostKeyAlias *',
      ' DynamicForward 8158',
    );
    const [target] = tunnels;
    expect(target?.draft.bastion.hostKeyAlias).toBe('Emr-Prod');
    expect(target?.draft.jumpHosts[0]?.hostKeyAlias).toBe('gate');
    const imported = tunnels.map(({ draft }) => profileFromImport(draft));
    expect(imported[0]).toMatchObject({
      bastion: { hostKeyAlias: 'Emr-Prod' },
      jumpHosts: [{ hostKeyAlias: 'gate' }],
    });
    expect(tunnels.map(({ draft }) => draft.name)).toEqual(['target', 'inner']);
    expect(verdicts).toMatchObject({
      'HostKeyAlias Emr-Prod': 'taken',
      'HostKeyAlias *': 'refused: bad-value',
    });
  });

  it('that jump in a circle, or by a command, are offered and not proposed', async () => {
    const { tunnels, verdicts } = await readText(
      'Host a',
      ' User u',
      ' DynamicForward 8157',
      ' ProxyJump b',
      'Host b',
      ' User u',
      ' ProxyJump a',
      'Host c',
      ' User u',
      ' DynamicForward 8158',
      ' ProxyCommand aws ssm start-session --target %h',
    );
    expect(tunnels.map(({ proposed }) => proposed)).toEqual([false, false, false]);
    expect(verdicts['ProxyJump b']).toBe('left-out: jump-host-not-taken');
    expect(verdicts['ProxyCommand aws ssm start-session --target %h']).toBe(
      'left-out: command-not-taken',
    );
  });

  it('have every line judged', async () => {
    const { verdicts } = await readText(
      'Host a a;b',
      ' HostName one.example',
      ' HostName two.example',
      ' Port 70000',
      ' ServerAliveInterval 30',
      ' IdentityFile "unclosed',
      'Match exec "test -f /tmp/x"',
      ' User never',
      'Match localnetwork 10.0.0.0/8',
      ' User nor-this',
      'Host nobody-*',
      ' User unused',
    );
    expect(verdicts).toEqual({
      'Host a a;b': 'taken',
      'HostName one.example': 'taken',
      'HostName two.example': 'left-out: earlier-line-wins',
      'Port 70000': 'refused: bad-value',
      'ServerAliveInterval 30': 'left-out: not-used',
      'IdentityFile "unclosed': 'refused: malformed',
      'Match exec "test -f /tmp/x"': 'left-out: match-not-run',
      'User never': 'left-out: match-not-run',
      'Match localnetwork 10.0.0.0/8': 'left-out: match-not-judged',
      'User nor-this': 'left-out: match-not-run',
      'Host nobody-*': 'left-out: applies-to-none',
      'User unused': 'left-out: applies-to-none',
    });
  });

  it('say when a block that was not judged could have said more', async () => {
    const { tunnels } = await readText('Match exec "true"', ' Port 99', 'Host a', ' User u');
    expect(tunnels[0]?.notes).toContainEqual({ code: 'match-not-run' });
    expect(tunnels[0]?.draft.bastion.port).toBe(22);
  });
});
