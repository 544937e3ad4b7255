import { describe, expect, it } from 'vitest';
import {
  keyMayHelp,
  pictureOf,
  subLine,
  troubleAt,
} from '../../../renderer/features/tunnels/describe';
import { pageName } from '../../../renderer/features/tunnels/page-names';
import { browserCommand, curlCommand } from '../../../renderer/features/tunnels/recipes';
import type { Failure } from '../../../shared/model/failure';
import { pagesTrouble, shownState } from '../../../shared/model/shown-state';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { windowText } from '../../../shared/text/window';
import { pageFailures, pages, reach } from '../../support/window/scenarios/pages';
import { troubles } from '../../support/window/scenarios/troubles';
import { up } from '../../support/window/scenarios/tunnels';

const now = 1_000_000_000;
const english = windowText('en');
const line = (state: TunnelState): string => subLine(state, english, now);

const listen = { address: '127.0.0.1', port: 8157 } as const;
const reconnecting = (retryAt: number): TunnelState => ({
  state: 'reconnecting',
  attempt: 2,
  retryAt,
  cause: troubles.unreachable,
  listen,
});

describe('the line under a tunnel’s name', () => {
  it('says what each state is about', () => {
    expect(line({ state: 'stopped' })).toBe('not running');
    expect(line({ state: 'connecting', stage: 'host-key' })).toBe('checking the host key');
    expect(line({ ...up(), state: 'up', since: now - 134 * 60_000 } as TunnelState)).toBe(
      'up 2 h 14 min',
    );
    expect(line({ state: 'blocked', cause: troubles.hostKey })).toBe('host key changed');
    expect(line({ state: 'stopping' })).toBe('closing its connections');
  });

  it('says that a person is waited for, whichever stage has begun', () => {
    const asked = (state: TunnelState): string => subLine(state, english, now, true);
    expect(asked({ state: 'connecting', stage: 'listen' })).toBe('waiting for your answer');
    expect(asked({ state: 'connecting', stage: 'tcp', hop: 1 })).toBe('waiting for your answer');
    expect(asked(reconnecting(now - 1))).toBe('waiting for your answer');
    expect(asked({ state: 'stopping' })).toBe('closing its connections');
  });

  it('counts down to the next try and then says it is under way', () => {
    expect(line(reconnecting(now + 2_100))).toBe('next try in 3 s · bastion not reachable');
    expect(line(reconnecting(now - 1))).toBe('try 2 under way · bastion not reachable');
  });
});

describe('the picture', () => {
  it('is green all the way only when the tunnel is up', () => {
    expect(pictureOf(up())).toEqual({ ssh: 'good', inside: 'good', trouble: null });
    expect(pictureOf({ state: 'stopped' })).toEqual({ ssh: 'idle', inside: 'idle', trouble: null });
    expect(pictureOf(reconnecting(now)).ssh).toBe('cut');
  });

  it('is cut behind the bastion when no page answers, and whole while one does', () => {
    const all = (cause: Failure) =>
      reach('a', Object.fromEntries(pages.map((_, at) => [at, cause])));
    const timeout = all(pageFailures.timeout);
    expect(pictureOf(up(), timeout.pages)).toEqual({
      ssh: 'good',
      inside: 'cut',
      trouble: 'network',
    });
    expect(pictureOf(up(), all(pageFailures.prohibited).pages).trouble).toBe('bastion');
    expect(shownState(up(), timeout)).toBe('blocked');
    expect(pagesTrouble(up(), timeout)).toEqual(pageFailures.timeout);
    const one = reach('a', { 3: pageFailures.refused });
    expect(pictureOf(up(), one.pages).inside).toBe('good');
    expect(shownState(up(), one)).toBe('up');
    expect(shownState({ state: 'stopped' }, timeout)).toBe('stopped');
    expect(shownState(up(), { pages: [] })).toBe('up');
  });

  it('marks the place where the trouble must be mended', () => {
    expect(troubleAt(troubles.hostKey)).toBe('bastion');
    expect(troubleAt(troubles.port)).toBe('computer');
    expect(troubleAt({ code: 'key-missing', name: 'a.pem' })).toBe('computer');
    expect(troubleAt(pageFailures.timeout)).toBe('network');
    expect(troubleAt(pageFailures.refused)).toBe('network');
    expect(troubleAt(pageFailures.unknown)).toBe('network');
    expect(troubleAt(pageFailures.prohibited)).toBe('bastion');
    expect(troubleAt({ ...pageFailures.refused, code: 'destination-prohibited' })).toBe('computer');
    expect(pictureOf({ state: 'blocked', cause: troubles.port }).ssh).toBe('idle');
    expect(pictureOf({ state: 'blocked', cause: troubles.refused }).ssh).toBe('cut');
  });

  it('offers another key where one may help', () => {
    expect(keyMayHelp(troubles.refused)).toBe(true);
    expect(keyMayHelp({ code: 'passphrase-wrong', name: 'a.ppk' })).toBe(true);
    expect(keyMayHelp(troubles.unreachable)).toBe(false);
  });
});

it('a page is named by what usually answers there, and placed by a short host', () => {
  expect(pageName('http://ip-10-0-1-23.ec2.internal:8088/cluster')).toEqual({
    name: 'YARN ResourceManager',
    place: 'ip-10-0-1-23…:8088',
  });
  expect(pageName('https://wiki.example/a')).toEqual({
    name: 'wiki.example',
    place: 'wiki.example:443',
  });
});

it('recipes resolve names behind the tunnel and leave the person’s own browser alone', () => {
  expect(curlCommand(9000)).toMatch(/^curl --socks5-hostname 127\.0\.0\.1:9000 http:/);
  for (const platform of ['linux', 'darwin', 'win32']) {
    const command = browserCommand(platform, 9000);
    expect(command).toContain('--proxy-server=socks5://127.0.0.1:9000');
    expect(command).toContain('--user-data-dir=');
  }
});
