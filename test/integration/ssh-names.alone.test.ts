import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliRun } from '../support/cli';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { type NamesNetwork, namesNetwork } from '../support/names-network';
import { waitUntil } from '../support/ports';
import { closeCases, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

let network: NamesNetwork;
let sshd: Sshd;

beforeAll(async () => {
  network = until(await namesNetwork(), (each) => each.stop());
  sshd = until(await network.bastion(22, { config: ['LogLevel DEBUG'] }), (each) => each.stop());
});
afterAll(closeCases);

function upTo(name: string, server = sshd): CliRun {
  const run = network.up(name, server);
  return until(run, (each) => each.signal('SIGTERM'));
}

const states = (run: CliRun) =>
  run.events().flatMap((each) => (each['event'] === 'state' ? [String(each['state'])] : []));
const isUp = (run: CliRun) => states(run).at(-1) === 'up';

/** The program's own start is not what a name costs. */
function dialled(run: CliRun): Promise<void> {
  const isDialling = () => run.events().some((each) => each['stage'] === 'resolve');
  return waitUntil('the dial', isDialling, 40_000);
}

/** From the name to the login, ms. */
async function upWithin(run: CliRun): Promise<{ ms: number; address: string }> {
  await dialled(run);
  const from = performance.now();
  await waitUntil('the login', () => isUp(run), 30_000);
  const up = run.events().find((each) => each['state'] === 'up');
  const { session } = up as { session: { address: string } };
  return { ms: performance.now() - from, address: session.address };
}

describe.concurrent('FLT-20: a bastion’s name', () => {
  it.each<[string, keyof NamesNetwork['live'], keyof NamesNetwork['live']]>([
    ['IPv6 is dead', 'a', 'aaaa'],
    ['IPv4 is dead', 'aaaa', 'a'],
  ])('that leads to two addresses of which %s', async (what, live, dead) => {
    const name = `dead-${dead}.example`;
    network.say(name, { [live]: [network.live[live]], [dead]: [network.dead[dead]] });
    const { ms, address } = await upWithin(upTo(name));
    expect(address).toBe(network.live[live]);
    tellFigure('FLT-20', `connected ${inMs(ms)} after the name was asked for, ${what}`);
    expect(ms).toBeLessThan(6_000);
  });

  it('whose answer takes 4 s', async () => {
    network.say('slow.example', { a: [network.live.a], delayMs: 4_000 });
    const { ms } = await upWithin(upTo('slow.example'));
    expect(ms).toBeLessThan(6_000);
  });

  it.each([
    ['that nobody knows', null],
    ['for which no server answers', { silent: true }],
  ])('%s is told within 6 s', async (_what, record) => {
    const name = `missing-${record === null}.example`;
    network.say(name, record);
    const run = upTo(name);
    await dialled(run);
    const from = performance.now();
    const failed = await run.event('failed', 15_000);
    expect(performance.now() - from).toBeLessThan(6_000);
    expect(failed).toMatchObject({ code: 'bastion-unresolvable', host: name });
    expect(await run.ended).toBe(6);
  });

  it('that is lost while the tunnel is up: it heals where the bastion was last', async () => {
    const own = until(await network.bastion(2_201), (each) => each.stop());
    network.say('lost.example', { a: [network.live.a] });
    const run = upTo('lost.example', own);
    await upWithin(run);
    network.say('lost.example', null);
    await own.restart();
    await waitUntil('the loss', () => states(run).includes('reconnecting'));
    await waitUntil('the healing', () => isUp(run), 30_000);
  });

  it('that is lost while somebody else has taken the address: nobody is let in', async () => {
    const config = ['LogLevel DEBUG'];
    const own = until(await network.bastion(2_202, { config }), (each) => each.stop());
    network.say('taken.example', { a: [network.live.a] });
    const run = upTo('taken.example', own);
    await upWithin(run);
    network.say('taken.example', null);
    await own.rotate(['ed25519'], ['ed25519']);
    const logins = own.log().match(/userauth-request/g)?.length ?? 0;
    const met = () => own.log().match(/Connection from /g)?.length ?? 0;
    const before = met();
    await waitUntil('a dial', () => met() > before + 1, 30_000);
    const causes = run.events().flatMap((each) => (each['cause'] ? [each['cause']] : []));
    expect(causes.at(-1)).toMatchObject({ code: 'bastion-unresolvable', host: 'taken.example' });
    expect(own.log().match(/userauth-request/g)?.length ?? 0).toBe(logins);
    expect(states(run)).not.toContain('blocked');
  });
});
