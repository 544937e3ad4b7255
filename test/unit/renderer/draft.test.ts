import { describe, expect, it } from 'vitest';
import { checkForm, firstBad, problemsAt } from '../../../renderer/state/draft';
import {
  type FormProblems,
  type FormValues,
  formOf,
  freeLocalPort,
  newForm,
  sameForm,
  sameLocalPort,
} from '../../../renderer/state/form-values';
import { ed25519Key, profile } from '../../support/window/scenarios/profiles';

const good: FormValues = {
  ...newForm([]),
  name: 'Nightly ETL',
  host: 'bastion.example.com',
  key: ed25519Key,
};

function problems(changes: Partial<FormValues>): FormProblems {
  const checked = checkForm({ ...good, ...changes });
  return checked.ok ? {} : checked.problems;
}

describe('a form becomes a draft', () => {
  it('with numbers for ports, trimmed text and one range a line', () => {
    const checked = checkForm({
      ...good,
      name: '  Nightly ETL ',
      group: ' Seoul ',
      host: ' bastion.example.com ',
      sshPort: ' 2222 ',
      allow: '169.254.10.0/24\n\n 10.0.0.7, fd00::/8 ',
      limit: 'compute.internal 10.0.0.0/16\n8088, fd00::/8 .ec2.internal 10.1.2.3',
      pages: ' http://ip-10-0-1-23.ec2.internal:8088/cluster\n',
    });
    expect(checked).toEqual({
      ok: true,
      draft: {
        name: 'Nightly ETL',
        group: 'Seoul',
        kind: 'dynamic',
        jumpHosts: [],
        transport: [{ kind: 'direct' }],
        instance: null,
        cluster: null,
        listenAddress: '127.0.0.1',
        forward: null,
        bastion: { host: 'bastion.example.com', port: 2222, user: 'ec2-user' },
        authentication: 'key-file',
        keyToken: ed25519Key.token,
        localPort: 8157,
        allow: ['169.254.10.0/24', '10.0.0.7', 'fd00::/8'],
        limit: {
          suffixes: ['compute.internal', '.ec2.internal'],
          ranges: ['10.0.0.0/16', 'fd00::/8', '10.1.2.3'],
          ports: [8088],
        },
        pages: ['http://ip-10-0-1-23.ec2.internal:8088/cluster'],
        session: false,
        reconnect: true,
        startWithApp: false,
      },
    });
  });

  it('without a key where none is used, even if one was chosen before', () => {
    const checked = checkForm({ ...good, authentication: 'agent' });
    expect(checked.ok && checked.draft.keyToken).toBeNull();
  });

  it.each(['local', 'remote'] as const)(
    'without what only SOCKS is asked for where it is %s, right or wrong',
    (kind) => {
      const way = { ...good.way, kind, targetHost: 'hive.internal', targetPort: '10000' };
      const typed = { allow: 'everything', limit: '10.0.0.0/33', pages: 'no page', way };
      expect(checkForm({ ...good, ...typed })).toMatchObject({
        ok: true,
        draft: { kind, allow: [], limit: { suffixes: [], ranges: [], ports: [] }, pages: [] },
      });
      const back = { ...typed, way: { ...way, kind: 'dynamic' as const } };
      expect(problems(back)).toMatchObject({ allow: 'range-invalid', pages: 'page-invalid' });
    },
  );

  it('and what is stored comes back to the form unchanged', () => {
    const allow = ['10.0.0.7', 'fd00::/8'];
    const stored = profile('a', { allow, localPort: 9000, session: true });
    const checked = checkForm(formOf(stored));
    expect(checked).toMatchObject({
      ok: true,
      draft: { bastion: stored.bastion, localPort: 9000, allow, session: true },
    });
  });
});

describe('a field that cannot be taken is named with its code', () => {
  it.each([
    [{ name: '' }, { name: 'name-empty' }],
    [{ name: '   ' }, { name: 'name-empty' }],
    [{ name: 'x'.repeat(81) }, { name: 'name-too-long' }],
    [{ host: '' }, { host: 'host-empty' }],
    [{ host: 'bastion seoul' }, { host: 'host-has-space' }],
    [{ host: 'https://bastion/' }, { host: 'host-is-url' }],
    [{ host: 'ec2-user@bastion' }, { host: 'host-has-user' }],
    [{ host: 'bastion:2222' }, { host: 'host-has-port' }],
    [{ host: 'bastion..example' }, { host: 'host-invalid' }],
    [{ host: 'a'.repeat(600) }, { host: 'host-invalid' }],
    [{ sshPort: '' }, { sshPort: 'port-not-a-number' }],
    [{ sshPort: '22.5' }, { sshPort: 'port-not-a-number' }],
    [{ sshPort: '-1' }, { sshPort: 'port-not-a-number' }],
    [{ sshPort: '0' }, { sshPort: 'port-out-of-range' }],
    [{ sshPort: '65536' }, { sshPort: 'port-out-of-range' }],
    [{ localPort: '1e3' }, { localPort: 'port-not-a-number' }],
    [{ localPort: '70000' }, { localPort: 'port-out-of-range' }],
    [{ user: '' }, { user: 'user-empty' }],
    [{ user: 'two words' }, { user: 'user-invalid' }],
    [{ user: 'a:b' }, { user: 'user-invalid' }],
    [{ key: null }, { key: 'key-not-chosen' }],
    [{ allow: '10.0.0.0/33' }, { allow: 'range-invalid' }],
    [{ allow: '10.0.0.7 everything' }, { allow: 'range-invalid' }],
    [
      { name: '', key: null, host: 'a b' },
      { name: 'name-empty', host: 'host-has-space', key: 'key-not-chosen' },
    ],
  ] as const satisfies readonly (readonly [Partial<FormValues>, FormProblems])[])(
    '%j',
    (changes, expected) => {
      expect(problems(changes)).toEqual(expected);
    },
  );

  it('also when main refuses, by the dotted path of the draft', () => {
    expect(
      problemsAt([
        ['bastion.port', 'port-out-of-range'],
        ['keyToken', 'key-token-expired'],
        ['allow.3', 'range-invalid'],
        ['localPort', 'local-port-taken'],
      ]),
    ).toEqual({
      sshPort: 'port-out-of-range',
      key: 'key-token-expired',
      allow: 'range-invalid',
      localPort: 'local-port-taken',
    });
  });

  it('and the first of them in reading order gets the focus', () => {
    expect(firstBad({ allow: 'range-invalid', host: 'host-empty' })).toBe('host');
    expect(firstBad({})).toBeNull();
  });
});

describe('local ports', () => {
  const stored = [profile('a'), profile('b', { localPort: 8158 })];

  it('of new tunnels start at 8157 and step over those in use', () => {
    expect(freeLocalPort([])).toBe(8157);
    expect(freeLocalPort(stored)).toBe(8159);
  });

  it('shared with another tunnel are found, the tunnel itself aside', () => {
    expect(sameLocalPort(' 8158 ', null, stored)?.id).toBe('b');
    expect(sameLocalPort('8158', 'b', stored)).toBeNull();
    expect(sameLocalPort('none', null, stored)).toBeNull();
  });
});

it('a form counts as changed when any field or the key differs', () => {
  expect(sameForm(good, { ...good })).toBe(true);
  expect(sameForm(good, { ...good, reconnect: false })).toBe(false);
  expect(sameForm(good, { ...good, key: { ...ed25519Key, token: 'f'.repeat(32) } })).toBe(false);
  expect(sameForm(good, { ...good, key: null })).toBe(false);
});
