import { describe, expect, it } from 'vitest';
import { plainWay, withKind } from '../../../renderer/state/way-form';

describe('another kind of tunnel', () => {
  it('leads to this computer if it is remote, and forgets that when it no longer is', () => {
    const remote = withKind(plainWay(), 'remote');
    expect(remote).toMatchObject({ kind: 'remote', targetHost: '127.0.0.1' });
    expect(withKind(remote, 'local')).toMatchObject({ kind: 'local', targetHost: '' });
    expect(withKind(remote, 'dynamic')).toMatchObject({ kind: 'dynamic', targetHost: '' });
  });

  it('keeps a place that somebody has typed', () => {
    const typed = { ...plainWay(), kind: 'local', targetHost: 'hive.internal' } as const;
    const remote = withKind(typed, 'remote');
    expect(remote.targetHost).toBe('hive.internal');
    expect(withKind(remote, 'local')).toEqual(typed);
    const here = { ...plainWay(), kind: 'local', targetHost: '127.0.0.1' } as const;
    expect(withKind(here, 'local').targetHost).toBe('127.0.0.1');
  });
});
