import type { EventPayload, WindowEvent } from '../../shared/contract/window';

/**
 * Listens to an event for as long as the window is open: for stores that are loaded with the pages
 * that need them. What such an event is about was asked for by the store itself, so none is missed.
 */
export function hear<Name extends WindowEvent>(
  name: Name,
  take: (payload: EventPayload<Name>) => void,
): void {
  window.culvert.on(name, take);
}
