import { execFileSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { networkWatch } from '../../electron/tunnel/network-marks';

const addresses = ['127.83.0.1/32', '::83/128'] as const;
const added = new Set<string>();

function change(action: 'add' | 'del', address: string): void {
  execFileSync('ip', ['address', action, address, 'dev', 'lo']);
  if (action === 'add') added.add(address);
  else added.delete(address);
}

afterEach(() => {
  for (const address of added) change('del', address);
});

it.each(addresses)(
  'asks for the interfaces when %s comes or goes, and not while nothing does',
  (address) => {
    let asked = 0;
    const marks = networkWatch(() => {
      asked += 1;
      return [];
    });
    marks();
    marks();
    expect(asked).toBe(1);
    change('add', address);
    marks();
    marks();
    expect(asked).toBe(2);
    change('del', address);
    marks();
    expect(asked).toBe(3);
  },
);
