import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import ssh2 from 'ssh2';
import type { PrivateKey } from './private-key';

/**
 * What EC2 may show as the fingerprint of this key's pair (EC2: "Verify the fingerprint of your key
 * pair"): for RSA the SHA-1 of the private key in PKCS#8 where AWS has made it and the MD5 of the
 * public key where it was imported, for Ed25519 the SHA-256 that ssh-keygen prints.
 *
 * @returns none for keys that EC2 does not take (ECDSA).
 */
export function ec2Fingerprints(key: PrivateKey): string[] {
  if (key.facts.type === 'ssh-ed25519') return [`${key.facts.fingerprint}`];
  if (key.facts.type !== 'ssh-rsa') return [];
  const parsed = ssh2.utils.parseKey(key.pem);
  if (parsed instanceof Error) return [];
  return rsaFingerprints(createPrivateKey(parsed.getPrivatePEM()));
}

function rsaFingerprints(key: KeyObject): string[] {
  const secret = key.export({ type: 'pkcs8', format: 'der' });
  const shown = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const digests = [
    createHash('sha1').update(secret).digest(),
    createHash('md5').update(shown).digest(),
  ];
  secret.fill(0);
  return digests.map((digest) => digest.toString('hex').replace(/..(?!$)/g, '$&:'));
}

/** Whether EC2's fingerprint is one of those; it prints SHA-256 with its padding and without a name. */
export function isEc2Fingerprint(shown: string, candidates: readonly string[]): boolean {
  const plain = (text: string) => text.replace(/^SHA256:/, '').replace(/=+$/, '');
  return candidates.some((candidate) => plain(candidate) === plain(shown));
}
