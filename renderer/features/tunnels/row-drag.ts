import { type DragEvent, useState } from 'react';
import type { ProfileView } from '../../../shared/model/profile-view';
import type { Spot } from '../../../shared/model/tunnel-groups';
import { moveTunnel } from '../../state/groups';

/** Marks a drag within the list, which no other program and no other part of the window takes. */
const kind = 'application/x-culvert-tunnel';

/** Where a dragged tunnel would land: at the edge of a row, or in a group. */
export interface Landing {
  readonly spot: Spot;
  /** The row whose edge is marked, or null where a heading is. */
  readonly row: string | null;
  readonly edge: 'above' | 'below';
}

/** Moving rows of the list with the pointer: handlers for its body, and where the row would land. */
export function useRowDrag(profiles: readonly ProfileView[]) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const end = (): void => {
    setDragged(null);
    setLanding(null);
  };
  const handlers = {
    onDragStart: (event: DragEvent): void => {
      const id = rowOf(event)?.dataset['profile'];
      if (id === undefined) return;
      event.dataTransfer.setData(kind, id);
      event.dataTransfer.effectAllowed = 'move';
      setDragged(id);
    },
    onDragOver: (event: DragEvent): void => {
      if (dragged === null) return;
      const next = landingAt(event, profiles);
      if (next !== null) event.preventDefault();
      setLanding((now) => (same(now, next) ? now : next));
    },
    onDragEnd: end,
    onDrop: (event: DragEvent): void => {
      if (dragged === null || landing === null) return;
      event.preventDefault();
      void moveTunnel(dragged, landing.spot);
      end();
    },
  };
  return { handlers, landing, dragged };
}

function rowOf(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('tr') : null;
}

function landingAt(event: DragEvent, profiles: readonly ProfileView[]): Landing | null {
  const row = rowOf(event);
  const heading = row?.dataset['group'];
  if (heading !== undefined) {
    const first = profiles.find(({ group }) => group === heading);
    return { spot: { group: heading, before: first?.id ?? null }, row: null, edge: 'below' };
  }
  const over = profiles.find(({ id }) => id === row?.dataset['profile']);
  if (row === null || over === undefined) return null;
  const box = row.getBoundingClientRect();
  const edge = event.clientY < box.top + box.height / 2 ? 'above' : 'below';
  const { group } = over;
  const beside = profiles.filter((each) => each.group === group);
  const next = beside[beside.indexOf(over) + 1]?.id ?? null;
  return { spot: { group, before: edge === 'above' ? over.id : next }, row: over.id, edge };
}

function same(a: Landing | null, b: Landing | null): boolean {
  return a?.row === b?.row && a?.edge === b?.edge && a?.spot.group === b?.spot.group;
}
