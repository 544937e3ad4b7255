import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openClientOwners } from '../../../electron/socks/client-owners';
import { openSocketDiagnosis } from '../../../electron/socks/socket-diagnosis';
import { collectOwners, tcpRow } from '../../../electron/socks/tcp-table';

const ends = {
  from: { address: '127.0.0.1', port: 40_001 },
  to: { address: '127.0.0.1', port: 8157 },
};
const row = '0100007F:9C41 0100007F:1FDD';
/** Lines as a kernel on a little-endian machine writes them. */
const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (number: number, what: string, uid: number, inode: number) =>
  `${String(number).padStart(4)}: ${what} 01 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 ${inode} 1 0000000000000000 20 4 0 10 -1\n`;

function ownersIn(text: string): Record<string, number> {
  const found = new Map<string, number>();
  collectOwners(text, new Set([row]), found);
  return Object.fromEntries(found);
}

describe('SOX-12: the row of a client', () => {
  it('is written in the byte order of the machine', () => {
    expect(tcpRow(ends, 'tcp')).toBe(row);
    expect(tcpRow(ends, 'tcp6')).toBe(
      '0000000000000000FFFF00000100007F:9C41 0000000000000000FFFF00000100007F:1FDD',
    );
  });

  it('is that of the client’s end, not of ours', () => {
    const ours = '0100007F:1FDD 0100007F:9C41';
    expect(ownersIn(header + line(0, ours, 1000, 71))).toEqual({});
    expect(ownersIn(header + line(0, ours, 1000, 71) + line(1, row, 1001, 72))).toEqual({
      [row]: 1001,
    });
  });

  it('is found in the first line, the last, and behind a number of five digits', () => {
    expect(ownersIn(header + line(0, row, 0, 72))).toEqual({ [row]: 0 });
    expect(ownersIn(line(12_345, row, 4_294_967_294, 72))).toEqual({ [row]: 4_294_967_294 });
  });

  it('says nothing when its program has closed the socket, for the kernel then writes user 0', () => {
    expect(ownersIn(line(0, row, 0, 0))).toEqual({});
  });
});

const noDiagnosis = async () => null;

describe.runIf(process.platform === 'linux')('SOX-12: the owner of a real client', () => {
  it.each([
    ['of IPv4', '127.0.0.1', openSocketDiagnosis],
    ['of both families, as Java makes them', '::ffff:127.0.0.1', openSocketDiagnosis],
    ['of IPv4, by the tables', '127.0.0.1', noDiagnosis],
    ['of both families, by the tables', '::ffff:127.0.0.1', noDiagnosis],
  ])('is this user, through a socket %s', async (_what, host, openDiagnosis) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = connect({ host, port: address.port });
    const [accepted] = (await once(server, 'connection')) as [Socket];
    const owners = await openClientOwners(openDiagnosis);
    const asked = {
      from: { address: accepted.remoteAddress ?? '', port: accepted.remotePort ?? 0 },
      to: { address: accepted.localAddress ?? '', port: accepted.localPort ?? 0 },
    };
    const many = await Promise.all(Array.from({ length: 50 }, () => owners.ownerOf(asked)));
    expect(new Set(many)).toEqual(new Set([process.geteuid?.()]));
    expect(await owners.ownerOf({ ...asked, from: { address: '127.0.0.1', port: 1 } })).toBeNull();
    await owners.close();
    client.destroy();
    accepted.destroy();
    server.close();
  });
});

describe.runIf(process.platform === 'linux')('SOX-12: the kernel’s answer about one socket', () => {
  it('can be had here, names nobody for a socket that is closed, and nothing for other ends', async () => {
    const diagnosis = await openSocketDiagnosis();
    if (diagnosis === null) throw new Error('the kernel does not answer');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = connect({ host: '127.0.0.1', port: address.port });
    const [accepted] = (await once(server, 'connection')) as [Socket];
    const from = { address: '127.0.0.1', port: accepted.remotePort ?? 0 };
    const to = { address: '127.0.0.1', port: address.port };
    expect(diagnosis.ownerOf({ from, to })).toBe(process.geteuid?.());
    expect(diagnosis.ownerOf({ from, to: { ...to, address: '::1' } })).toBeUndefined();
    // The listener has the same port, and is not the client.
    expect(diagnosis.ownerOf({ from: to, to: { address: '127.0.0.1', port: 9 } })).toBeNull();
    client.end();
    client.destroy();
    await once(client, 'close');
    expect(diagnosis.ownerOf({ from, to })).toBeNull();
    diagnosis.close();
    expect(diagnosis.ownerOf({ from, to })).toBeUndefined();
    accepted.destroy();
    server.close();
  });
});
