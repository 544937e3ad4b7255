import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort } from '../support/ports';
import { socksConnect } from '../support/socks-connect';
import {
  closeCases,
  rigAt,
  rigFor,
  serverFor,
  sshdFor,
  startedUp,
  until,
} from '../support/ssh-cases';

let page: WebOrigin;

beforeAll(async () => {
  page = until(await webOrigin(1), (each) => each.close());
});
afterAll(closeCases);

describe('a bastion that does not forward (SOX-04)', () => {
  it.each([
    ['AllowTcpForwarding no', 2],
    ['PermitOpen 127.0.0.1:1', 2],
  ])('%s', async (line, code) => {
    const strict = await sshdFor({ config: [line] });
    const own = await rigAt(strict);
    await startedUp(own);
    const answer = await socksConnect(own.socksPort(), '127.0.0.1', page.port);
    expect(answer.code).toBe(code);
    answer.socket.destroy();
    expect(own.log).toContainEqual({
      code: 'request-failed',
      cause: { code: 'forwarding-prohibited', host: '127.0.0.1', port: page.port },
    });
  });

  it.each([
    [2, 'Connection refused', 5],
    [2, 'Name or service not known', 4],
    [2, 'Network is unreachable', 3],
    [2, 'No route to host', 4],
    [2, 'Connection timed out', 4],
    [1, 'open failed', 2],
    [4, 'resource shortage', 1],
    [2, 'Anslutning vägrad', 4],
  ])('reason %i, "%s" is answered with %i', async (reason, text, code) => {
    const server = await serverFor({ onForward: () => ({ reason, text }) });
    const own = await rigFor({ port: server.port, user: 'somebody' });
    await startedUp(own);
    const answer = await socksConnect(own.socksPort(), 'page.internal', await freePort());
    expect(answer.code).toBe(code);
    answer.socket.destroy();
  });
});
