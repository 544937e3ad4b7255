import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { classes } from './classes';
import sheet from './error-boundary.module.css';

const css = classes(sheet);

interface ErrorBoundaryProps {
  readonly words: { readonly broken: string; readonly brokenHint: string; readonly reload: string };
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly broken: Error | null;
}

/** Keeps a page that fails from taking the window along, and says that tunnels go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { broken: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { broken: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    const { words, children } = this.props;
    if (broken === null) return children;
    return (
      <div role="alert" className={css('broken')}>
        <h1>{words.broken}</h1>
        <p>{words.brokenHint}</p>
        <code className={css('detail')}>{broken.message}</code>
        <Button look="primary" onClick={() => window.location.reload()}>
          {words.reload}
        </Button>
      </div>
    );
  }
}
