import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { button, chooseTab, field } from '../support/window/controls';
import type { FakeBridge } from '../support/window/fake-bridge';
import { windowTests } from '../support/window/opened';
import { everyKind } from '../support/window/scenarios/kinds';
import { ed25519Key } from '../support/window/scenarios/profiles';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

const place = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe('the editor, about ways', () => {
  let page: Page;
  let bridge: FakeBridge;
  beforeEach(async () => {
    ({ page, bridge } = await open(threeTunnels()));
    bridge.handlers.chooseKeyFile = () => ({ ok: true, value: ed25519Key });
    await button(page, 'New tunnel').click();
    await field(page, 'Name').fill('By a ladder');
    await field(page, 'Bastion host').fill('ip-10-0-1-23.ec2.internal');
    await field(page, 'Authentication').selectOption('agent');
  });

  const saved = async () => {
    await button(page, 'Save').click();
    await page.getByRole('row', { name: 'By a ladder', selected: true }).waitFor();
    return bridge.argsOf('saveProfile')[0]?.draft;
  };

  it('adds jump hosts with logins of their own, and removes them', async () => {
    await button(page, 'Add jump host').click();
    await button(page, 'Add jump host').click();
    await button(page, 'Add jump host').click();
    const first = place(page, 'Jump host 1');
    await field(first, 'Host').fill('gate.example.com');
    await field(first, 'Port').fill('2222');
    await page.getByText('Advanced').click();
    await field(page, 'Host key alias of jump host 1').fill('gate');
    await field(page, 'Host key alias').fill('two words');
    await field(first, 'Login').selectOption('key-file');
    await button(first, 'Choose key file').click();
    await first
      .locator('input[readonly]')
      .and(page.locator(`[value*="${ed25519Key.name}"]`))
      .waitFor();
    await button(page, 'Remove jump host 2').click();
    await field(place(page, 'Jump host 2'), 'Host').fill('inner.example.com');
    await button(page, 'Save').click();
    await page.getByText('A host key alias is one word', { exact: false }).waitFor();
    await field(page, 'Host key alias').fill('emr-prod');
    await page.getByRole('checkbox', { name: 'Have the servers answer at once' }).check();
    const draft = await saved();
    expect(draft?.bastion.hostKeyAlias).toBe('emr-prod');
    expect(draft?.session).toBe(true);
    expect(draft?.jumpHosts).toEqual([
      {
        host: 'gate.example.com',
        port: 2222,
        user: 'ec2-user',
        hostKeyAlias: 'gate',
        authentication: 'key-file',
        keyToken: ed25519Key.token,
      },
      {
        host: 'inner.example.com',
        port: 22,
        user: 'ec2-user',
        authentication: null,
        keyToken: null,
      },
    ]);
  });

  it('makes a ladder of ways, reorders it, and asks for the instance where AWS needs it', async () => {
    await button(page, 'Add another way').click();
    await field(page, 'Way 2').selectOption('ssm');
    await button(page, 'Add another way').click();
    await field(page, 'Way 3').selectOption('http-proxy');
    await field(page, 'Proxy host').fill('proxy.example.com');
    await field(page, 'Proxy port').fill('3128');
    await button(page, 'Try way 3 earlier').click();
    await field(page, 'Instance id').fill('i-0abc1234def567890');
    await field(page, 'Region').fill('ap-northeast-2');
    const draft = await saved();
    expect(draft?.transport).toEqual([
      { kind: 'direct' },
      { kind: 'http-proxy', host: 'proxy.example.com', port: 3128, user: null },
      { kind: 'ssm' },
    ]);
    expect(draft?.instance).toEqual({
      id: 'i-0abc1234def567890',
      region: 'ap-northeast-2',
      awsProfile: null,
    });
  });

  it('marks what is wrong at its own field, and goes to the first', async () => {
    await field(page, 'Way to the first server').selectOption('instance-connect-endpoint');
    await button(page, 'Add jump host').click();
    await field(place(page, 'Jump host 1'), 'Host').fill('https://gate');
    await field(place(page, 'Jump host 1'), 'Login').selectOption('key-file');
    await button(page, 'Save').click();
    const bad = [
      field(page, 'Instance id'),
      field(page, 'Region'),
      field(place(page, 'Jump host 1'), 'Host'),
      field(place(page, 'Jump host 1'), 'Key'),
    ];
    for (const control of bad) expect(await control.getAttribute('aria-invalid')).toBe('true');
    expect(await field(page, 'Instance id').and(page.locator(':focus')).count()).toBe(1);
    expect(bridge.argsOf('saveProfile')).toEqual([]);
  });

  it('says where a one-time key cannot be used', async () => {
    await field(page, 'Authentication').selectOption('one-time-key');
    await field(page, 'Instance id').fill('i-0abc1234def567890');
    await field(page, 'Region').fill('eu-west-1');
    await button(page, 'Add jump host').click();
    await field(place(page, 'Jump host 1'), 'Host').fill('gate.example.com');
    await button(page, 'Save').click();
    await page.getByText('opens the first server of the way only', { exact: false }).waitFor();
    await button(page, 'Remove jump host 1').click();
    expect((await saved())?.authentication).toBe('one-time-key');
  });

  it('marks a command the person did not permit', async () => {
    await field(page, 'Way to the first server').selectOption('proxy-command');
    await field(page, 'Command').fill('nc %h %p');
    bridge.handlers.saveProfile = () => ({
      ok: false,
      error: {
        code: 'bad-fields',
        fields: { 'transport.0.command': 'command-not-permitted' },
      },
    });
    await button(page, 'Save').click();
    await page.getByText('did not permit this command', { exact: false }).waitFor();
  });

  it('makes a local forward from a preset, without what only browsers need', async () => {
    await field(page, 'Kind').selectOption('local');
    await field(page, 'Preset').selectOption({ label: 'HiveServer2 (JDBC)' });
    await field(page, 'Destination host').fill('ip-10-0-1-23.ec2.internal');
    expect(await field(page, 'Pages to check').count()).toBe(0);
    const draft = await saved();
    expect(draft).toMatchObject({
      kind: 'local',
      forward: { host: 'ip-10-0-1-23.ec2.internal', port: 10_000 },
      listenAddress: '127.0.0.1',
    });
  });

  it('makes a remote forward that leads back here', async () => {
    await field(page, 'Kind').selectOption('remote');
    await field(page, 'Destination port').fill('8888');
    await field(page, 'Port on the bastion').fill('9000');
    const draft = await saved();
    expect(draft).toMatchObject({
      kind: 'remote',
      forward: { host: '127.0.0.1', port: 8888 },
      localPort: 9000,
    });
  });
});

/** What the page has that the types of a test know nothing of. */
interface Drawn {
  getComputedStyle(element: unknown, part: string): { readonly left: string };
}

/** To which end of each line of a picture its arrow points. */
function arrowsIn(picture: Locator): Promise<string[]> {
  return picture.locator('span[aria-hidden=true]').evaluateAll((threads) => {
    const drawn = globalThis as unknown as Drawn;
    return threads.map((thread) =>
      drawn.getComputedStyle(thread, '::after').left === '0px' ? 'left' : 'right',
    );
  });
}

describe('tunnels of every kind', () => {
  let page: Page;
  let bridge: FakeBridge;
  beforeEach(async () => {
    ({ page, bridge } = await open(everyKind()));
  });

  it('show their kind, where they lead to and over how many jump hosts', async () => {
    expect(await page.getByRole('row').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/10000\s+local/),
        expect.stringMatching(/9000\s+remote/),
        expect.stringMatching(/8157\s+SOCKS/),
      ]),
    );
    await page.getByRole('row', { name: 'Hive over JDBC' }).click();
    await page.getByText('through 2 jump hosts').waitFor();
    const target = page.getByRole('list', { name: 'Where this tunnel leads to' });
    expect(await target.innerText()).toContain('HiveServer2 (JDBC)');
    expect(await target.innerText()).toContain('answers · 21 ms');
    expect(await button(target, 'Copy link').count()).toBe(0);
    await chooseTab(page, 'Use it');
    await page.getByText('127.0.0.1:10000', { exact: true }).last().waitFor();
    await page.getByText('passing jump host 1').first().waitFor();
  });

  it('point where requests go, which is back here for a remote forward', async () => {
    const picture = place(page, 'The way through this tunnel');
    await page.getByRole('row', { name: 'Hive over JDBC' }).click();
    expect(await arrowsIn(picture)).toEqual(['right', 'right']);
    await page.getByRole('row', { name: 'Notebook callback' }).click();
    expect(await arrowsIn(picture)).toEqual(['left', 'left']);
    await button(page, 'New tunnel').click();
    expect(await arrowsIn(page.locator('form'))).toEqual(['right', 'right']);
    await field(page, 'Kind').selectOption('remote');
    expect(await arrowsIn(page.locator('form'))).toEqual(['left', 'left']);
  });

  it('keep their way when they are edited', async () => {
    await page.getByRole('row', { name: 'Hive over JDBC' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: 'Notebook callback' }).waitFor();
    const { profiles } = everyKind();
    await bridge.emit('tunnel', {
      profileId: 'hive',
      state: { state: 'stopped' },
      traffic: { bytesUp: 0, bytesDown: 0, flows: 0, held: 0 },
    });
    await button(page, 'Edit').click();
    await field(page, 'Name').fill('Hive, renamed');
    await button(page, 'Save').click();
    await page.getByRole('row', { name: 'Hive, renamed' }).waitFor();
    const draft = bridge.argsOf('saveProfile')[0]?.draft;
    const { keyFile: _key, ...hop } = profiles[0]?.jumpHosts[0] ?? { keyFile: null };
    expect(draft?.jumpHosts[0]).toEqual({ ...hop, keyToken: null });
    expect(draft).toMatchObject({
      kind: 'local',
      transport: profiles[0]?.transport,
      forward: profiles[0]?.forward,
    });
  });
});
