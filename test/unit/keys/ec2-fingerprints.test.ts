import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ec2Fingerprints, isEc2Fingerprint } from '../../../electron/keys/ec2-fingerprints';
import { loadKey } from '../../../electron/keys/load-key';
import { temporaryFolder } from '../../support/temp-folder';

const folder = temporaryFolder();
const sh = (command: string) => execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim();
const hex = (command: string) => sh(command).replace(/^.*= ?/, '');

beforeAll(() => {
  sh(`ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -f ${folder.file('rsa.pem')}`);
  sh(`ssh-keygen -q -t ed25519 -N '' -f ${folder.file('ed')}`);
  sh(`ssh-keygen -q -t ecdsa -N '' -f ${folder.file('ec')}`);
});
afterAll(() => folder.remove());

/** As EC2's guide computes them, with OpenSSL. */
it('are for RSA the two digests EC2 shows: of a pair it has made, and of one that was imported', async () => {
  const file = folder.file('rsa.pem');
  const made = hex(
    `openssl pkcs8 -in ${file} -inform PEM -outform DER -topk8 -nocrypt | openssl sha1 -c`,
  );
  const imported = hex(`openssl rsa -in ${file} -pubout -outform DER 2>/dev/null | openssl md5 -c`);
  const key = await loadKey(file, null);
  expect(ec2Fingerprints(key)).toEqual([made, imported]);
  expect(isEc2Fingerprint(imported, ec2Fingerprints(key))).toBe(true);
  expect(isEc2Fingerprint(`${imported.slice(0, -1)}x`, ec2Fingerprints(key))).toBe(false);
});

it('are for Ed25519 what ssh-keygen prints, with or without name and padding', async () => {
  const key = await loadKey(folder.file('ed'), null);
  const printed = sh(`ssh-keygen -lf ${folder.file('ed')}`).split(' ')[1] ?? '';
  expect(ec2Fingerprints(key)).toEqual([printed]);
  expect(isEc2Fingerprint(`${printed.replace('SHA256:', '')}=`, [printed])).toBe(true);
});

it('are none for a key that EC2 does not take', async () => {
  expect(ec2Fingerprints(await loadKey(folder.file('ec'), null))).toEqual([]);
});
