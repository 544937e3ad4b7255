import type { ReactNode } from 'react';
import { classes } from './classes';
import sheet from './page-header.module.css';

const css = classes(sheet);

interface PageHeaderProps {
  readonly title: string;
  readonly sub?: string;
  readonly children?: ReactNode;
}

/** A page's title, a word on its state, and what can be done with the page as a whole. */
export function PageHeader({ title, sub = '', children }: PageHeaderProps) {
  return (
    <header className={css('header')}>
      <h1>{title}</h1>
      <p className={css('sub')} title={sub}>
        {sub}
      </p>
      <div className={css('actions')}>{children}</div>
    </header>
  );
}
