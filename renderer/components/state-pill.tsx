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

interface PillProps {
  readonly icon: LucideIcon;
  readonly tone: StateTone;
  readonly word: string;
  /** Something is under way. */
  readonly turning?: boolean;
}

/** A state by colour, shape and word: none of the three alone carries it. */
export function Pill({ icon: Shape, tone, word, turning = false }: PillProps) {
  return (
    <span className={css('pill', tone)}>
      <Shape aria-hidden="true" className={css('shape', turning && 'turning')} />
      {word}
    </span>
  );
}

interface StatePillProps {
  readonly state: TunnelStateName;
  readonly tone: StateTone;
  readonly word: string;
}

/** A tunnel's state. */
export function StatePill({ state, tone, word }: StatePillProps) {
  const turning = state === 'connecting' || state === 'stopping';
  return <Pill icon={shapes[state]} tone={tone} word={word} turning={turning} />;
}
