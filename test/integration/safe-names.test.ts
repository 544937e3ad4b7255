import { afterAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { languageSchema } from '../../shared/model/language';
import { logLine } from '../../shared/text/log';
import { tellFigure } from '../support/figure';
import { socksConnect } from '../support/socks-connect';
import { closeCases, rigFor, serverFor, startedUp } from '../support/ssh-cases';
import { chooseTab, goTo } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { pages, reach, withPages } from '../support/window/scenarios/pages';
import { threeTunnels } from '../support/window/scenarios/tunnels';

// It holds that no error comes to the console and nothing breaks the content policy.
const open = windowTests();
afterAll(closeCases);

const markup = '<img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>';
/** Names a web page can make a browser ask for, and what only a program would send. */
const hostile = [
  '<script>broken=1<script>',
  '"onfocus="broken=1"autofocus="',
  "';alert(1);'",
  '$(touch$IFS.pwned)',
  '`id`',
  'a\u200b\u2060b.internal',
  '<img/src=x/onerror=broken=1>',
  '"><svg/onload=broken=1>',
  'x\r\nHost:evil',
  'x\u001b[2J\u001b]0;title\u0007',
  'x\u202egpj.exe',
  'x\u2028y',
  'x\u0000y',
];
/** Anything that moves a cursor, turns a direction or hides. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('SOX-16: the name of a destination', () => {
  it('is one line of the log in every language, whatever a client sends', async () => {
    const asked: string[] = [];
    const bastion = await serverFor({
      onForward: ({ destIP }) => {
        asked.push(destIP);
        return { reason: 2, text: `Name or service not known\r\n\u001b[31m${markup}` };
      },
    });
    const rig = await rigFor({ port: bastion.port, user: 'somebody' });
    await startedUp(rig);
    for (const name of hostile) {
      const { socket, code } = await socksConnect(rig.socksPort(), name, 80);
      expect(code).not.toBe(0);
      socket.destroy();
    }
    // Controls, blanks and marks of direction never reach the bastion; the rest is a name as any.
    expect(asked).toEqual(hostile.slice(0, 6));
    const told = rig.log.filter(({ code }) => code === 'request-failed');
    expect(told.length).toBeGreaterThanOrEqual(6);
    for (const event of told) {
      for (const language of languageSchema.options) {
        expect(logLine(event, language)).not.toMatch(unseen);
      }
      expect(JSON.stringify(event)).not.toMatch(/\p{Cc}/u);
    }
    tellFigure('SOX-16', `${hostile.length} hostile names: 0 scripts run, one log line each`);
  });

  it('is text in the window, wherever it is shown, and runs nothing', async () => {
    const names = [...hostile, markup];
    const base = threeTunnels();
    const snapshot: Snapshot = {
      ...withPages({ 0: { code: 'destination-unresolvable', host: markup, port: 80 } }),
      profiles: base.profiles.map((profile, index) =>
        index === 0 ? { ...profile, name: markup, pages: [...pages] } : profile,
      ),
      reach: [reach('nightly-etl', { 0: { code: 'destination-refused', host: markup, port: 80 } })],
      log: names.map((host, sequence) => ({
        sequence,
        at: Date.now(),
        profileId: 'nightly-etl',
        event: { code: 'request-failed', cause: { code: 'destination-refused', host, port: 80 } },
      })),
    };
    const { page, bridge } = await open(snapshot);
    bridge.handlers.openRequests = () => ({
      ok: true,
      value: {
        shown: names.map((host, index) => ({
          id: index + 1,
          host,
          port: 80,
          since: Date.now(),
          bytesUp: 0,
          bytesDown: 0,
          phase: 'open',
        })),
        total: names.length,
      },
    });
    await chooseTab(page, 'Connections');
    await chooseTab(page, 'Pages');
    await page
      .getByText(/onerror/)
      .first()
      .waitFor();
    await goTo(page, 'Log');
    await page.getByText('<img/src=x/onerror=broken=1>').first().waitFor();
    expect(await page.evaluate('globalThis.broken ?? null')).toBeNull();
    expect(await page.locator('img[onerror], svg[onload], main script').count()).toBe(0);
  });
});
