import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language, Snapshot } from '../../shared/contract/window';
import { grownConfig, offerOf } from '../support/import-offers';
import { openWindow, startBrowser } from '../support/window-browser';
import {
  allPagesFail,
  asking,
  blockedBy,
  demo,
  ed25519Key,
  empty,
  everyKind,
  grouped,
  openRequests,
  pageFailures,
  questions,
  threeTunnels,
  troubles,
  withPages,
} from '../support/window-scenarios';
import { serveWindow, type WindowServer } from '../support/window-server';

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));

let server: WindowServer;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [server, browser] = await Promise.all([serveWindow(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

interface Screen {
  readonly name: string;
  readonly snapshot: () => Snapshot;
  /** What a person does before the picture is taken, by place and not by words. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const nav = (page: Page, at: number) => page.getByRole('navigation').getByRole('button').nth(at);

async function newTunnel(page: Page): Promise<void> {
  await page.locator('main > header button').last().click();
}

async function badForm(page: Page): Promise<void> {
  await newTunnel(page);
  await page.locator('[data-field=host]').fill('bastion seoul');
  await page.locator('[data-field=sshPort]').fill('70000');
  await page.locator('[data-field=localPort]').fill('8158');
  await page.locator('[data-field=user]').fill('');
  await page.locator('form footer button').last().click();
}

async function limitsForm(page: Page): Promise<void> {
  await newTunnel(page);
  await page.locator('[data-field=pages]').fill('http://ip-10-0-1-23.ec2.internal:8088/');
  await page.locator('summary').click();
  await page.locator('[data-field=limit]').fill('compute.internal\n8088');
  await page.locator('[data-field=hostKeyAlias]').fill('emr-prod');
  await page.locator('[data-field=hostKeyAlias]').scrollIntoViewIfNeeded();
}

async function filledForm(page: Page): Promise<void> {
  await newTunnel(page);
  await page.locator('[data-field=name]').fill('Nightly ETL');
  await page.locator('[data-field=host]').fill('bastion.seoul.example.com');
  await page.locator('[data-field=key]').click();
  await page.locator('input[type=password]').fill('a passphrase');
}

async function demoPages(page: Page): Promise<void> {
  await page.getByRole('tab').nth(2).click();
  await page.locator('[role=tabpanel] button').first().click();
  await page.locator('[role=tabpanel] li code').first().waitFor();
}

async function ladderForm(page: Page): Promise<void> {
  await newTunnel(page);
  const middle = page.locator('section').filter({ has: page.locator('[data-field=host]') });
  await page.locator('[data-field=host]').fill('ip-10-0-1-23.ec2.internal');
  await middle.last().locator('button').last().click();
  await page.locator('[data-field="jumpHosts.0.host"]').fill('bastion.example.com');
  const ways = page.locator('section').filter({ has: page.locator('ol') });
  await ways.last().locator('button').last().click();
  await ways.last().locator('select').nth(1).selectOption('ssm');
  await ways.last().locator('button').last().click();
}

async function forwardForm(page: Page, kind: 'local' | 'remote'): Promise<void> {
  await newTunnel(page);
  await page.locator('form select').first().selectOption(kind);
}

const screens: readonly Screen[] = [
  { name: 'empty', snapshot: empty },
  { name: 'tunnels', snapshot: threeTunnels },
  { name: 'pages', snapshot: () => withPages({ 3: pageFailures.refused }) },
  {
    name: 'pages-why',
    snapshot: () => withPages({ 3: pageFailures.refused }),
    act: (page) => page.locator('[role=tabpanel] [aria-expanded]').click(),
  },
  { name: 'pages-timeout', snapshot: () => allPagesFail(pageFailures.timeout) },
  { name: 'pages-prohibited', snapshot: () => allPagesFail(pageFailures.prohibited) },
  {
    name: 'use-it',
    snapshot: threeTunnels,
    act: (page) => page.getByRole('tab').nth(2).click(),
  },
  {
    name: 'exports',
    snapshot: threeTunnels,
    act: (page) => page.locator('main > header button').nth(1).click(),
  },
  {
    name: 'connections',
    snapshot: threeTunnels,
    act: async (page) => {
      await page.getByRole('tab').nth(1).click();
      await page.locator('[role=tabpanel] tbody tr').first().waitFor();
    },
  },
  {
    name: 'connections-none',
    snapshot: threeTunnels,
    act: async (page) => {
      await row(page, 2).click();
      await page.getByRole('tab').nth(1).click();
    },
  },
  { name: 'editor-limits', snapshot: threeTunnels, act: limitsForm },
  { name: 'reconnecting', snapshot: threeTunnels, act: (page) => row(page, 1).click() },
  { name: 'stopped', snapshot: threeTunnels, act: (page) => row(page, 2).click() },
  {
    name: 'tunnel-menu',
    snapshot: threeTunnels,
    act: (page) => row(page, 0).locator('[aria-haspopup=menu]').click(),
  },
  { name: 'trouble-host-key', snapshot: () => blockedBy(troubles.hostKey) },
  { name: 'trouble-unreachable', snapshot: () => blockedBy(troubles.unreachable) },
  { name: 'trouble-refused', snapshot: () => blockedBy(troubles.refused) },
  { name: 'trouble-port', snapshot: () => blockedBy(troubles.port) },
  {
    name: 'deleted',
    snapshot: threeTunnels,
    act: async (page) => {
      await row(page, 2).click();
      await page.keyboard.press('Delete');
    },
  },
  { name: 'demo', snapshot: demo, act: demoPages },
  { name: 'editor', snapshot: empty, act: emptyThenNew },
  { name: 'kinds', snapshot: everyKind },
  {
    name: 'kinds-use-it',
    snapshot: everyKind,
    act: (page) => page.getByRole('tab').nth(2).click(),
  },
  { name: 'editor-ladder', snapshot: threeTunnels, act: ladderForm },
  { name: 'editor-local', snapshot: threeTunnels, act: (page) => forwardForm(page, 'local') },
  { name: 'editor-remote', snapshot: threeTunnels, act: (page) => forwardForm(page, 'remote') },
  { name: 'editor-filled', snapshot: threeTunnels, act: filledForm },
  { name: 'editor-errors', snapshot: threeTunnels, act: badForm },
  { name: 'prompt-host-key', snapshot: () => asking(questions.hostKey, questions.password) },
  { name: 'prompt-passphrase', snapshot: () => asking(questions.passphrase) },
  { name: 'prompt-password', snapshot: () => asking(questions.password) },
  { name: 'prompt-interactive', snapshot: () => asking(questions.interactive) },
  {
    name: 'tunnel-log',
    snapshot: threeTunnels,
    act: (page) => page.getByRole('tab').nth(3).click(),
  },
  { name: 'log', snapshot: threeTunnels, act: (page) => nav(page, -2).click() },
  { name: 'settings', snapshot: withoutKeyStore, act: (page) => nav(page, -1).click() },
  { name: 'groups', snapshot: grouped },
  { name: 'import-ssh', snapshot: threeTunnels, act: (page) => importing(page, false) },
  { name: 'import-lines', snapshot: threeTunnels, act: (page) => importing(page, true) },
];

async function importing(page: Page, lines: boolean): Promise<void> {
  await page.locator('header [aria-haspopup=menu]').last().click();
  await page.getByRole('menuitem').first().click();
  await page.getByRole('dialog').waitFor();
  if (lines) await page.locator('dialog summary').click();
  if (lines) await page.locator('dialog ol').scrollIntoViewIfNeeded();
}

function row(page: Page, at: number) {
  return page.locator('tbody tr').nth(at);
}

async function emptyThenNew(page: Page): Promise<void> {
  await page.locator('main button').first().click();
}

function withoutKeyStore(): Snapshot {
  const base = empty();
  const secretStorage = { available: false, why: 'no-key-store' } as const;
  return {
    ...base,
    about: { ...base.about, secretStorage, quarantined: 'settings.damaged-2026-03-03.json' },
  };
}

interface Look {
  readonly label: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

const wide = { width: 1180, height: 760 };
const small = { width: 960, height: 600 };
/** What is left of a 1180 by 760 window at 125 % scale. */
const scaled = { width: 944, height: 608 };

const looks: readonly Look[] = [
  { label: 'en-light-wide', language: 'en', theme: 'light', ...wide },
  { label: 'en-dark-scaled', language: 'en', theme: 'dark', ...scaled },
  { label: 'ko-dark-small', language: 'ko', theme: 'dark', ...small },
  { label: 'zh-CN-light-small', language: 'zh-CN', theme: 'light', ...small },
];

/** Takes every look of one screen and returns what is wrong with any of them. */
async function takeAll(screen: Screen): Promise<readonly string[]> {
  const open = await openWindow(browser, server.url, screen.snapshot());
  open.bridge.handlers.chooseKeyFile = () => ({ ok: true, value: ed25519Key });
  open.bridge.handlers.checkDemo = () => ({
    ok: true,
    value: [
      { name: 'YARN ResourceManager', url: page(8088), ok: true, milliseconds: 42.3 },
      { name: 'Spark History Server', url: page(18080), ok: true, milliseconds: 51.2 },
      { name: 'HDFS NameNode', url: page(9870), ok: false, milliseconds: 8_000 },
    ],
  });
  open.bridge.handlers.openRequests = () => ({ ok: true, value: openRequests() });
  const offer = await offerOf('config', grownConfig);
  open.bridge.handlers.previewImport = () => ({ ok: true, value: offer });
  await screen.act?.(open.page);
  const wrong: string[] = [];
  for (const { label, language, theme, ...size } of looks) {
    await open.page.setViewportSize(size);
    await open.bridge.emit('preferences', {
      theme,
      language,
      browser: 'automatic',
      servePac: true,
    });
    await open.page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
    await open.page.screenshot({ path: `${folder}${screen.name}-${label}.png` });
    const over = await open.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (over > 0) wrong.push(`${label}: ${over} px wider than the window`);
  }
  return [...wrong, ...(await open.close())];
}

function page(port: number): string {
  return `http://ip-10-0-1-23.ap-northeast-2.compute.internal:${port}/`;
}

describe('every screen, light and dark, wide and small, in three languages', () => {
  it.each(screens)('$name draws without an error and within the window', async (screen) => {
    expect(await takeAll(screen)).toEqual([]);
  });
});
