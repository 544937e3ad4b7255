import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import sheet from './hop.module.css';

const css = classes(sheet);

interface HopProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly trouble?: boolean;
  readonly children: ReactNode;
}

/** One place on the way of a request, as a box. */
export function Hop({ icon: Icon, title, trouble = false, children }: HopProps) {
  return (
    <section aria-label={title} className={css('hop', trouble && 'trouble')}>
      <h3 className={css('title')}>
        <Icon aria-hidden="true" className={css('icon')} />
        {title}
      </h3>
      {children}
    </section>
  );
}

export type WireLook = 'idle' | 'working' | 'good' | 'cut';

interface WireProps {
  readonly look: WireLook;
  readonly above: string;
  readonly below?: string;
  /** Requests come back over it, to this computer. */
  readonly back?: boolean;
}

/** What joins two places: its colour and its dashes say whether anything can pass. */
export function Wire({ look, above, below = '', back = false }: WireProps) {
  return (
    <div className={css('wire')}>
      <span className={css('caption', 'above')} title={above}>
        {above}
      </span>
      <span aria-hidden="true" className={css('thread', look, back && 'back')} />
      <span className={css('caption')} title={below}>
        {below}
      </span>
    </div>
  );
}
