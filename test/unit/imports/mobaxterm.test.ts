import { describe, expect, it } from 'vitest';
import { readMobaXterm } from '../../../electron/imports/mobaxterm/read-mobaxterm';
import { settle } from '../../../electron/imports/settle';
import { importPreviewSchema } from '../../../shared/model/import-preview';
import { memoryFiles, verdictsOf } from './memory-files';

async function read(lines: readonly string[], contents: Readonly<Record<string, string>> = {}) {
  const files = memoryFiles(contents);
  const found = readMobaXterm(lines.join('\r\n'), 'MobaXterm.ini', files);
  const preview = importPreviewSchema.parse(await settle('mobaxterm', found, [], files));
  return { ...preview, verdicts: verdictsOf(found) };
}

const noKey = 'No SSH key selected';
const noProxy = 'No proxy selected';

describe('tunnels of MobaSSHTunnel', () => {
  it('come with kind, ways and ports; what listened for everybody listens for this machine', async () => {
    const { tunnels, lines } = await read(
      [
        '[PortForwarding]',
        `0001.EMR nightly=Dynamic;ec2-user@bastion.example.com:22;-:0;8157;0;_ProfileDir_\\.ssh\\emr.ppk;0.0.0.0;${noProxy};0`,
        `0002.Hive=Local;ec2-user@bastion.example.com:2222;hive.internal:10000;10000;0;${noKey};127.0.0.1;Http,proxy.example,3128;0`,
        `0003.Back=Remote;ana@bastion:22;127.0.0.1:22;9001;0;${noKey};;${noProxy};0`,
      ],
      { '/home/ana/.ssh/emr.ppk': 'key' },
    );
    expect(lines.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, 'changed'],
      [3, 'taken'],
      [4, 'taken'],
    ]);
    expect(tunnels[0]?.draft).toMatchObject({
      name: 'EMR nightly',
      kind: 'dynamic',
      bastion: { host: 'bastion.example.com', port: 22, user: 'ec2-user' },
      authentication: 'key-file',
      keyFile: { path: '/home/ana/.ssh/emr.ppk', found: true },
      listenAddress: '127.0.0.1',
      localPort: 8157,
      forward: null,
    });
    expect(tunnels[0]?.notes).toEqual([{ code: 'loopback-only', from: '0.0.0.0' }]);
    expect(tunnels[1]?.draft).toMatchObject({
      kind: 'local',
      authentication: 'password',
      forward: { host: 'hive.internal', port: 10000 },
      transport: [{ kind: 'http-proxy', host: 'proxy.example', port: 3128, user: null }],
    });
    expect(tunnels[2]?.draft).toMatchObject({ kind: 'remote', listenAddress: 'localhost' });
  });

  it.each([
    ['0001.a=Dynamic;u@h:22', 'refused: malformed'],
    ['0001.a=constructor;u@h:22;-:0;8157;0;;;;0', 'refused: malformed'],
    ['0001.a=Dynamic;u@h h:22;-:0;8157;0;;;;0', 'refused: bad-value'],
    ['0001.a=Dynamic;u@h:22;-:0;0;0;;;;0', 'refused: bad-value'],
    ['0001.a=Local;u@h:22;-:0;8157;0;;;;0', 'refused: malformed'],
    ['0001.a=Dynamic;u@h:22;-:0;8157;0;\\\\evil\\share\\key.ppk;;;0', 'refused: network-path'],
    ['0001.a=Dynamic;u@h:22;-:0;8157;0;_DesktopDir_\\key.ppk;;;0', 'left-out: unknown-token'],
    ['0001.a=Dynamic;u@h:22;-:0;8157;0;;;Telnet,p,23;0', 'left-out: proxy-not-supported'],
  ])('%s is %s', async (line, verdict) => {
    const { verdicts, tunnels } = await read(['[PortForwarding]', line]);
    expect(Object.values(verdicts)).toEqual([verdict]);
    expect(tunnels).toEqual([]);
  });

  it('are found without a heading, as one exported by itself has none', async () => {
    const { tunnels } = await read([`0001.a=Dynamic;u@h:22;-:0;8157;0;${noKey};;${noProxy};0`]);
    expect(tunnels).toHaveLength(1);
  });
});

describe('sessions of MobaXterm', () => {
  it('of SSH are offered in their folders; others and passwords are left out', async () => {
    const { tunnels, verdicts } = await read([
      '[Bookmarks_1]',
      'SubRep=Data platform\\Seoul',
      'ImgNum=41',
      'emr= #109#0%10.0.1.23%22%hadoop%%-1%-1%%%22%%0%0%_ProfileDir_\\emr.pem%%-1%0%0%0%%1080%%0%0%1#MobaFont%10#0# #-1',
      'desk=#91#4%10.0.1.9%3389%admin%0#x',
      'default=#109#0%host.example%%<default>%%-1#x',
      '[Passwords]',
      'ssh22:hadoop@10.0.1.23=c2VjcmV0',
    ]);
    expect(tunnels.map(({ draft, proposed }) => [draft.name, draft.group, proposed])).toEqual([
      ['emr', 'Data platform / Seoul', false],
      ['default', 'Data platform / Seoul', false],
    ]);
    expect(tunnels[0]?.draft.keyFile?.path).toBe('/home/ana/emr.pem');
    expect(tunnels[1]?.notes).toContainEqual({ code: 'user-assumed', user: 'ec2-user' });
    expect(verdicts['••••••']).toBe('left-out: secret-not-read');
    expect(JSON.stringify(verdicts)).not.toContain('c2VjcmV0');
    expect(verdicts['desk=#91#4%10.0.1.9%3389%admin%0#x']).toBe('left-out: not-ssh');
  });
});
