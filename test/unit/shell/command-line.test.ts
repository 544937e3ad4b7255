import { describe, expect, it } from 'vitest';
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
});
