import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { trayIconName, trayMenu, trayTip } from '../../../electron/shell/tray-menu';
import { tunnelActions } from '../../../shared/model/actions';
import { desktopText } from '../../../shared/text/desktop/index';
import { windowText } from '../../../shared/text/window/index';
import { states } from '../app/builders';

const words = { tray: desktopText('en').tray, states: windowText('en').states };
const tunnels = states.map((state) => ({
  id: state.state,
  name: `T ${state.state}`,
  state,
  shown: state.state,
}));

function menuWith() {
  const done: string[] = [];
  const template = trayMenu(tunnels, words, {
    open: () => done.push('open'),
    start: (id) => done.push(`start ${id}`),
    stop: (id) => done.push(`stop ${id}`),
    quit: () => done.push('quit'),
  });
  return { done, template };
}

function click(item: MenuItemConstructorOptions | undefined): void {
  const click = item?.click as (() => void) | undefined;
  if (click === undefined) throw new Error('cannot be clicked');
  click();
}

function children(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  if (!Array.isArray(item.submenu)) throw new Error('no submenu');
  return item.submenu;
}

const find = (template: MenuItemConstructorOptions[], id: string) =>
  template
    .flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])])
    .find((item) => item.id === id);

describe('the tray menu', () => {
  it('names every tunnel with its state in words', () => {
    const { template } = menuWith();
    expect(template.filter(({ submenu }) => submenu).map(({ label }) => label)).toEqual([
      'T stopped (Stopped)',
      'T connecting (Connecting)',
      'T up (Connected)',
      'T suspect (Connected)',
      'T reconnecting (Reconnecting)',
      'T blocked (Needs attention)',
      'T stopping (Stopping)',
    ]);
  });

  it('offers exactly what the state permits', () => {
    const { template } = menuWith();
    for (const { id, state } of tunnels) {
      const { start, stop } = tunnelActions(state);
      expect(find(template, `start:${id}`)?.enabled, `start ${id}`).toBe(start);
      expect(find(template, `stop:${id}`)?.enabled, `stop ${id}`).toBe(stop);
    }
  });

  it('does what it says', () => {
    const { template, done } = menuWith();
    for (const id of ['open', 'start:stopped', 'stop:up', 'quit']) click(find(template, id));
    expect(done).toEqual(['open', 'start stopped', 'stop up', 'quit']);
  });

  it('takes hostile and long names as text', () => {
    const name = `R&D ${'x'.repeat(100)}`;
    const tunnel = { id: 'a', name, state: { state: 'stopped' }, shown: 'stopped' } as const;
    const [, , item] = trayMenu([tunnel], words, {
      open: () => undefined,
      start: () => undefined,
      stop: () => undefined,
      quit: () => undefined,
    });
    expect(item?.label).toBe(`R&&D ${'x'.repeat(44)}… (Stopped)`);
    if (item !== undefined) expect(children(item)).toHaveLength(2);
  });

  it('says so when there is no tunnel', () => {
    const nothing = () => undefined;
    const template = trayMenu([], words, {
      open: nothing,
      start: nothing,
      stop: nothing,
      quit: nothing,
    });
    expect(template.map(({ label, type }) => label ?? type)).toEqual([
      'Open Culvert',
      'separator',
      'No tunnels yet',
      'separator',
      'Quit',
    ]);
  });
});

describe('the tray icon', () => {
  const showing = (...names: string[]) => tunnels.filter(({ id }) => names.includes(id));
  it.each([
    ['idle', []],
    ['idle', ['stopped', 'connecting', 'reconnecting']],
    ['connected', ['stopped', 'up', 'reconnecting']],
    ['attention', ['up', 'blocked']],
  ] as const)('is %s for %j', (icon, names) => {
    expect(trayIconName(showing(...names))).toBe(icon);
  });

  it('asks for attention where a tunnel is up and none of its pages answers', () => {
    const [up] = showing('up');
    if (up === undefined) throw new Error('no tunnel is up');
    const cut = { ...up, shown: 'blocked' } as const;
    expect(trayIconName([cut])).toBe('attention');
    expect(trayTip([cut], words)).toBe('Culvert: 0 of 1 connected');
    const nothing = () => undefined;
    const actions = { open: nothing, start: nothing, stop: nothing, quit: nothing };
    const item = find(trayMenu([cut], words, actions), 'tunnel:up');
    expect(item?.label).toBe('T up (Needs attention)');
    expect(children(item ?? {}).map(({ enabled }) => enabled)).toEqual([false, true]);
  });

  it('tells how many are connected', () => {
    expect(trayTip(tunnels, words)).toBe('Culvert: 1 of 7 connected');
  });
});

it('speaks every language in full', () => {
  const flat = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(flat)
      : [typeof value === 'function' ? String(value('3', '4')) : String(value)];
  const english = flat(desktopText('en'));
  for (const language of ['ko', 'zh-CN'] as const) {
    const texts = flat(desktopText(language));
    expect(texts).toHaveLength(english.length);
    for (const [index, text] of texts.entries()) {
      expect(text).not.toBe('');
      expect(text).not.toContain('undefined');
      expect(text, english[index]).not.toBe(english[index]);
    }
  }
});
