import { generateKeyPairSync } from 'node:crypto';
import { type HostKey, hostKeyOf } from '../../../electron/ssh/trust/host-key';

function field(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** A new Ed25519 key of a server. */
export function newKey(): HostKey {
  const { publicKey } = generateKeyPairSync('ed25519');
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return hostKeyOf(Buffer.concat([field('ssh-ed25519'), field(point)]));
}

/** Its line in a list of known hosts. */
export function lineOf(host: string, key: HostKey): string {
  return `${host} ${key.type} ${key.blob.toString('base64')}\n`;
}
