import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const asked = { ...manifest['dependencies'], ...manifest['devDependencies'] };

describe('SSH-25: what Culvert depends on', () => {
  it.each(Object.entries(asked))('%s is asked for by one exact version', (_name, version) => {
    expect(version).toMatch(/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('is held by its hash, all of it, and comes from no other place than the registry', () => {
    expect(packages.length).toBeGreaterThan(100);
    for (const [path, { integrity, resolved, link }] of packages) {
      expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
      expect(resolved ?? '', path).not.toMatch(/^(git|file|http:)/);
      expect(link ?? false, path).toBe(false);
    }
  });

  it('runs no code when it is installed, so that nothing native is built', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const built = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .flatMap(([path]) => builtIn(join(root, path)));
    expect(built).toEqual([]);
  });

  it('holds the ssh2 that is patched, without its native parts', () => {
    expect(asked['ssh2']).toBe('1.17.0');
    expect(existsSync(join(root, 'node_modules/ssh2/lib/protocol/crypto/build'))).toBe(false);
    const patches = readdirSync(join(root, 'patches'));
    expect(patches).toContain('ssh2+1.17.0.patch');
    // The advisories of earlier versions: CVE-2020-26301 below 1.4.0, CVE-2023-48795 below 1.15.0.
    expect(read('node_modules/ssh2/lib/protocol/kex.js')).toContain('kex-strict-c-v00@openssh.com');
  });
});

/** What a compiler would have left behind; what a package brings along built is none of it. */
function builtIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return ['build/Release', 'build/Makefile', 'lib/protocol/crypto/build']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path));
}
