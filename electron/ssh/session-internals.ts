import type { Writable } from 'node:stream';
import type { Client, ParsedKey } from 'ssh2';
import type { Link } from './link';
import { type HostKey, hostKeyOf } from './trust/host-key';

/** What ssh2 knows of a connection and does not tell. */
interface Internals {
  readonly _remoteVer?: string;
  readonly _protocol: {
    _compatFlags: number;
    readonly _strictMode?: boolean;
    _debug: unknown;
    rekey(): void;
  };
}

const internalsOf = (link: Link) => link.client as unknown as Internals;

/** ssh2's mark for a server that takes SHA-2 signatures of RSA keys without announcing them. */
const impliesRsaSha2 = 1 << 4;

/**
 * ssh2 signs with SHA-1 for a server that announces no algorithms (RFC 8308). Any server that still
 * takes RSA keys takes SHA-2, and SHA-1 is worth less than a refusal.
 */
export function neverSignWithSha1(link: Link): void {
  internalsOf(link)._protocol._compatFlags |= impliesRsaSha2;
}

/** The software part of the server's identification line. */
export function softwareOf(link: Link): string {
  return (internalsOf(link)._remoteVer ?? '').slice(0, 128);
}

/** Whether both sides agreed on strict key exchange (OpenSSH PROTOCOL, 1.10). */
export function isStrict(link: Link): boolean {
  return internalsOf(link)._protocol._strictMode === true;
}

/**
 * The keys a server announces of itself (OpenSSH PROTOCOL, 2.5), those only that it has proven to
 * hold; ssh2 asks it to by itself. Never resolves for a server that announces none.
 */
export function announcedKeys(client: Client): Promise<HostKey[]> {
  return new Promise((resolve) => {
    client.once('hostkeys', (keys: readonly ParsedKey[]) =>
      resolve(keys.map((key) => hostKeyOf(Buffer.from(key.getPublicSSH())))),
    );
  });
}

/** From here on nobody listens to what ssh2 tells of each packet, and telling takes its time. */
export function stopNarrating(link: Link): void {
  internalsOf(link)._protocol._debug = undefined;
}

/** Begins a new key exchange (RFC 4253, 9), unless one is going on. */
export function requestNewKeys(link: Link): void {
  internalsOf(link)._protocol.rekey();
}

/** From here on channels are opened for packets as long as the cipher takes them. */
export function takeLongPackets(link: Link): void {
  const client = link.client as unknown as {
    channelPacket?: number | undefined;
    readonly _protocol: { readonly _decipher?: { readonly longestData?: number } };
  };
  client.channelPacket = client._protocol._decipher?.longestData;
}

/** Bytes the server takes of a channel at this moment (RFC 4254, 5.2); 0 for what is none of ssh2's. */
export function sendWindowOf(channel: Writable): number {
  const { outgoing } = channel as { outgoing?: { readonly window: number } };
  return outgoing?.window ?? 0;
}

interface Outgoing {
  _protocol: {
    readonly _cipher?: { readonly outSeqno?: number };
    ignore(): void;
  };
}

/** The number of the next packet (RFC 4253, 6.4): another one tells that something has been sent. */
export function packetsSentOn(link: Link): number | undefined {
  return (link.client as unknown as Outgoing)._protocol._cipher?.outSeqno;
}

/** Sends a packet that the server throws away (RFC 4253, 11.2). */
export function sendNothing(link: Link): void {
  (link.client as unknown as Outgoing)._protocol.ignore();
}

interface Gathering {
  hold?(): void;
  release?(): void;
}

/**
 * Runs something that sends packets, which then leave together where the cipher can gather them.
 * Ours can; ssh2's own write each at once.
 */
export function sendTogether(link: Link, send: () => void): void {
  const { _protocol } = link.client as unknown as { _protocol: { _cipher?: Gathering } };
  const cipher = _protocol._cipher;
  cipher?.hold?.();
  try {
    send();
  } finally {
    // The one that was asked: keys that changed meanwhile have brought another.
    cipher?.release?.();
  }
}
