import type { ReactNode } from 'react';
import { classes } from './classes';
import sheet from './page-header.module.css';

const css = classes(sheet);

interface PageHeaderProps {
  readonly title: string;
  readonly sub?: string;
  /** What can be done takes much room: in a small window the word stands under the title. */
  readonly full?: boolean;
  readonly children?: ReactNode;
}

/** A page's title, a word on its state, and what can be done with the page as a whole. */
export function PageHeader({ title, sub = '', full = false, children }: PageHeaderProps) {
  return (
    <header className={css('header')}>
      <div className={css('words', full && 'full')}>
        <h1>{title}</h1>
        <p className={css('sub')} title={sub}>
          {sub}
        </p>
      </div>
      <div className={css('actions')}>{children}</div>
    </header>
  );
}
