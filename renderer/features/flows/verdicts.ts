import { Ban, Check, CircleHelp, CirclePlus, type LucideIcon, Minus } from 'lucide-react';
import type { StateTone } from '../../../shared/model/actions';
import type { FlowVerdict } from '../../../shared/model/flows';

/** How each verdict looks: its shape and its tone, which a word always stands beside. */
export const verdictLooks: Readonly<
  Record<FlowVerdict, { readonly icon: LucideIcon; readonly tone: StateTone }>
> = {
  missing: { icon: CirclePlus, tone: 'warn' },
  rejected: { icon: Ban, tone: 'bad' },
  undecided: { icon: CircleHelp, tone: 'off' },
  allowed: { icon: Check, tone: 'ok' },
  unused: { icon: Minus, tone: 'off' },
};

/** What a person should look at first: what does not work, then what soon would not. */
export const verdictOrder: readonly FlowVerdict[] = [
  'rejected',
  'missing',
  'undecided',
  'allowed',
  'unused',
];
