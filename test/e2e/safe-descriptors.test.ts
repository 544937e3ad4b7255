import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { RawClient } from '../unit/socks/raw-client';
import { type RunningApp, startApp } from './shell-app';

const folder = temporaryFolder('culvert-descriptors-');
const dataFolder = folder.file('data');
let app: RunningApp;

beforeAll(async () => {
  const wrapper = folder.file('with-few-descriptors.sh');
  const script = '#!/bin/sh\nexec prlimit --nofile=256:256 "$CULVERT_TEST_ELECTRON" "$@"\n';
  writeFileSync(wrapper, script);
  chmodSync(wrapper, 0o700);
  app = await startApp({ dataFolder, wrapper });
});
afterAll(async () => {
  await app.quit();
  folder.remove();
});

it('FLT-16: with 256 descriptors and 400 clients nothing crashes, settings are saved, and it goes on', async () => {
  const port = await app.startDemo();
  const engine = await app.engine();
  const limits = readFileSync(`/proc/${engine}/limits`, 'utf8');
  expect(limits).toMatch(/Max open files\s+256\s+256/);
  const clients: RawClient[] = [];
  for (let turn = 0; turn < 400; turn++) {
    clients.push(await RawClient.connect(port));
  }
  const used = () => readdirSync(`/proc/${engine}/fd`).length;
  await waitUntil('the descriptors to be used up', () => used() >= 240);
  await app.page.evaluate(
    "window.culvert.savePreferences({ theme: 'dark', language: 'ko', browser: 'automatic', servePac: false })",
  );
  const saved = JSON.parse(readFileSync(`${dataFolder}/preferences.json`, 'utf8'));
  expect(saved).toMatchObject({ theme: 'dark', language: 'ko' });
  for (const client of clients) client.reset();
  await waitUntil('the descriptors to be free again', () => used() < 120);
  expect(await app.enginePid()).toBe(engine);
  const pages = await app.page.evaluate('window.culvert.checkDemo()');
  const { value } = pages as { value: { ok: boolean }[] };
  expect(value.length).toBeGreaterThan(0);
  expect(value.every(({ ok }) => ok)).toBe(true);
});
