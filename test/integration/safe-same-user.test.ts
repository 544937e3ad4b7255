import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { webOrigin } from '../support/origin';
import { directDial } from '../unit/socks/direct-dial';
import { cleanUp, doorWith, echoDoor, request, success5 } from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

const run = promisify(execFile);
/** Debian's user nobody. */
const nobody = 65_534;
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'];

/** What curl says of a page through the door: its exit code and its complaint. */
async function curl(port: number, page: string, flag = '--socks5-hostname', before: string[] = []) {
  const [command = '', ...args] = [...before, 'curl', '-sS', flag, `127.0.0.1:${port}`, page];
  return run(command, args).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

async function pageDoor() {
  const origin = await webOrigin(10);
  const way = directDial(origin.port);
  return { ...(await doorWith(way.dial)), way, page: 'http://node.internal/x', origin };
}

describe('SOX-12: a port on a computer that others are logged in to', () => {
  it('serves its owner and answers another user with 02, for whom nothing is dialled', async () => {
    const { door, way, refused, page, origin } = await pageDoor();
    expect(await curl(door.port, page)).toEqual({ code: 0, said: 'page /x' });
    for (let turn = 0; turn < 5; turn++) {
      const { code, said } = await curl(door.port, page, '--socks5-hostname', asNobody);
      expect(code).toBe(97);
      expect(said).toMatch(/\(2\)/);
    }
    const old = await curl(door.port, page, '--socks4a', asNobody);
    expect(old.code).not.toBe(0);
    expect(old.said).toMatch(/rejected or failed|request rejected/i);
    expect(way.asked).toHaveLength(1);
    // Told once, however often that user tries.
    expect(refused).toEqual([{ code: 'client-refused', why: 'other-user', uid: nobody }]);
    expect(await curl(door.port, page)).toEqual({ code: 0, said: 'page /x' });
    await origin.close();
  });

  it('dials nothing for another user who asks and is gone at once', async () => {
    const { door, way } = await echoDoor();
    const script =
      'const s = require("net").connect(Number(process.argv[1]), "127.0.0.1", () => {' +
      ' s.write(Buffer.from(process.argv[2], "hex")); s.destroySoon(); setTimeout(() => process.exit(), 1); })';
    for (let turn = 0; turn < 10; turn++) {
      const [command = '', ...before] = asNobody;
      const args = [...before, process.execPath, '-e', script];
      const child = spawn(command, [...args, String(door.port), request.toString('hex')]);
      expect((await once(child, 'exit'))[0]).toBe(0);
    }
    const own = await RawClient.say(door.port, request);
    await own.bytes(12);
    expect(own.hex).toBe(`0500${success5}`);
    own.reset();
    expect(way.asked).toHaveLength(1);
  });
});
