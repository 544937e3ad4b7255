import type { SourceLine } from '../lines';

/** A rule of a proxy extension: addresses that fit it go through the proxy, or around it. */
export interface ProxyPattern {
  readonly text: string;
  readonly isExpression: boolean;
  readonly isExclusion: boolean;
  readonly active: boolean;
  readonly line: SourceLine;
}

/** A proxy as an extension keeps it, whichever version wrote it. */
export interface SavedProxy {
  readonly title: string;
  readonly kind: 'socks' | 'other';
  readonly host: string;
  readonly port: string;
  readonly active: boolean;
  readonly patterns: readonly ProxyPattern[];
  readonly line: SourceLine;
}
