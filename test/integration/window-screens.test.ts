import { describe, expect, it } from 'vitest';
import { grownConfig, offerOf } from '../support/import-offers';
import type { FakeBridge } from '../support/window/fake-bridge';
import {
  changeLook,
  doubled,
  keepPicture,
  type Look,
  outOfReach,
  small,
  tooWideBy,
  wide,
} from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { openRequests } from '../support/window/scenarios/connections';
import { ed25519Key } from '../support/window/scenarios/profiles';
import { type Screen, screens } from '../support/window/screens';

const open = windowTests();

/** What is left of a 1180 by 760 window at 125 % scale. */
const scaled = { width: 944, height: 608 };

const looks: readonly Look[] = [
  { label: 'en-light-wide', language: 'en', theme: 'light', ...wide },
  { label: 'en-dark-scaled', language: 'en', theme: 'dark', ...scaled },
  { label: 'ko-dark-small', language: 'ko', theme: 'dark', ...small },
  { label: 'zh-CN-light-small', language: 'zh-CN', theme: 'light', ...small },
  { label: 'en-light-doubled', language: 'en', theme: 'light', ...doubled },
  { label: 'ko-dark-doubled', language: 'ko', theme: 'dark', ...doubled },
];

function page(port: number): string {
  return `http://ip-10-0-1-23.ap-northeast-2.compute.internal:${port}/`;
}

/** Answers what the screens ask for. */
async function answerAll({ handlers }: FakeBridge): Promise<void> {
  handlers.chooseKeyFile = () => ({ ok: true, value: ed25519Key });
  handlers.checkDemo = () => ({
    ok: true,
    value: [
      { name: 'YARN ResourceManager', url: page(8088), ok: true, milliseconds: 42.3 },
      { name: 'Spark History Server', url: page(18080), ok: true, milliseconds: 51.2 },
      { name: 'HDFS NameNode', url: page(9870), ok: false, milliseconds: 8_000 },
    ],
  });
  handlers.openRequests = () => ({ ok: true, value: openRequests() });
  const offer = await offerOf('config', grownConfig);
  handlers.previewImport = () => ({ ok: true, value: offer });
}

/** Takes every look of one screen and returns which of them are wider than the window. */
async function takeAll(screen: Screen): Promise<readonly string[]> {
  const shown = await open(screen.snapshot());
  await answerAll(shown.bridge);
  await screen.act?.(shown.page);
  const wrong: string[] = [];
  for (const look of looks) {
    await changeLook(shown, look, true);
    await keepPicture(shown.page, `${screen.name}-${look.label}`);
    const over = await tooWideBy(shown.page);
    if (over > 0) wrong.push(`${look.label}: ${over} px wider than the window`);
    const cut = await outOfReach(shown.page);
    if (cut.length > 0) wrong.push(`${look.label}: cut off: ${cut.join(', ')}`);
  }
  return wrong;
}

describe('every screen, light and dark, wide and small, in three languages', () => {
  it.each(screens)('$name draws without an error and within the window', async (screen) => {
    expect(await takeAll(screen)).toEqual([]);
  });
});
