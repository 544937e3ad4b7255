import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import { sshdFor, startedUp, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';
import { command, wayCases } from '../support/way-cases';

const { failure, rigBy, sshd } = wayCases();

describe('a proxy command', () => {
  it('carries the connection without a shell, and ends with it', async () => {
    const rig = await rigBy(command('nc %h %p'));
    await startedUp(rig);
    await rig.stop();
    await waitUntil('the bastion to see it end', () =>
      /Connection closed|Disconnected/.test(sshd().log()),
    );
  });

  it('carries the connection through a shell where it needs one', async () => {
    const rig = await rigBy(command('HOST=%h; nc "$HOST" %p | cat'));
    await startedUp(rig);
    await rig.stop();
  });

  it('that fails says what it said', async () => {
    const folder = until(temporaryFolder('culvert-command-'), async (each) => each.remove());
    const script = folder.file('fails');
    writeFileSync(script, '#!/bin/sh\necho "first line" >&2\necho "no route for $1" >&2\nexit 7\n');
    chmodSync(script, 0o755);
    expect(await failure(command(`${script} %h`))).toEqual({
      code: 'command-failed',
      program: 'fails',
      status: '7',
      said: 'first line · no route for 127.0.0.1',
    });
  });

  it('that is not there is named', async () => {
    expect(await failure(command('no-such-program-anywhere %h %p'))).toEqual({
      code: 'command-missing',
      program: 'no-such-program-anywhere',
    });
  });

  it('is never told a user name that its shell would act upon', async () => {
    const folder = until(temporaryFolder('culvert-command-'), async (each) => each.remove());
    const user = `a;touch$IFS${folder.file('done')}`;
    const cause = await failure(command('nc %h %p; echo %r'), { user });
    expect(cause).toEqual({ code: 'command-unsafe', user });
    expect(() => readFileSync(folder.file('done'))).toThrow();
  });

  it('is dialled again by itself after it was cut', async () => {
    const own = await sshdFor();
    // nc keeps its own end open until it has something to send, as for ssh's ServerAliveInterval.
    const rig = await rigBy(command('nc %h %p'), { port: own.port, keepAliveMs: 400 });
    own.authorize(rig.publicKey);
    await startedUp(rig);
    await own.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
  });
});
