import { Check, Clock, LoaderCircle, type LucideIcon, Square, TriangleAlert } from 'lucide-react';
import type { StateTone } from '../../shared/model/actions';
import type { TunnelStateName } from '../../shared/model/tunnel-state';
import { classes } from './classes';
import sheet from './state-pill.module.css';

const css = classes(sheet);

const shapes: Readonly<Record<TunnelStateName, LucideIcon>> = {
  stopped: Square,
  connecting: LoaderCircle,
  up: Check,
  suspect: Check,
  reconnecting: Clock,
  blocked: TriangleAlert,
  stopping: LoaderCircle,
};

interface StatePillProps {
  readonly state: TunnelStateName;
  readonly tone: StateTone;
  readonly word: string;
}

/** A tunnel's state by colour, shape and word: none of the three alone carries it. */
export function StatePill({ state, tone, word }: StatePillProps) {
  const Shape = shapes[state];
  return (
    <span className={css('pill', tone)}>
      <Shape
        aria-hidden="true"
        className={css('shape', (state === 'connecting' || state === 'stopping') && 'turning')}
      />
      {word}
    </span>
  );
}
