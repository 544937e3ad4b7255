import { describe, expect, it } from 'vitest';
import { makeExport } from '../../../electron/browser/exports/make-export';
import { profileFromImport } from '../../../electron/imports/imported-profile';
import { settle } from '../../../electron/imports/settle';
import { readAwsCommand } from '../../../electron/imports/ssh-config/aws-command';
import { readSshConfig } from '../../../electron/imports/ssh-config/read-ssh-config';
import { profileSchema } from '../../../shared/model/profile';
import { exportSource, sshWay } from '../../support/export-source';
import { memoryFiles, verdictsOf } from './memory-files';

const id = 'i-0abc1234def567890';
const server = { host: id, port: 22 };
const ssm = 'aws ssm start-session --target %h --document-name AWS-StartSSHSession';
const endpoint = 'aws ec2-instance-connect open-tunnel --instance-id';

async function read(...lines: string[]) {
  const chosen = '/home/ana/.ssh/config';
  const text = lines.join('\n');
  const files = memoryFiles({ [chosen]: text }, chosen);
  const found = await readSshConfig(text, chosen, 'config', files);
  const { tunnels } = await settle('ssh-config', found, [], files);
  return { tunnels, verdicts: verdictsOf(found) };
}

describe('commands of AWS’s instructions', () => {
  const none = { region: null, awsProfile: null };
  const session = { transport: { kind: 'ssm' }, instance: id, ...none };
  const tunnel = { transport: { kind: 'instance-connect-endpoint', endpoint: null }, ...none };

  it.each<[string, object]>([
    [`sh -c "${ssm} --parameters 'portNumber=%p'"`, session],
    [`${ssm} --parameters portNumber=%p`, session],
    [`exec /usr/local/bin/${ssm} --parameters=portNumber=22`, session],
    [
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe ' +
        `"${ssm} --parameters portNumber=%p"`,
      session,
    ],
    [
      `sh -c "AWS_PROFILE=seoul ${ssm} --parameters portNumber=%p --region ap-northeast-2"`,
      { ...session, region: 'ap-northeast-2', awsProfile: 'seoul' },
    ],
    [
      `aws --profile "my team" --region us-east-1 ${ssm.slice(4)} --parameters portNumber=%p`,
      { ...session, region: 'us-east-1', awsProfile: 'my team' },
    ],
    [`${endpoint} %h`, { ...tunnel, instance: id }],
    [`${endpoint} ${id} --max-tunnel-duration 600 --remote-port %p`, { ...tunnel, instance: id }],
    [
      `${endpoint} ${id} --instance-connect-endpoint-id eice-0123456789abcdef0`,
      {
        ...tunnel,
        instance: id,
        transport: { kind: 'instance-connect-endpoint', endpoint: 'eice-0123456789abcdef0' },
      },
    ],
  ])('%s is a ready-made way', (command, way) => {
    expect(readAwsCommand(command, server)).toEqual(way);
  });

  it.each([
    'nc %h %p',
    `${ssm}`,
    `${ssm} --parameters portNumber=23`,
    `${ssm} --parameters portNumber=%p; touch /tmp/x`,
    `${ssm} --parameters portNumber=%p --reason $(id)`,
    `sh -c "${ssm} --parameters portNumber=%p && id"`,
    `sh -c "aws ec2-instance-connect send-ssh-public-key --instance-id %h && ${ssm}"`,
    `${ssm} --parameters portNumber=%p --endpoint-url https://evil.example`,
    `${ssm.replace('AWS-StartSSHSession', 'Own-Document')} --parameters portNumber=%p`,
    `/tmp/aws-evil ${ssm.slice(4)} --parameters portNumber=%p`,
    `${ssm} --target i-0000000000000000f --parameters portNumber=%p`,
    `${endpoint} %h --private-ip-address 10.0.0.5`,
    `${endpoint} bastion.example`,
    `PATH=/tmp ${endpoint} %h`,
  ])('%s is not, and is left out', (command) => {
    expect(readAwsCommand(command, server)).toBeNull();
  });
});

describe('a host that such a command leads to', () => {
  const proxy = (profile: string) => ` ProxyCommand ${endpoint} ${id} --profile ${profile}`;

  it('becomes a tunnel by that way, in the region the person’s own files name', async () => {
    const line = proxy('seoul');
    const { tunnels, verdicts } = await read('Host emr', ' User u', ' DynamicForward 8157', line);
    expect(verdicts[line.trim()]).toBe('changed: aws-way');
    const [tunnel] = tunnels;
    expect(tunnel).toMatchObject({
      proposed: true,
      notes: [{ code: 'aws-way', transport: 'instance-connect-endpoint', instance: id }],
    });
    const imported = tunnels.map(({ draft }) => profileFromImport(draft));
    expect(profileSchema.parse(imported[0])).toMatchObject({
      transport: [{ kind: 'instance-connect-endpoint', endpoint: null }],
      instance: { id, region: 'ap-northeast-2', awsProfile: 'seoul' },
    });
  });

  it('without a region anywhere is offered, and says what is missing', async () => {
    const line = proxy('nowhere');
    const { tunnels, verdicts } = await read('Host emr', ' User u', ' DynamicForward 8157', line);
    expect(verdicts[line.trim()]).toBe('left-out: aws-region-missing');
    expect(tunnels).toMatchObject([{ proposed: false, draft: { instance: null } }]);
  });

  it('may be the first of those that are passed, and no later one', async () => {
    const jump = (name: string) => [`Host ${name}`, ' User u', proxy('seoul')];
    const target = ['Host t', ' User u', ' HostName 10.0.0.9', ' DynamicForward 8157'];
    const first = await read(...target, ' ProxyJump gate', ...jump('gate'));
    expect(first.tunnels[0]?.draft).toMatchObject({
      jumpHosts: [{ host: 'gate' }],
      transport: [{ kind: 'instance-connect-endpoint' }],
      instance: { id },
    });
    const second = await read(...target, ' ProxyJump plain,gate', ...jump('gate'), 'Host plain');
    expect(second.tunnels[0]).toMatchObject({ proposed: false, draft: { jumpHosts: [] } });
    expect(second.verdicts['ProxyJump plain,gate']).toBe('left-out: jump-host-not-taken');
  });

  it('comes back as it went out with the export', async () => {
    const instance = { id, region: 'us-gov-west-1', awsProfile: "team's own" };
    for (const transport of [
      { kind: 'ssm' },
      { kind: 'instance-connect-endpoint', endpoint: 'eice-0123456789abcdef0' },
    ] as const) {
      const bastion = { host: 'bastion', port: 22, user: 'u' };
      const ssh = sshWay({ bastion, transport, instance, identity: null });
      const { text } = makeExport('ssh-config', exportSource({ ssh }), new Date());
      const { tunnels } = await read(text);
      expect(tunnels[0]?.draft).toMatchObject({ transport: [transport], instance });
    }
  });
});
