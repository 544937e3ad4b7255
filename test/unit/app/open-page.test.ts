import { expect, it } from 'vitest';
import { profile, states } from './builders';
import { modelBench } from './model-bench';

const url = 'http://ip-10-0-1-23.ec2.internal:8088/cluster';
const up = states.find(({ state }) => state === 'up') ?? { state: 'stopping' };

function bench() {
  const made = modelBench([profile({ pages: [url] })]);
  made.say('etl', up);
  return made;
}

it('opens a page of a tunnel where the preferences say', async () => {
  const { handlers, desktop } = bench();
  expect(await handlers.openPage({ profileId: 'etl', url })).toEqual({ browser: 'chromium' });
  await handlers.savePreferences({
    theme: 'dark',
    language: 'ko',
    browser: 'default',
    servePac: false,
  });
  expect(await handlers.openPage({ profileId: 'etl', url })).toEqual({ browser: 'default' });
  expect(desktop.opened).toEqual([
    ['etl', url, 'automatic'],
    ['etl', url, 'default'],
  ]);
});

it('opens no address but those of the tunnel', async () => {
  const { handlers, desktop } = bench();
  for (const other of ['https://evil.example/', `${url}/`, 'http://ip-10-0-1-23.ec2.internal/']) {
    await expect(handlers.openPage({ profileId: 'etl', url: other })).rejects.toMatchObject({
      error: { code: 'not-permitted' },
    });
  }
  await expect(handlers.openPage({ profileId: 'other', url })).rejects.toMatchObject({
    failure: { code: 'profile-missing' },
  });
  expect(desktop.opened).toEqual([]);
});

it('opens nothing through a tunnel that is not there', async () => {
  const { handlers, say, desktop } = bench();
  say('etl', { state: 'stopped' });
  await expect(handlers.openPage({ profileId: 'etl', url })).rejects.toMatchObject({
    failure: { code: 'tunnel-down' },
  });
  expect(desktop.opened).toEqual([]);
});
