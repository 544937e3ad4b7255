import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../electron/ipc/answer-call';
import { CallRefused } from '../../../shared/contract/result';
import { type WindowCall, windowCalls } from '../../../shared/contract/window';
import { FailureError } from '../../../shared/model/failure';
import { draft } from '../app/builders';

const save = (changes: Record<string, unknown>) =>
  answerCall('saveProfile', () => Promise.reject(new Error('reached')), {
    profileId: null,
    draft: { ...draft(), ...changes },
    secret: null,
  });

describe('an answer to the window', () => {
  it('carries the value of a call that went well', async () => {
    const answer = await answerCall('saveExport', async () => 'a.json', {
      profileId: 'etl',
      kind: 'pac',
    });
    expect(answer).toEqual({ ok: true, value: 'a.json' });
  });

  it.each([
    [
      new FailureError({ code: 'engine-crashed' }),
      { code: 'failure', failure: { code: 'engine-crashed' } },
    ],
    [new CallRefused({ code: 'not-permitted' }), { code: 'not-permitted' }],
    [
      new TypeError('x is not a function'),
      { code: 'failure', failure: { code: 'internal', detail: 'TypeError: x is not a function' } },
    ],
    ['thrown text', { code: 'failure', failure: { code: 'internal', detail: 'thrown text' } }],
  ])('turns what was thrown into an error (%#)', async (thrown, error) => {
    const handler = () => Promise.reject(thrown);
    expect(await answerCall('startTunnel', handler, { profileId: 'etl' })).toEqual({
      ok: false,
      error,
    });
  });

  it('is given for as many flow logs as may be dropped and read at once', async () => {
    const folder = '/home/analyst/flow-logs/123456789012_vpcflowlogs_ap-northeast-2/2026/11/22/';
    const files = Array.from({ length: 10_000 }, (_, at) => `${folder}fl-0a1b2c3d_${at}.log.gz`);
    expect(await answerCall('dropFlowFiles', async () => [], { files })).toEqual({
      ok: true,
      value: [],
    });
    const read = {
      jobId: 'a-reading',
      source: { engine: 'local', files: files.map(() => 'f'.repeat(32)) },
      format: null,
      place: null,
      clusterId: null,
      from: null,
      to: null,
    };
    const asked: number[] = [];
    await answerCall(
      'readFlows',
      async ({ source }) => {
        asked.push(source.engine === 'local' ? source.files.length : 0);
        throw new CallRefused({ code: 'not-permitted' });
      },
      read,
    );
    expect(asked).toEqual([10_000]);
    const huge = { files: ['x'.repeat(5 * 1024 * 1024)] };
    expect(await answerCall('dropFlowFiles', async () => [], huge)).toMatchObject({ ok: false });
  });

  it.each([
    [{ name: '' }, { name: 'name-empty' }],
    [{ name: 'n'.repeat(81) }, { name: 'name-too-long' }],
    [{ bastion: { host: 'http://b', port: 22, user: 'u' } }, { 'bastion.host': 'host-is-url' }],
    [
      { bastion: { host: 'b', port: 0, user: 'u v' } },
      { 'bastion.port': 'port-out-of-range', 'bastion.user': 'user-invalid' },
    ],
    [{ localPort: 70_000 }, { localPort: 'port-out-of-range' }],
    [{ allow: ['10.0.0.0/8', 'all'] }, { 'allow.1': 'range-invalid' }],
    [{ authentication: 'key-file' }, { keyToken: 'key-not-chosen' }],
  ])('names the fields of a form that cannot be taken (%#)', async (changes, fields) => {
    expect(await save(changes)).toEqual({ ok: false, error: { code: 'bad-fields', fields } });
  });

  it.each([
    { authentication: 'telepathy' },
    { keyToken: '/etc/shadow' },
    { name: 7 },
    { bastion: null },
  ])('does not discuss what our own page would never send (%#)', async (changes) => {
    expect(await save(changes)).toEqual({ ok: false, error: { code: 'bad-request' } });
  });
});

describe('hostile arguments', () => {
  const names = Object.keys(windowCalls) as WindowCall[];

  it('never reach a handler and never make an exception', async () => {
    const anything = fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withBigInt: true,
      withSparseArray: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), anything, async (name, args) => {
        let reached: unknown = null;
        const answer = await answerCall(
          name,
          ((given: unknown) => {
            reached = given;
            return Promise.resolve(undefined);
          }) as never,
          args,
        );
        if (!answer.ok) expect(answer.error.code).toMatch(/^bad-(request|fields)$/);
        else expect(windowCalls[name].args.safeParse(reached).success).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('over 64 KiB are refused before they are parsed', async () => {
    const handler = async () => undefined;
    const text = 'x'.repeat(60_000);
    expect(await answerCall('copyText', handler, { text })).toEqual({ ok: true, value: undefined });
    const heavy = { text, more: 'y'.repeat(6_000) };
    expect(await answerCall('copyText', handler, heavy)).toEqual({
      ok: false,
      error: { code: 'bad-request' },
    });
  });
});
