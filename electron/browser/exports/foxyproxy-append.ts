import type { ProxyTarget } from '../foxyproxy';
import { type UrlPattern, urlExpression } from '../url-patterns';

/**
 * The proxy as one line for FoxyProxy 8 and later: Options, Import, Proxy List. Unlike the import of
 * a file it adds to what is there; patterns cannot be part of it.
 */
export function foxyProxyLine({ name, host, port }: ProxyTarget): string {
  const title = encodeURIComponent(name);
  return `socks5://${host}:${port}?title=${title}&color=0055E5&proxydns=true\n`;
}

/** The patterns for the import button inside one proxy of FoxyProxy 8 and later, which adds them. */
export function foxyProxyPatterns(patterns: readonly UrlPattern[]): string {
  const entries = patterns.map((pattern) => ({
    include: 'include',
    type: 'regex',
    title: pattern.title,
    pattern: urlExpression(pattern),
    active: true,
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}
