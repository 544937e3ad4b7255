import { copyFileSync } from 'node:fs';
import { endToEnd } from './e2e.mjs';
import { build } from './lib/build.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { runMain, say, Trouble } from './lib/say.mjs';
import { setup } from './setup.mjs';

/** The pictures of README and user guide, each with the one a test keeps that it is a copy of. */
const pictures = /** @type {const} */ ([
  ['tunnels-light', 'pages-en-light-wide'],
  ['doctor-broken-light', 'story-doctor-broken-light'],
  ['doctor-broken-dark', 'story-doctor-broken-dark'],
  ['doctor-mended-light', 'story-doctor-mended-light'],
  ['flows-broken-light', 'story-flows-broken-light'],
  ['flows-broken-dark', 'story-flows-broken-dark'],
  ['flows-mended-light', 'story-flows-mended-light'],
]);

/** @returns {Promise<number>} vitest's exit code. */
function windowScreens() {
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs');
  const file = 'test/integration/window-screens.test.ts';
  return run(process.execPath, [vitest, 'run', '--project', 'integration', file], {});
}

await runMain(async () => {
  await setup();
  await build();
  const codes = [await windowScreens(), await endToEnd(['test/e2e/network-story.test.ts'])];
  if (codes.some((code) => code !== 0)) throw new Trouble('the tests that take them have failed');
  for (const [picture, kept] of pictures) {
    const from = inProject('test-results', 'screens', `${kept}.png`);
    copyFileSync(from, inProject('docs', 'images', `${picture}.png`));
  }
  say(`${pictures.length} pictures in docs/images are new.`);
  return 0;
});
