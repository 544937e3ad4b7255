import { electronRuntime } from './electron-runtime.mjs';
import { runMain } from './lib/say.mjs';
import { setup } from './setup.mjs';

// For anything that wants to drive the app: stdout carries this one line of JSON and nothing else.
await runMain(async () => {
  await setup();
  const { executablePath, args, env } = await electronRuntime();
  process.stdout.write(`${JSON.stringify({ executablePath, args, env })}\n`);
  return 0;
});
