import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../electron/socks');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
/** Everything in Node that opens a connection or asks a resolver. */
const ways =
  /node:(dns|dgram|http|https|http2|tls|child_process|cluster)\b|\bcreateConnection\b|\bnet\.connect\b|\.connect\(|new Socket\b|\bfetch\(|\bWebSocket\b|\brequire\(|\bimport\(/;
/** What a file may take from node:net: a listener, types, and pure text functions. */
const harmless = new Set([
  'createServer',
  'BlockList',
  'isIPv6',
  'type AddressInfo',
  'type Server',
  'type Socket',
]);

/** A connection that was accepted is moved to another socket, which could also connect by itself. */
const moved = {
  file: 'lending-client.ts',
  names: ['Socket', 'type SocketConstructorOpts'],
  socket: 'new Socket(options)',
};

/** The kernel is asked about sockets through the C library, which could do anything else as well. */
const kernel = { file: 'socket-diagnosis.ts', library: "await import('koffi')" };

describe('the front door has no way out but dial()', () => {
  it('is looked at', () => {
    expect(files).toContain('front-door.ts');
  });

  it.each(files)('%s opens no connection and resolves no name', (name) => {
    const whole = readFileSync(join(folder, name), 'utf8');
    const own = name === kernel.file ? kernel.library : name === moved.file ? moved.socket : '';
    const source = whole.replace(own, '');
    expect(source).not.toMatch(ways);
    for (const [, names = ''] of source.matchAll(/import \{([^}]*)\} from 'node:net'/g)) {
      const taken = names.split(',').map((each) => each.trim());
      for (const each of taken.filter((text) => text !== '')) {
        if (name === moved.file && moved.names.includes(each)) continue;
        expect(harmless).toContain(each);
      }
    }
    expect(source).not.toMatch(/import \w+ from 'node:net'|\* as \w+ from 'node:net'/);
  });

  it('makes a socket only out of a connection that was accepted', () => {
    const source = readFileSync(join(folder, moved.file), 'utf8');
    expect(source.split(moved.socket)).toHaveLength(2);
    expect(source).toMatch(/const options: [^=]*= \{\n {4}handle,/);
    expect(source).toContain("if (typeof handle?.useUserBuffer !== 'function') return accepted;");
  });

  it('calls of the C library only what netlink needs, and opens no other socket by it', () => {
    const source = readFileSync(join(folder, kernel.file), 'utf8');
    const functions = [...source.matchAll(/library\.func\('(.*?)\(/g)].map(([, head]) => head);
    expect(functions).toEqual(['int socket', 'intptr_t send', 'intptr_t recv', 'int close']);
    const opened = [...source.matchAll(/library\.socket\(([^,]*),/g)].map(([, family]) => family);
    expect(opened).toEqual(['netlink.family']);
    expect(source).toContain('const netlink = { family: 16,');
  });

  it('would notice one', () => {
    expect("import { connect } from 'node:net'; connect(1)").not.toMatch(ways);
    expect(harmless.has('connect')).toBe(false);
    expect('net.connect({ port })').toMatch(ways);
    expect("import { lookup } from 'node:dns'").toMatch(ways);
  });
});
