import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { culvert } from '../support/cli';
import { canary, cliBastion } from '../support/cli-bastion';
import { temporaryFolder } from '../support/temp-folder';

const { sshd, upArgs } = cliBastion();

describe('culvert up, trust', () => {
  it('--accept-new remembers in a store of our own, and only there', async () => {
    const own = temporaryFolder('culvert-cli-trust-');
    const options = { dataDir: own.path, env: { CANARY: canary } };
    const first = culvert(upArgs('--accept-new'), options);
    await first.event('listening');
    expect(await first.signal('SIGINT')).toBe(0);
    const store = readFileSync(join(own.path, 'trusted-hosts'), 'utf8');
    expect(store).toContain(`[127.0.0.1]:${sshd().port} ssh-ed25519 `);
    const second = culvert(upArgs(), options);
    await second.event('listening');
    expect(await second.signal('SIGTERM')).toBe(0);
    own.remove();
  });

  it('--known-hosts is the only thing asked, and is never written', async () => {
    const own = temporaryFolder('culvert-cli-known-');
    const line = readFileSync(`${sshd().hostKeyFile('ed25519')}.pub`, 'utf8');
    const known = `[127.0.0.1]:${sshd().port} ${line.split(' ').slice(0, 2).join(' ')}\n`;
    writeFileSync(own.file('known'), known);
    writeFileSync(own.file('empty'), '');
    const options = { dataDir: own.file('data'), env: { CANARY: canary } };
    const trusted = culvert(upArgs('--known-hosts', own.file('known')), options);
    await trusted.event('listening');
    await trusted.signal('SIGTERM');
    const fresh = culvert(upArgs('--known-hosts', own.file('empty'), '--accept-new'), options);
    await fresh.event('listening');
    await fresh.signal('SIGTERM');
    writeFileSync(own.file('alias'), known.replace(/^\S+/, 'emr-prod'));
    const flags = ['--known-hosts', own.file('alias'), '--host-key-alias', 'emr-prod'];
    const aliased = culvert(upArgs(...flags), options);
    await aliased.event('listening');
    await aliased.signal('SIGTERM');
    expect(readFileSync(own.file('known'), 'utf8')).toBe(known);
    expect(readFileSync(own.file('empty'), 'utf8')).toBe('');
    expect(existsSync(own.file('data/trusted-hosts'))).toBe(false);
    own.remove();
  });
});
