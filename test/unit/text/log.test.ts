import { describe, expect, it } from 'vitest';
import { languageSchema } from '../../../shared/model/language';
import { type LogEvent, logEventSchema } from '../../../shared/model/log';
import { failureWords } from '../../../shared/text/failures';
import { logLine } from '../../../shared/text/log';

const cause = { code: 'bastion-unreachable', host: 'b.example', port: 22, why: 'timeout' } as const;
const session = {
  address: '203.0.113.9',
  software: 'OpenSSH_9.6',
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:abc' },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  strictKeyExchange: true,
  authenticatedBy: 'publickey SHA256:mine',
};

const events: {
  readonly [Code in LogEvent['code']]: readonly Extract<LogEvent, { code: Code }>[];
} = {
  started: [{ code: 'started' }],
  stage: (['listen', 'resolve', 'tcp', 'key-exchange', 'host-key', 'authentication'] as const).map(
    (stage) => ({ code: 'stage', stage }),
  ),
  'way-tried': [{ code: 'way-tried', transport: 'http-proxy' }],
  'way-skipped': [
    {
      code: 'way-skipped',
      transport: 'direct',
      cause: { code: 'bastion-unreachable', host: 'b.example', port: 22, why: 'timeout' },
    },
  ],
  connected: [
    { code: 'connected', host: 'b.example', user: 'ec2-user', session },
    {
      code: 'connected',
      host: 'b.example',
      user: 'ec2-user',
      session: { ...session, strictKeyExchange: false },
    },
  ],
  listening: [{ code: 'listening', address: '127.0.0.1', port: 8157 }],
  'host-key-trusted': [{ code: 'host-key-trusted', host: 'b.example', fingerprint: 'SHA256:abc' }],
  'host-keys-changed': [
    { code: 'host-keys-changed', host: 'b.example', added: ['SHA256:new'], removed: [] },
    { code: 'host-keys-changed', host: 'b.example', added: [], removed: ['SHA256:old'] },
  ],
  'host-key-not-kept': [
    {
      code: 'host-key-not-kept',
      cause: { code: 'trust-store-unwritable', file: 'trusted-hosts', why: 'ENOSPC' },
    },
  ],
  'cluster-found': [
    { code: 'cluster-found', name: 'nightly', id: 'j-1', node: 'ip-10-0-1-23.ec2.internal' },
  ],
  'aws-slowed': [{ code: 'aws-slowed', inMs: 1_900 }],
  'cluster-not-asked': [{ code: 'cluster-not-asked', cause }],
  'key-pair-differs': [
    ...(['cluster', 'bastion', 'jump-host'] as const).map((machine) => ({
      code: 'key-pair-differs' as const,
      machine,
      pair: 'emr-prod',
      shown: '1f:51:ae',
      fingerprint: 'SHA256:x',
    })),
  ],
  lost: [{ code: 'lost', cause }],
  retrying: [
    { code: 'retrying', attempt: 3, inMs: 2040 },
    { code: 'retrying', attempt: 4, inMs: -5 },
  ],
  blocked: [{ code: 'blocked', cause }],
  'request-failed': [{ code: 'request-failed', cause }],
  'page-answers': [{ code: 'page-answers', page: 'node:8088/cluster', milliseconds: 41.6 }],
  'page-fails': [{ code: 'page-fails', page: 'node:8088/cluster', cause }],
  stopped: [{ code: 'stopped' }],
  'server-banner': [{ code: 'server-banner', text: 'Authorised use only.' }],
  'fast-cipher-missing': [
    { code: 'fast-cipher-missing', why: "Cannot find addon '.' imported from 'sodium-native'" },
  ],
  'key-warning': [
    { code: 'key-warning', keyName: 'k.pem', warning: 'readable-by-others' },
    { code: 'key-warning', keyName: 'k.pem', warning: 'byte-order-mark' },
    { code: 'key-warning', keyName: 'k.pem', warning: 'constructor' },
  ],
  'engine-restarted': [{ code: 'engine-restarted' }],
  'secret-not-stored': [
    { code: 'secret-not-stored', why: 'no-key-store' },
    { code: 'secret-not-stored', why: 'locked' },
    { code: 'secret-not-stored', why: 'unknown' },
    { code: 'secret-not-stored', why: 'toString' },
  ],
};
const samples: readonly LogEvent[] = Object.values(events).flat();
const languages = languageSchema.options;
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe.each(languages)('the log in %s', (language) => {
  it('has a line of its own for every event', () => {
    const codes = logEventSchema.options.map((option) => option.shape.code.value);
    expect(Object.keys(events).sort()).toEqual([...codes].sort());
    const lines = samples.map((event) => logLine(event, language));
    expect(new Set(lines).size).toBe(samples.length);
    for (const line of lines) {
      expect(line.length).toBeGreaterThan(2);
      expect(line).not.toMatch(unseen);
      expect(line).not.toMatch(/undefined|null|NaN|\[object|function/);
    }
  });

  it.each(samples)('is translated for $code', (event) => {
    const line = logLine(event, language);
    if (language === 'en') expect(line).not.toMatch(/[\p{Script=Hangul}\p{Script=Han}]/u);
    if (language === 'ko') expect(line).toMatch(/\p{Script=Hangul}/u);
    if (language === 'zh-CN') expect(line).toMatch(/\p{Script=Han}/u);
  });

  it('tells every fact of a connection', () => {
    const line = logLine({ code: 'connected', host: 'b.example', user: 'u1', session }, language);
    // That the key exchange is strict goes without saying.
    const { hostKey, strictKeyExchange: _strict, ...facts } = session;
    for (const fact of ['b.example', 'u1', ...Object.values(facts), ...Object.values(hostKey)]) {
      expect(line).toContain(fact);
    }
  });

  it('says what to do where the person is needed, and only what happened where not', () => {
    const { what, next } = failureWords(cause, language);
    const line = (code: 'lost' | 'blocked' | 'request-failed') =>
      logLine({ code, cause }, language);
    expect(line('blocked')).toContain(what);
    expect(line('blocked')).toContain(next);
    expect(line('request-failed')).toContain(next);
    expect(line('lost')).toContain(what);
    expect(line('lost')).not.toContain(next);
  });

  it('says when the next attempt is due', () => {
    expect(logLine({ code: 'retrying', attempt: 3, inMs: 2040 }, language)).toMatch(
      /2\.0.*3|3.*2\.0/,
    );
    expect(logLine({ code: 'retrying', attempt: 4, inMs: -5 }, language)).not.toContain('0.0');
  });

  it('keeps one line whatever a server or a page puts into it', () => {
    const hostile = 'a\r\n\u001b]0;t\u0007\u202eb\u2067\u2029<img src=x>';
    const lines = [
      logLine({ code: 'server-banner', text: `Welcome\r\n\r\n  ${hostile}` }, language),
      logLine({ code: 'host-key-trusted', host: hostile, fingerprint: hostile }, language),
      logLine({ code: 'key-warning', keyName: hostile, warning: hostile }, language),
      logLine({ code: 'secret-not-stored', why: hostile }, language),
      logLine({ code: 'blocked', cause: { ...cause, host: hostile } }, language),
      logLine({ code: 'lost', cause: { code: 'internal', detail: hostile } }, language),
      logLine(
        { code: 'request-failed', cause: { code: 'destination-refused', host: hostile, port: 1 } },
        language,
      ),
    ];
    for (const line of lines) {
      expect(line).not.toMatch(unseen);
      expect(line).toContain('<img src=x>');
    }
    expect(lines[0]).toContain('Welcome | a');
  });
});
