import type { MenuItemConstructorOptions } from 'electron';
import { type StateTone, toneOf, tunnelActions } from '../../shared/model/actions';
import type { TunnelState, TunnelStateName } from '../../shared/model/tunnel-state';
import type { DesktopText } from '../../shared/text/desktop/index';

/** A tunnel as the tray shows it. */
export interface TrayTunnel {
  readonly id: string;
  readonly name: string;
  readonly state: TunnelState;
  /** The state as the window shows it, which knows of the tunnel's pages. */
  readonly shown: TunnelStateName;
}

export interface TrayWords {
  readonly tray: DesktopText['tray'];
  readonly states: Readonly<Record<TunnelStateName, string>>;
}

export interface TrayActions {
  readonly open: () => void;
  readonly start: (profileId: string) => void;
  readonly stop: (profileId: string) => void;
  readonly quit: () => void;
}

const longestName = 48;

/** The tray's menu: each tunnel with its state in words and what can be done with it now. */
export function trayMenu(
  tunnels: readonly TrayTunnel[],
  words: TrayWords,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const none: MenuItemConstructorOptions = { label: words.tray.none, enabled: false };
  return [
    { id: 'open', label: words.tray.open, click: () => actions.open() },
    { type: 'separator' },
    ...(tunnels.length === 0 ? [none] : tunnels.map((tunnel) => item(tunnel, words, actions))),
    { type: 'separator' },
    { id: 'quit', label: words.tray.quit, click: () => actions.quit() },
  ];
}

function item(
  { id, name, state, shown }: TrayTunnel,
  { tray, states }: TrayWords,
  actions: TrayActions,
): MenuItemConstructorOptions {
  const { start, stop } = tunnelActions(state);
  return {
    id: `tunnel:${id}`,
    label: `${menuText(name)} (${states[shown]})`,
    submenu: [
      { id: `start:${id}`, label: tray.start, enabled: start, click: () => actions.start(id) },
      { id: `stop:${id}`, label: tray.stop, enabled: stop, click: () => actions.stop(id) },
    ],
  };
}

/** A menu reads `&` as the mark of a shortcut, and is as wide as its longest line. */
function menuText(name: string): string {
  const characters = [...name];
  const short =
    characters.length > longestName ? `${characters.slice(0, longestName).join('')}…` : name;
  return short.replaceAll('&', '&&');
}

export type TrayIconName = 'idle' | 'connected' | 'attention';

/** Trouble shows before success: it is what a glance at the tray is for. */
export function trayIconName(tunnels: readonly TrayTunnel[]): TrayIconName {
  const tones = new Set<StateTone>(tunnels.map(({ shown }) => toneOf(shown)));
  if (tones.has('bad')) return 'attention';
  return tones.has('ok') ? 'connected' : 'idle';
}

/** What stands beside the icon when the pointer rests on it. */
export function trayTip(tunnels: readonly TrayTunnel[], { tray }: TrayWords): string {
  const connected = tunnels.filter(({ shown }) => toneOf(shown) === 'ok').length;
  return tray.summary(connected, tunnels.length);
}
