import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerCall } from '../../../electron/ipc/answer-call';
import { type WindowCall, windowCalls } from '../../../shared/contract/window';
import { tellFigure } from '../../support/figure';
import { draft, profile } from '../app/builders';
import { type ModelBench, modelBench } from '../app/model-bench';

/** A hundred thousand in every run; as many as wanted for a long one. */
const messages = Number(process.env['CULVERT_IPC_MESSAGES'] ?? '100000');

const names = Object.keys(windowCalls) as WindowCall[];
const profileId = 'etl';
/** What the page really sends: the ground that mutations start from. */
const honest: readonly unknown[] = [
  { profileId },
  { profileId, format: 'current' },
  { profileId, draft: draft(), secret: null },
  { profileId, draft: draft(), secret: { secret: new Uint8Array([1, 2]), remember: true } },
  { promptId: '1', answer: { kind: 'secret', secret: new Uint8Array([1]), remember: false } },
  { text: 'x' },
  { topic: 'foxyproxy-chrome' },
  { theme: 'dark', language: 'ko' },
];

const junk = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
  }),
  fc.constantFrom<unknown>(
    '../../etc/passwd',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '__proto__',
    'x'.repeat(70_000),
    Number.NaN,
    -1,
    2 ** 53,
    new Array(5),
    new ArrayBuffer(8),
    JSON.parse('{"__proto__":{"polluted":true}}'),
  ),
);

/** Paths to every value inside a message. */
function paths(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [here];
  return [here, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...here, key]))];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const copy: Record<string, unknown> = { ...value };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const mutated = fc
  .constantFrom(...honest)
  .chain((message) =>
    fc
      .tuple(fc.constantFrom(...paths(message)), junk)
      .map(([path, by]) => replaced(message, path, by)),
  );
const message = fc.tuple(fc.constantFrom(...names), fc.oneof(junk, mutated));

function send(bench: ModelBench, name: WindowCall, args: unknown) {
  return answerCall(name, bench.handlers[name] as never, args);
}

it(
  `ELE-17: ${messages} fuzzed calls neither crash nor change anything`,
  async () => {
    const bench = modelBench([profile({ id: profileId, authentication: [{ method: 'agent' }] })]);
    const before = JSON.stringify(await bench.handlers.snapshot(undefined));
    const codes = new Map<string, number>();
    let sent = 0;
    while (sent < messages) {
      for (const [name, args] of fc.sample(message, Math.min(5_000, messages - sent))) {
        sent += 1;
        // By chance a message can be one that our page may send.
        if (windowCalls[name].args.safeParse(args).success) continue;
        const answer = await send(bench, name, args);
        const code = answer.ok ? 'ok' : answer.error.code;
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
    console.log(`${sent} calls: ${JSON.stringify(Object.fromEntries(codes))}`);
    for (const code of codes.keys()) expect(code).toMatch(/^bad-(fields|request)$/);
    const refused = [...codes.values()].reduce((sum, count) => sum + count, 0);
    expect(refused).toBeGreaterThan(messages / 2);
    expect(JSON.stringify(await bench.handlers.snapshot(undefined))).toBe(before);
    expect([bench.called, bench.published, bench.desktop.copied, bench.desktop.dragged]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    tellFigure(
      'ELE-17',
      `${sent.toLocaleString('en')} fuzzed calls, ${refused.toLocaleString('en')} refused: 0 crashes, 0 changes`,
    );
  },
  120_000 + messages,
);
