import { describe, expect, it } from 'vitest';
import { freePort } from '../support/ports';
import { rigFor, startedUp } from '../support/ssh-cases';
import { command, http, socks, wayCases } from '../support/way-cases';

const { failure, rigBy, sshd } = wayCases();

describe('several ways', () => {
  it('are tried in their order, and each that fails says why', async () => {
    const port = await freePort();
    const rig = await rigBy([http(port), socks(port), command('nc %h %p')]);
    await startedUp(rig);
    const said = rig.log.filter((event) => /^way-/.test(event.code));
    expect(said).toMatchObject([
      { code: 'way-tried', transport: 'http-proxy' },
      { code: 'way-skipped', transport: 'http-proxy', cause: { code: 'proxy-unreachable' } },
      { code: 'way-tried', transport: 'socks-proxy' },
      { code: 'way-skipped', transport: 'socks-proxy', cause: { code: 'proxy-unreachable' } },
      { code: 'way-tried', transport: 'proxy-command' },
    ]);
  });

  it('that all fail are all told', async () => {
    const port = await freePort();
    expect(await failure([{ kind: 'direct' }, http(port)], { port })).toMatchObject({
      code: 'no-way-left',
      attempts: [
        { transport: 'direct', cause: { code: 'bastion-unreachable', why: 'refused' } },
        { transport: 'http-proxy', cause: { code: 'proxy-unreachable', why: 'refused' } },
      ],
    });
  });

  it('lead to the same server: a login it refuses is not tried by another way', async () => {
    const rig = await rigFor({
      port: sshd().port,
      user: sshd().user,
      way: { transport: [{ kind: 'direct' }, { kind: 'proxy-command', command: 'nc %h %p' }] },
    });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({ code: 'auth-refused' });
    expect(rig.log.filter((event) => event.code === 'way-tried')).toHaveLength(1);
  });
});
