import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { parseCommand } from '../../../electron/ways/command-line';

const tokens = { host: 'bastion.example', port: 2222, user: 'ana' };

const program = (command: string, ...args: string[]) => ({
  kind: 'program',
  program: command,
  args,
});

it.each([
  ['nc %h %p', program('nc', 'bastion.example', '2222')],
  ['  nc   -x proxy:1080  %h %p ', program('nc', '-x', 'proxy:1080', 'bastion.example', '2222')],
  ['exec nc %h %p', program('nc', 'bastion.example', '2222')],
  ['"/opt/my tools/nc" %h:%p', program('/opt/my tools/nc', 'bastion.example:2222')],
  ["ssh -W '%h:%p' -l %r jump", program('ssh', '-W', 'bastion.example:2222', '-l', 'ana', 'jump')],
  ['nc a\\ b "c\\"d" \'e"f\' ""', program('nc', 'a b', 'c"d', 'e"f', '')],
  ['echo 100%% %n %z', program('echo', '100%', 'bastion.example', '%z')],
  [
    'aws ssm start-session --document-name AWS-StartSSHSession --parameters portNumber=%p',
    program(
      'aws',
      'ssm',
      'start-session',
      '--document-name',
      'AWS-StartSSHSession',
      '--parameters',
      'portNumber=2222',
    ),
  ],
])('needs no shell for %s', (command, parsed) => {
  expect(parseCommand(command, tokens, 'linux')).toEqual(parsed);
});

it.each([
  'nc %h %p | tee log',
  'A=1 nc %h %p',
  'nc $PROXY %h',
  'nc "`id`" %h',
  'nc "$PROXY" %h',
  'nc ~/x %h',
  'nc %h %p && true',
  "nc 'unfinished %h",
])('leaves %s to a shell', (command) => {
  expect(parseCommand(command, tokens, 'linux')).toMatchObject({ kind: 'shell' });
});

it('keeps backslashes where they separate folders', () => {
  const command = 'C:\\Windows\\System32\\OpenSSH\\ssh.exe -W "%h:%p" jump';
  expect(parseCommand(command, tokens, 'win32')).toEqual(
    program('C:\\Windows\\System32\\OpenSSH\\ssh.exe', '-W', 'bastion.example:2222', 'jump'),
  );
});

it('keeps a token one argument whatever it holds', () => {
  const parsed = parseCommand('nc %r', { ...tokens, user: 'ana; touch /tmp/x' }, 'linux');
  expect(parsed).toEqual(program('nc', 'ana; touch /tmp/x'));
});

it('splits words exactly as sh does', () => {
  const commands = ['a b  c', 'a "b c"\'d\'e', 'a \\"b\\" c\\\\d', 'a "b\\"c" \'\'', "a '\\' x"];
  for (const command of commands) {
    const parsed = parseCommand(command, tokens, 'linux');
    if (parsed.kind !== 'program') throw new Error(`a shell for ${command}`);
    const script = `set -- ${command}; for word; do printf '%s\\0' "$word"; done`;
    const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect([parsed.program, ...parsed.args]).toEqual(words);
  }
});
