import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foxyProxyXml } from '../../../electron/browser/foxyproxy-xml';

/** Where AWS's own file sends the browser, and what generations of instructions repeat. */
const seedTarget = { host: 'localhost', port: 8157 };
const seed = readFileSync(new URL('../../fixtures/foxyproxy-seed.xml', import.meta.url), 'utf8');

describe('settings for FoxyProxy 7.5.1 and older', () => {
  it('are the seed byte for byte, but for the no-break spaces of its indentation', () => {
    expect(seed).toContain('\u00a0');
    expect(foxyProxyXml(seedTarget)).toBe(seed.replaceAll('\u00a0', ' '));
  });

  it('are plain ASCII', () => {
    expect(foxyProxyXml(seedTarget)).toMatch(/^[\n -~]*$/);
  });

  it('take host and port from the tunnel and nothing else', () => {
    const changed = foxyProxyXml({ host: '127.0.0.1', port: 9000 });
    expect(changed).toBe(
      foxyProxyXml(seedTarget).replace(
        'host="localhost" port="8157"',
        'host="127.0.0.1" port="9000"',
      ),
    );
  });

  it('write what XML gives a meaning to as references, and leave out what it cannot hold', () => {
    const xml = foxyProxyXml({ host: '"><a>&\n\t\u0000\u001b\ufffe\ud800x', port: 1 });
    expect(xml).toContain('host="&quot;&gt;&lt;a&gt;&amp;&#10;&#9;x" port="1"');
  });
});
