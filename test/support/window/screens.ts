import type { Page } from 'playwright-core';
import type { Snapshot } from '../../../shared/contract/window';
import { badForm, filledForm, forwardForm, ladderForm, limitsForm } from './forms';
import { everyKind } from './scenarios/kinds';
import { allPagesFail, pageFailures, withPages } from './scenarios/pages';
import { asking, questions } from './scenarios/questions';
import { blockedBy, troubles } from './scenarios/troubles';
import { demo, empty, grouped, threeTunnels } from './scenarios/tunnels';

/** One picture of the window as a person has it before them. */
export interface Screen {
  readonly name: string;
  readonly snapshot: () => Snapshot;
  /** What a person does before the picture is taken, by place and not by words. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const nav = (page: Page, at: number) => page.getByRole('navigation').getByRole('button').nth(at);

async function demoPages(page: Page): Promise<void> {
  await page.getByRole('tab').nth(2).click();
  await page.locator('[role=tabpanel] button').first().click();
  await page.locator('[role=tabpanel] li code').first().waitFor();
}

/** Every screen there is. */
export const screens: readonly Screen[] = [
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
