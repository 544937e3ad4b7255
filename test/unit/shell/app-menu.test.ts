import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { appMenu } from '../../../electron/shell/app-menu';
import { helpLinks } from '../../../electron/shell/help-links';
import { desktopText } from '../../../shared/text/desktop/index';

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? items(item.submenu) : []),
  ]);
}

function menu(platform: NodeJS.Platform, developing: boolean) {
  const done: string[] = [];
  const words = desktopText('en').menu;
  const template = appMenu(
    { words, platform, developing },
    { show: (page) => done.push(page), quit: () => done.push('quit') },
  );
  return { template, done };
}

describe('the application menu', () => {
  it.each(['darwin', 'linux', 'win32'] as const)(
    'leads to every page and out, on %s',
    (platform) => {
      const { template, done } = menu(platform, false);
      for (const { click } of items(template)) (click as (() => void) | undefined)?.();
      expect(done.sort()).toEqual(['log', 'quit', 'settings', 'tunnels']);
    },
  );

  it('offers developer tools in a checkout only', () => {
    const roles = (developing: boolean) =>
      items(menu('linux', developing).template).map(({ role }) => role);
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(false)).not.toContain('reload');
  });
});

it('opens only addresses of the three extension shops, over https', () => {
  const hosts = Object.values(helpLinks).map((link) => new URL(link));
  expect(hosts.map(({ protocol }) => protocol)).toEqual(['https:', 'https:', 'https:']);
  expect(hosts.map(({ hostname }) => hostname)).toEqual([
    'chromewebstore.google.com',
    'addons.mozilla.org',
    'microsoftedge.microsoft.com',
  ]);
});
