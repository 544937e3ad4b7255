import { describe, expect, it } from 'vitest';
import { listeningInodes } from '../../../electron/socks/port-holder';

const table = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:1FDD 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0',
  '   1: 00000000:1FDD 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 100 0 0 10 0',
  '   2: 0100007F:1FDD 0100007F:A1B2 01 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0',
  '   3: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4714 1 0 100 0 0 10 0',
  '',
].join('\n');

describe('listeningInodes', () => {
  it('finds who listens, not who is connected', () => {
    expect(listeningInodes(table, 8157)).toEqual(['4711', '4712']);
  });

  it('pads a low port as the kernel does', () => {
    expect(listeningInodes(table, 22)).toEqual(['4714']);
  });

  it('finds nothing in an empty table', () => {
    expect(listeningInodes('', 8157)).toEqual([]);
  });
});
