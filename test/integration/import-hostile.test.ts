import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readImport } from '../../electron/imports/read-import';
import { hostSchema, userSchema } from '../../shared/model/profile';
import { tellFigure } from '../support/figure';
import { temporaryFolder } from '../support/temp-folder';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = temporaryFolder('culvert-hostile-');
const canary = folder.file('was-run');
afterAll(() => folder.remove());

const command = `touch ${canary}`;
/** What proxyjump.sh of OpenSSH's own tests wants refused, and what else a shell would make of it. */
const jumps = [
  `host;${command}`,
  `host|${command}`,
  `host&&${command}`,
  `$(${command})`,
  `\`${command}\``,
  `"host";${command}`,
  `'host'`,
  '(host)',
  '{a,b}',
  'host>file',
  'host\\;x',
  '-oProxyCommand=x',
  `user;${command}@host`,
  `$(id)@host`,
  'user@-host',
  'host:22;id',
  'host:99999',
  'host:-1',
  '@host',
  'user@',
  ',host',
  'ssh://host/;id',
];
const commands = [
  `ProxyCommand ${command}`,
  `ProxyCommand sh -c "${command}"`,
  `LocalCommand ${command}\n PermitLocalCommand yes`,
  `KnownHostsCommand ${command}`,
  `RemoteCommand ${command}`,
  `PKCS11Provider ${canary}.so`,
  `SecurityKeyProvider ${canary}.so`,
  `XAuthLocation ${canary}`,
  `IdentityAgent $(${command})`,
  `IdentityFile "|${command}"`,
  `CertificateFile $(${command})`,
  `ControlPath $(${command})`,
  `HostName $(${command})`,
  `HostName \`${command}\``,
  `User $(${command})`,
  `LocalForward 8157 $(${command}):80`,
  `DynamicForward 0.0.0.0:8157`,
];

function sshConfig(): string {
  const blocks = [
    ...jumps.map((jump, at) => `Host jump${at}\n HostName b.example\n ProxyJump ${jump}`),
    ...commands.map((line, at) => `Host command${at}\n HostName b.example\n ${line}`),
    `Match exec "${command}"\n User evil`,
    `Match host x exec "${command}"\n User evil`,
    `Match !exec "${command}"\n User evil`,
  ];
  return `${blocks.join('\n')}\nInclude ${folder.file('more')}\nInclude ~/../../etc/passwd\n`;
}

const puttySession = [
  'HostName=b.example',
  'PortNumber=22',
  'Protocol=ssh',
  'ProxyMethod=5',
  `ProxyTelnetCommand=${command}\\n`,
  `RemoteCommand=${command}`,
  `PublicKeyFile=|${command}`,
  'PortForwardings=D8157=',
].join('\n');

/** The programs that a command line starts, as the kernel sees them. */
function started(file: string, from: string): string[] {
  const log = folder.file(`strace-${from}`);
  const what = ['-f', '-qq', '-e', 'trace=execve,execveat', '-o', log];
  const home = folder.file('home');
  mkdirSync(home, { recursive: true });
  execFileSync(
    'strace',
    [...what, process.execPath, cli, 'import', file, '--from', from, '--save', '--json'],
    {
      env: { PATH: process.env['PATH'] ?? '', HOME: home, CULVERT_DATA_DIR: folder.file('data') },
      stdio: 'pipe',
    },
  );
  const calls = readFileSync(log, 'utf8').match(/execve(at)?\([^)]*/g) ?? [];
  return calls.filter((call) => !call.includes('cli.js'));
}

describe('SEC-14: what is imported', () => {
  it('starts no program, whatever it names: the kernel is the witness', () => {
    writeFileSync(folder.file('more'), `Match exec "${command}"\n ProxyCommand ${command}\n`);
    writeFileSync(folder.file('config'), sshConfig());
    mkdirSync(folder.file('sessions'));
    writeFileSync(folder.file('sessions/evil'), puttySession);
    expect(started(folder.file('config'), 'ssh-config')).toEqual([]);
    expect(started(folder.file('sessions'), 'putty')).toEqual([]);
    expect(existsSync(canary)).toBe(false);
  }, 60_000);

  it('makes no jump host of what a shell would take for more, and listens nowhere but here', async () => {
    const file = folder.file('jumps');
    writeFileSync(file, sshConfig());
    const { tunnels } = await readImport({
      path: file,
      from: 'ssh-config',
      existing: [],
      language: 'en',
    });
    for (const { draft } of tunnels) {
      for (const hop of draft.jumpHosts) {
        expect(hostSchema.safeParse(hop.host).success, hop.host).toBe(true);
        expect(userSchema.safeParse(hop.user).success, hop.user).toBe(true);
        expect(`${hop.host} ${hop.user}`).not.toMatch(/[;|&$`"'(){}<>\\]/);
      }
    }
    expect(new Set(tunnels.map(({ draft }) => draft.listenAddress))).toEqual(
      new Set(['127.0.0.1']),
    );
  });

  it('of 200 files made by chance runs nothing either', async () => {
    const lines = sshConfig().split('\n');
    let found = 0;
    const pick = () => lines[Math.floor(Math.random() * lines.length)] ?? '';
    for (let round = 0; round < 200; round += 1) {
      const file = folder.file('random');
      writeFileSync(file, `Host x\n${Array.from({ length: 20 }, pick).join('\n')}\n`);
      const { tunnels } = await readImport({
        path: file,
        from: 'ssh-config',
        existing: [],
        language: 'en',
      });
      found += tunnels.length;
    }
    // They were read to their ends, and not refused as a whole.
    expect(found).toBeGreaterThan(200);
    expect(existsSync(canary)).toBe(false);
    tellFigure(
      'SEC-14',
      `${jumps.length + commands.length + 3} hostile entries and 200 files, ${found} tunnels read from them: 0 programs started`,
    );
  });
});
