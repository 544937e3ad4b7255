import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SocksParser, type SocksStep } from '../../../electron/socks/socks-parser';
import { greeting, socks4, socks4a, socks5Name } from './messages';

/** The long form (RELIABILITY_RUNS=1000000) is for the nightly run. */
const numRuns = Number(process.env['RELIABILITY_RUNS'] ?? 100_000);

const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
const name = fc.oneof(fc.string({ maxLength: 40 }), fc.domain(), fc.ipV4(), fc.ipV6());
const port = fc.nat(65535);
const message = fc.oneof(
  noise,
  fc.tuple(name, port).map(([host, at]) => Buffer.concat([greeting(0), socks5Name(host, at)])),
  fc.tuple(name, port).map(([host, at]) => socks4a(host, at)),
  fc
    .tuple(fc.ipV4(), port, fc.string({ maxLength: 20 }))
    .map(([ip, at, user]) => socks4(ip, at, user)),
);
/** A message with some bytes changed, noise behind it, and where to cut it. */
const session = fc
  .tuple(message, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }), noise)
  .map(([start, changes, end]) => {
    const bytes = Buffer.concat([start, end]);
    for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
    return bytes;
  });

/** All steps, and how many bytes were given to the parser before it was over. */
function feed(chunks: readonly Buffer[]): { steps: SocksStep[]; given: number } {
  const parser = new SocksParser();
  const steps: SocksStep[] = [];
  let given = 0;
  for (const chunk of chunks) {
    if (parser.over) break;
    given += chunk.length;
    steps.push(...parser.push(chunk));
  }
  return { steps, given };
}

type Request = Extract<SocksStep, { kind: 'request' }>;

function checkRequest({ early, destination }: Request, given: Buffer): void {
  const rest = given.subarray(given.length - early.length);
  if (early.length > given.length || !rest.equals(early)) throw new Error('not the bytes it got');
  if (destination.port < 1 || destination.port > 65535) throw new Error('not a port');
  if (/[\p{Cc}\p{Z}/]/u.test(destination.host)) throw new Error('not one line');
  if (Buffer.byteLength(destination.host) > 255) throw new Error('too long');
}

describe('SocksParser against anything', () => {
  it(`neither throws nor takes more than it got, in ${numRuns} sessions`, {
    timeout: 600_000,
  }, () => {
    let requests = 0;
    let refusals = 0;
    fc.assert(
      fc.property(session, fc.nat(), (bytes, cut) => {
        const at = bytes.length === 0 ? 0 : cut % bytes.length;
        const { steps, given } = feed([bytes.subarray(0, at), bytes.subarray(at)]);
        const final = steps.filter((step) => step.kind !== 'answer');
        const last = steps.at(-1);
        // Plain conditions: a hundred thousand times six matchers is most of the time otherwise.
        if (final.length > 1 || steps.length > 2) throw new Error('a step after the last');
        if (last?.kind === 'request') {
          requests++;
          checkRequest(last, bytes.subarray(0, given));
        }
        if (last?.kind === 'refuse') refusals++;
      }),
      { numRuns },
    );
    // The generators would be worthless if they only ever reached one side.
    expect(requests).toBeGreaterThan(numRuns / 10);
    expect(refusals).toBeGreaterThan(numRuns / 10);
  });
});
