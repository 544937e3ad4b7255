import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../electron/ipc/answer-call';
import { EngineLink } from '../../../electron/ipc/engine-link';
import type { ClusterBinding } from '../../../shared/model/cluster-binding';
import { profile, states } from './builders';
import { modelBench, signedPage } from './model-bench';

const jobId = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
const page = 'http://ip-10-0-1-23.ec2.internal:18080/';
const signInPage = 'https://device.sso.eu-west-1.amazonaws.com/?user_code=WDDL-BHNV';
const cluster: ClusterBinding = {
  region: 'eu-west-1',
  awsProfile: null,
  rule: { by: 'id', id: 'j-2AXXXXXXGAPLF' },
  login: false,
  last: { id: 'j-2AXXXXXXGAPLF', name: 'etl' },
};
const up = states.find(({ state }) => state === 'up') ?? { state: 'stopping' };

/** What no browser is ever to be given, whoever names it. */
const hostile = [
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'smb://evil.example/x',
  'ms-msdt:/id',
  'https://evil.example/',
  'https://amazonaws.com.evil.example/',
  'https://evilamazonaws.com/',
  'https://device.sso.eu-west-1.amazonaws.com@evil.example/',
  '--proxy-server=evil.example',
  '',
];

/** The app's logic before an engine that names that address, wherever it may name one. */
function bench(address: string) {
  let said: (message: unknown) => void = () => undefined;
  const breaches: string[] = [];
  const link = new EngineLink({
    spawn: () => ({
      postMessage: (message) => {
        const { id } = message as { id: number };
        queueMicrotask(() => said({ id, result: { ok: true, value: { url: address } } }));
      },
      onMessage: (listener) => {
        said = listener;
      },
      onExit: () => undefined,
      kill: () => undefined,
    }),
    onEvent: (name, payload) => made.model.engineEvent(name, payload),
    onLost: () => undefined,
    onBack: () => undefined,
    onGone: () => undefined,
    onBreach: (what) => breaches.push(what),
  });
  const made = modelBench([profile({ cluster, pages: [page] })], true, link);
  made.say('etl', up);
  link.start();
  return {
    ...made,
    breaches,
    /** Both of what the sign-in does: the dialog in the window, and the page in the browser. */
    signIns: () => made.published.filter(([name]) => name === 'signIn'),
    tellSignIn: () => said({ event: 'signIn', payload: { jobId, code: 'WDDL', url: address } }),
  };
}

describe('ELE-15: a page of a tunnel', () => {
  it.each([page])('is opened: %s', async (url) => {
    const { handlers, desktop } = bench(signedPage);
    const answer = await answerCall('openPage', handlers.openPage, { profileId: 'etl', url });
    expect(answer).toMatchObject({ ok: true });
    expect(desktop.opened).toEqual([['etl', url, 'automatic']]);
  });

  it.each([...hostile, signedPage])('is not %s', async (url) => {
    const { handlers, desktop } = bench(signedPage);
    const answer = await answerCall('openPage', handlers.openPage, { profileId: 'etl', url });
    expect(answer).toMatchObject({ ok: false });
    expect(desktop.opened).toEqual([]);
  });
});

describe('ELE-15: a page that AWS shows instead', () => {
  const ask = (made: ReturnType<typeof bench>, url: string) =>
    answerCall('openPresigned', made.handlers.openPresigned, { jobId, profileId: 'etl', url });

  it('is opened where EMR has it', async () => {
    const made = bench(signedPage);
    expect(await ask(made, page)).toMatchObject({ ok: true });
    expect(made.desktop.browsed).toEqual([signedPage]);
  });

  it.each([...hostile, signedPage.replace('https', 'http')])(
    'is not %s, whether the engine names it or the window',
    async (url) => {
      const named = bench(url);
      expect(await ask(named, page)).toMatchObject({ ok: false });
      const asked = bench(signedPage);
      expect(await ask(asked, url)).toMatchObject({ ok: false });
      expect([...named.desktop.browsed, ...asked.desktop.browsed]).toEqual([]);
    },
  );
});

describe('ELE-15: where a sign-in is confirmed', () => {
  it.each([
    signInPage,
    'https://d-1234567890.awsapps.com/start/#/device?user_code=WDDL-BHNV',
    'https://start.us-gov-home.awsapps.com/directory/d-1234567890',
    'https://start.home.awsapps.cn/directory/d-1234567890',
    'https://device.sso.cn-north-1.amazonaws.com.cn/',
    'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws/',
  ])('is %s', (url) => {
    const { tellSignIn, signIns, breaches } = bench(url);
    tellSignIn();
    expect(signIns()).toEqual([
      ['signIn', { jobId, code: 'WDDL', url }],
      ['signIn', url],
    ]);
    expect(breaches).toEqual([]);
  });

  it.each([...hostile, signInPage.replace('https', 'http')])('is not %s', (url) => {
    const { tellSignIn, signIns, breaches } = bench(url);
    tellSignIn();
    expect(signIns()).toEqual([]);
    expect(breaches).toEqual(['event signIn']);
  });
});
