import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usages } from '../../../electron/cli/usages';
import { exportKindSchema } from '../../../shared/model/export';
import { exportWords } from '../../../shared/text/exports';
import { en } from '../../../shared/text/window/en';

const root = join(import.meta.dirname, '../../..');
const guide = join(root, 'docs/user-guide');
const pages = readdirSync(guide)
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(guide, name));
const textOf = (path: string) => readFileSync(path, 'utf8');

/** What GitHub makes of a heading for links to it. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsIn(path: string): string[] {
  return [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/** Every text of the window that stands there as it is. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

const labels = new Set([
  ...textsIn(en),
  ...exportKindSchema.options.map((kind) => exportWords(kind, 'en').label),
]);

/** What FoxyProxy calls its own, and what is bold for its weight alone. */
const others = new Set([
  'FoxyProxy Standard',
  'An import of the whole file replaces every proxy that FoxyProxy already holds.',
  'Options',
  'toolbar icon',
  'Proxy by Patterns',
  'Later versions cannot read XML at all.',
  'all',
  'Commands.',
  'Other files.',
  'Listening for others.',
  'Paths to other computers',
]);

describe('the user guide', () => {
  it.each([join(root, 'README.md'), ...pages])('has links that lead somewhere in %s', (path) => {
    const links = [...textOf(path).matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g)];
    for (const [link, file = '', anchor] of links) {
      const target = file === '' ? path : join(dirname(path), file);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined) expect(anchorsIn(target), link).toContain(anchor);
    }
  });

  it('is linked from the README, page for page', () => {
    const readme = textOf(join(root, 'README.md'));
    for (const path of pages) expect(readme).toContain(relative(root, path).replaceAll('\\', '/'));
  });

  it.each(['importing', 'clusters', 'opening-pages', 'foxyproxy'])(
    'calls things in %s.md what the window calls them',
    (name) => {
      const bold = [...textOf(join(guide, `${name}.md`)).matchAll(/\*\*([^*]+)\*\*/g)];
      const said = bold.map(([, words = '']) => words.replaceAll('\n', ' '));
      expect(said.length).toBeGreaterThan(5);
      expect(said.filter((words) => !labels.has(words) && !others.has(words))).toEqual([]);
    },
  );

  it.each(pages)('names only options that the command line knows in %s', (path) => {
    const known = new Set(usages.join(' ').match(/--[a-z][a-z-]*/g));
    const commands = textOf(path).match(/culvert [a-z][^`\n]*/g) ?? [];
    const options = commands.flatMap((command) => command.match(/ --[a-z][a-z-]*/g) ?? []);
    expect(options.filter((option) => !known.has(option.trim()))).toEqual([]);
  });
});
