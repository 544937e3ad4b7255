import type { WindowCall, WindowEvent } from '../../shared/contract/window';

/** Channel names are made from the contract's own, so that none can be spelled twice. */
export function callChannel(name: WindowCall): string {
  return `culvert:call:${name}`;
}

/** The channel on which main sends an event of the contract to the page. */
export function eventChannel(name: WindowEvent): string {
  return `culvert:event:${name}`;
}
