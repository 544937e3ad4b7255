import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../electron/app/redact';
import type { Failure } from '../../../shared/model/failure';
import type { LogEvent } from '../../../shared/model/log';
import { failureSamples } from '../text/failure-samples';
import { profile, states } from './builders';
import { modelBench } from './model-bench';

/** Everything that names somebody or something of theirs; none of it may be in a report. */
const canaries = {
  name: 'Kanarienvogel tunnel',
  id: 'canary-profile',
  host: 'canary-bastion.secret.example',
  user: 'canary-user',
  alias: 'canary-alias',
  path: '/home/canary-home/.ssh/canary-key.pem',
  node: 'ip-10-99-98-97.canary.internal',
  query: 'canary-token-in-a-query',
  text: 'canary words of a server',
  fingerprint: 'SHA256:CanaryCanaryCanaryCanaryCanaryCanaryCanaryC',
  address: '203.0.113.199',
} as const;

const tunnel = profile({
  id: canaries.id,
  name: canaries.name,
  bastion: { host: canaries.host, port: 2222, user: canaries.user, hostKeyAlias: canaries.alias },
  authentication: [{ method: 'key-file', path: canaries.path }],
  allow: ['10.99.0.0/16'],
  limit: { suffixes: ['canary.internal'], ranges: [], ports: [8088] },
  pages: [`http://${canaries.node}:8088/cluster?token=${canaries.query}`],
});

/** A failure with every free text in it turned into one that names somebody. */
function revealing(failure: Failure): Failure {
  const codes = new Set([
    'code',
    'why',
    'kind',
    'stage',
    'scope',
    'agent',
    'browser',
    'encoding',
    'type',
    'format',
  ]);
  const text = Object.values(canaries).join(' ');
  return JSON.parse(JSON.stringify(failure), (key, value: unknown) => {
    if (typeof value !== 'string' || codes.has(key)) return value;
    return key === 'host' ? canaries.host : text;
  }) as Failure;
}

const session = {
  address: canaries.address,
  software: 'OpenSSH_9.6',
  hostKey: { type: 'ssh-ed25519', fingerprint: canaries.fingerprint },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  strictKeyExchange: true,
  authenticatedBy: `publickey ${canaries.fingerprint}`,
};

const events: readonly LogEvent[] = [
  { code: 'connected', host: canaries.host, user: canaries.user, session },
  { code: 'host-key-trusted', host: canaries.host, fingerprint: canaries.fingerprint },
  { code: 'server-banner', text: canaries.text },
  { code: 'key-warning', keyName: 'canary-key.pem', warning: 'readable-by-others' },
  { code: 'page-answers', page: `${canaries.node}:8088/cluster`, milliseconds: 3 },
  ...Object.values(failureSamples)
    .flat()
    .map((failure): LogEvent => ({ code: 'blocked', cause: revealing(failure) })),
];

async function reportOf(profileId: string | null): Promise<string> {
  const bench = modelBench([tunnel, profile({ id: 'other', name: 'Other canary' })]);
  bench.model.secretDesk.take(tunnel.id, new TextEncoder().encode('canary-passphrase'), false);
  const cause: Failure = { code: 'auth-refused', user: canaries.user, tried: [], accepted: [] };
  bench.say(tunnel.id, { state: 'blocked', cause });
  bench.model.engineEvent('reach', {
    profileId: tunnel.id,
    ssh: { milliseconds: 18 },
    forwards: 'yes',
    pages: tunnel.pages.map((url) => ({
      url,
      check: {
        outcome: 'failed',
        cause: { code: 'destination-refused', host: canaries.node, port: 8088 },
        milliseconds: 3,
      },
    })),
    checking: false,
    checks: 1,
  });
  for (const event of events) bench.model.note(tunnel.id, event);
  bench.model.note('other', { code: 'stopped' });
  const made = await bench.handlers.copyReport(
    profileId === null ? { of: 'all' } : { of: 'tunnel', profileId },
  );
  const text = bench.desktop.copied.join('');
  expect(made.lines).toBe(events.length + (profileId === null ? 1 : 0));
  return text;
}

describe('SEC-04: a copied report', () => {
  it('holds no name, host, user, path, address, fingerprint or secret', async () => {
    const text = await reportOf(null);
    for (const [what, canary] of Object.entries(canaries)) expect(text, what).not.toContain(canary);
    expect(text).not.toMatch(/canary|kanarien|10\.99|203\.0\.113/i);
  });

  it('holds what helps: versions, state, codes, ports and the story', async () => {
    const text = await reportOf(tunnel.id);
    expect(text).toContain(`Node ${process.versions.node}`);
    expect(text).toContain('"code":"auth-refused"');
    expect(text).toContain('"port":2222');
    expect(text).toContain('aes128-gcm@openssh.com');
    expect(text).toMatch(/page http:\/\/~[0-9a-f]{8}:8088 .*destination-refused/);
    expect(text).toMatch(/ssh \{"milliseconds":18\} forwards yes/);
    const blocked = events.filter(({ code }) => code === 'blocked');
    expect(text.match(/ blocked: \S/g)).toHaveLength(blocked.length);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  it('gives one host one mark within a report and another in the next', async () => {
    const mark = (text: string) => /"host":"(~[0-9a-f]{8})"/.exec(text)?.[1] ?? '';
    const [one, two] = [await reportOf(tunnel.id), await reportOf(tunnel.id)];
    expect(one.split(mark(one)).length).toBeGreaterThan(20);
    expect(mark(one)).not.toBe(mark(two));
  });
});

describe('the redactor', () => {
  it.each(states)('keeps the shape of $state and every code in it', (state) => {
    const copy = new Redactor().data(state);
    expect(copy.state).toBe(state.state);
    expect(Object.keys(copy)).toEqual(Object.keys(state));
  });

  it('marks even a field of codes when what it holds is no code', () => {
    const { why, software } = new Redactor().data({ why: 'ana at home', software: 'a/b c' });
    expect([why, software].every((text) => /^~[0-9a-f]{8}$/.test(text))).toBe(true);
  });
});
