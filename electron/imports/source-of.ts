import type { ImportSource } from '../../shared/model/import-preview';

/** Whose settings a text is, by what only theirs hold; null when it is nobody's. */
export function sourceOf(name: string, text: string): ImportSource | null {
  const start = text.slice(0, 65_536);
  if (/^[\s\u00a0\ufeff]*</.test(start)) return /<foxyproxy\b/i.test(start) ? 'foxyproxy' : null;
  if (/^[\s\ufeff]*\{/.test(start)) return 'foxyproxy';
  if (/\.(mobaconf|mxtsessions|mxtunnels)$/i.test(name)) return 'mobaxterm';
  if (/^\s*\[(PortForwarding|Bookmarks(_\d+)?)\]/im.test(text)) return 'mobaxterm';
  if (/^\d+\.[^=\n]*=(Dynamic|Local|Remote);/im.test(start)) return 'mobaxterm';
  if (/\\(PuTTY|KiTTY)\\Sessions\b/i.test(start)) return 'putty';
  if (/^(PortForwardings|PublicKeyFile|ProxyMethod)=/m.test(start)) return 'putty';
  return /^\s*(Host|Match|Include|HostName|DynamicForward|ProxyJump)[ \t=]/im.test(start)
    ? 'ssh-config'
    : null;
}
