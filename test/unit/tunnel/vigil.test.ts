import { afterEach, describe, expect, it, vi } from 'vitest';
import { ipv4Defaults, ipv6Defaults, networkWatch } from '../../../electron/tunnel/network-marks';
import { Vigil } from '../../../electron/tunnel/vigil';

afterEach(() => vi.useRealTimers());

/** A computer whose clocks and network the test moves. */
function bench() {
  vi.useFakeTimers();
  const said: string[] = [];
  const world: { wall: number; steady: number; marks: string | null } = {
    wall: 1_700_000_000_000,
    steady: 5_000,
    marks: 'eth0 10.0.0.2/24',
  };
  const vigil = new Vigil({
    onSuspicion: (why) => said.push(why),
    wall: () => world.wall,
    steady: () => world.steady,
    marks: () => world.marks,
  });
  /** Two seconds pass, and whatever else is given. */
  const look = (wallMore = 0, steadyMore = 0) => {
    world.wall += 2_000 + wallMore;
    world.steady += 2_000 + steadyMore;
    vi.advanceTimersByTime(2_000);
  };
  return { said, world, vigil, look };
}

describe('the vigil', () => {
  it('says nothing while nothing happens', () => {
    const { said, look, vigil } = bench();
    for (let times = 0; times < 600; times += 1) look(times % 2 === 0 ? 40 : -40);
    expect(said).toEqual([]);
    vigil.stop();
  });

  it('FLT-18: tells once when the clock leaps by a year, forward or back', () => {
    const { said, look, vigil } = bench();
    const year = 365 * 24 * 3_600_000;
    look(year);
    look();
    look(-2 * year);
    look();
    expect(said).toEqual(['clock-jumped', 'clock-jumped']);
    vigil.stop();
  });

  it('FLT-01: takes a look that comes far too late for sleep, by whichever clock went on', () => {
    const { said, look, vigil } = bench();
    look(600_000, 600_000);
    look(600_000);
    look(9_000, 9_000);
    look(9_000);
    expect(said).toEqual(['resumed', 'clock-jumped']);
    vigil.stop();
  });

  it('FLT-02: tells of each change of the network, and stops when told to', () => {
    const { said, look, world, vigil } = bench();
    world.marks = '';
    look();
    look();
    world.marks = 'eth0 10.0.0.3/24';
    look();
    vigil.stop();
    world.marks = 'eth0 10.0.0.4/24';
    look();
    expect(said).toEqual(['network-changed', 'network-changed']);
  });
});

describe('a network that cannot be seen', () => {
  it('FLT-16: is no change of it, nor is seeing it again', () => {
    const { said, look, world, vigil } = bench();
    world.marks = null;
    look();
    world.marks = 'eth0 10.0.0.2/24';
    look();
    expect(said).toEqual([]);
    world.marks = null;
    look();
    world.marks = 'eth0 10.0.0.9/24';
    look();
    expect(said).toEqual(['network-changed']);
    vigil.stop();
  });
});

describe('the marks of a network', () => {
  it('FLT-02: hold the default routes of the kernel’s own tables and nothing else', () => {
    const ipv4 = [
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
      'eth0\t00000000\t010A0A0A\t0003\t0\t0\t100\t00000000\t0\t0\t0',
      'eth0\t000A0A0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
      'wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0',
      '',
    ];
    expect(ipv4Defaults(ipv4)).toEqual(['v4 eth0 010A0A0A 100']);
    const none = '0'.repeat(32);
    const router = 'fe800000000000000000000000000001';
    const ipv6 = [
      `${none} 00 ${none} 00 ${router} 00000400 00000001 00000000 00000003     eth0`,
      `${none} 00 ${none} 00 ${none} ffffffff 00000001 00000000 00200200       lo`,
      `${router} 80 ${none} 00 ${none} 00000000 00000002 00000000 80200001     eth0`,
      '',
    ];
    expect(ipv6Defaults(ipv6)).toEqual([`v6 eth0 ${router} 00000400`]);
  });

  it('are the same from one look to the next', () => {
    const marks = networkWatch();
    const looks = Array.from({ length: 5 }, () => marks());
    expect(new Set(looks).size).toBe(1);
  });
});
