import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { newKey } from '../../../electron/demo/demo-keys';

it('every new key of the demonstration can be read, each one another', () => {
  const fingerprints = new Set<string>();
  for (let made = 0; made < 500; made += 1) {
    const key = ssh2.utils.parseKey(newKey('demo'));
    if (key instanceof Error) throw key;
    fingerprints.add(key.getPublicSSH().toString('hex'));
  }
  expect(fingerprints.size).toBe(500);
});
