import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
/** Hosts that packages are fetched from: which one it is, is the computer's own affair. */
const registries =
  /\b(registry\.(npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|deb\.debian|archive\.ubuntu)\.\w+/;
/** What is written by hand; not what is built, installed or measured. */
const folders = ['electron', 'renderer', 'shared', 'test', 'scripts', 'docs', 'patches'];
const text = /\.(m?[jt]sx?|json|ya?ml|md|npmrc|patch)$/;

it('no file of the project names the host of a registry', () => {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  );
  const files = [...readdirSync(root), ...below].filter((name) => text.test(name));
  expect(files.length).toBeGreaterThan(1_000);
  const naming = files.filter((name) => registries.test(readFileSync(join(root, name), 'utf8')));
  expect(naming).toEqual([]);
});
