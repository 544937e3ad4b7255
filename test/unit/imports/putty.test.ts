import { describe, expect, it } from 'vitest';
import { decode } from '../../../electron/imports/decode';
import { readForwardings } from '../../../electron/imports/putty/forwardings';
import { readPutty } from '../../../electron/imports/putty/read-putty';
import { registrySessions } from '../../../electron/imports/putty/session-sources';
import { settle } from '../../../electron/imports/settle';
import { importPreviewSchema } from '../../../shared/model/import-preview';
import { memoryFiles } from './memory-files';

async function read(text: string) {
  const found = readPutty(registrySessions('sessions.reg', text));
  return importPreviewSchema.parse(await settle('putty', found, [], memoryFiles({})));
}

const root = 'HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions';

describe('PuTTY’s registry', () => {
  it('exported, in UTF-16, gives sessions with their forwards', async () => {
    const exported = [
      'Windows Registry Editor Version 5.00',
      '',
      `[${root}]`,
      `[${root}\\EMR%20nightly]`,
      '"HostName"="ec2-user@bastion.example.com"',
      '"PortNumber"=dword:000008ae',
      '"Protocol"="ssh"',
      '"PublicKeyFile"="C:\\\\Keys\\\\emr.ppk"',
      '"PortForwardings"="D8157=,L10000=hive.internal:10000"',
      '"LocalPortAcceptAll"=dword:00000001',
      '"ProxyPassword"="hunter2"',
      `[${root}\\telnet%20box]`,
      '"HostName"="box"',
      '"Protocol"="telnet"',
      '[HKEY_CURRENT_USER\\Software\\Other\\Sessions\\x]',
      '"HostName"="elsewhere"',
    ].join('\r\n');
    const decoded = decode(Buffer.from(`\ufeff${exported}`, 'utf16le'));
    const { tunnels, lines } = await read(decoded.ok ? decoded.text : '');
    expect(tunnels.map(({ draft }) => [draft.name, draft.kind, draft.localPort])).toEqual([
      ['EMR nightly', 'dynamic', 8157],
      ['EMR nightly 10000', 'local', 10000],
    ]);
    expect(tunnels[0]?.draft.bastion).toEqual({
      host: 'bastion.example.com',
      port: 2222,
      user: 'ec2-user',
    });
    expect(tunnels[0]?.draft.keyFile).toEqual({ path: 'C:\\Keys\\emr.ppk', found: false });
    expect(tunnels[0]?.notes).toContainEqual({ code: 'loopback-only', from: '0.0.0.0' });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines.map(({ why }) => why?.code)).toContain('not-ssh');
  });

  it('as reg query prints it gives the same', async () => {
    const { tunnels } = await read(
      [
        '',
        `${root}\\%EC%84%9C%EC%9A%B8`,
        '    HostName    REG_SZ    bastion.example.com',
        '    PortNumber    REG_DWORD    0x16',
        '    UserName    REG_SZ    ec2-user',
        '    PortForwardings    REG_SZ    D8157=',
        '    ProxyMethod    REG_DWORD    0x2',
        '    ProxyHost    REG_SZ    proxy.example',
        '    ProxyPort    REG_DWORD    0x438',
        '    ProxyUsername    REG_SZ',
        '',
      ].join('\r\n'),
    );
    expect(tunnels).toHaveLength(1);
    expect(tunnels[0]?.draft).toMatchObject({
      name: '서울',
      localPort: 8157,
      transport: [{ kind: 'socks-proxy', host: 'proxy.example', port: 1080, user: null }],
    });
  });

  it('with a command as proxy says so, and proposes nothing', async () => {
    const { tunnels, lines } = await read(
      `[${root}\\x]\n"HostName"="h"\n"PortForwardings"="D8157="\n"ProxyMethod"=dword:5\n"ProxyTelnetCommand"="calc.exe"`,
    );
    expect(tunnels[0]?.proposed).toBe(false);
    expect(tunnels[0]?.draft.transport).toEqual([{ kind: 'direct' }]);
    expect(lines.map(({ why }) => why?.code)).toContain('command-not-taken');
  });
});

describe('PortForwardings', () => {
  it.each([
    ['D8157=,', [{ kind: 'dynamic', address: null, port: 8157, forward: null }]],
    ['4D127.0.0.1:8157=', [{ kind: 'dynamic', address: '127.0.0.1', port: 8157, forward: null }]],
    ['L8080=D', [{ kind: 'dynamic', address: null, port: 8080, forward: null }]],
    [
      'L8080=[fd00::7]:80',
      [{ kind: 'local', address: null, port: 8080, forward: { host: 'fd00::7', port: 80 } }],
    ],
    [
      '6R[::1]:9000=host\\:22',
      [{ kind: 'remote', address: '::1', port: 9000, forward: { host: 'host', port: 22 } }],
    ],
    ['D0=,D99999=,X1=,L1=nowhere', [null, null, null, null]],
    ['', []],
  ])('%j', (text, forwards) => {
    expect(readForwardings(text)).toEqual(forwards);
  });
});
