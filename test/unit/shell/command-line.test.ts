import { describe, expect, it } from 'vitest';
import { commandNames, helpWords } from '../../../electron/cli/command-names';
import { usages } from '../../../electron/cli/usages';
import { commandIn } from '../../../electron/shell/command-line';

describe('the command in what the program was started with', () => {
  it.each([
    [['/opt/Culvert/culvert'], true, null],
    [['/opt/Culvert/culvert', 'up', '--host', 'b'], true, ['up', '--host', 'b']],
    [['/opt/Culvert/culvert', '--no-sandbox', 'key', 'a.pem'], true, ['key', 'a.pem']],
    [['/opt/Culvert/culvert', '--help'], true, ['--help']],
    [['/opt/Culvert/culvert', '--no-sandbox'], true, null],
    [['/opt/Culvert/culvert', 'https://example.com'], true, null],
    [['/opt/Culvert/culvert', 'file', 'up'], true, null],
    [['electron', '/checkout', 'demo'], false, ['demo']],
    [['electron', '/checkout'], false, null],
  ])('%j, packaged %s → %j', (argv, packaged, words) => {
    expect(commandIn(argv, packaged)).toEqual(words);
  });

  it.each([...commandNames, ...helpWords])('is %s, as everywhere', (name) => {
    expect(commandIn(['/opt/Culvert/culvert', name, '--json'], true)).toEqual([name, '--json']);
  });
});

describe('the help', () => {
  it.each(commandNames)('says first of %s how it is called', (name) => {
    expect(usages[commandNames.indexOf(name)]).toMatch(new RegExp(`^culvert ${name} `));
  });
});
