import { once } from 'node:events';
import { createServer } from 'node:net';
import { endianness } from 'node:os';
import { recogniseAddress } from './address';
import type { Ends } from './tcp-table';

/** Asks the kernel about single sockets (sock_diag(7)). */
export interface SocketDiagnosis {
  /**
   * @returns the number of the user whose program holds the socket with these ends; null when there
   * is none; undefined when the kernel did not answer, or cannot be asked about such ends.
   */
  ownerOf(ends: Ends): number | null | undefined;
  close(): void;
}

/** The few functions of the C library that Node does not offer. */
interface Library {
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly send: (socket: number, bytes: Buffer, length: number, flags: number) => number;
  readonly recv: (socket: number, bytes: Buffer, length: number, flags: number) => number;
  readonly close: (socket: number) => number;
}

const netlink = { family: 16, sockDiag: 4, datagram: 3, closeOnExec: 0o2000000 } as const;
const sockDiagByFamily = 20;
const isRequest = 1;
const errorReply = 2;
const noSuchSocket = -2;
const dontWait = 0x40;
const ipv4 = 2;
const tcp = 6;
const listening = 10;

/**
 * Opens the kernel's answering machine for sockets (Linux, netlink): one question finds one socket
 * by its ends, where `/proc/net/tcp` makes the kernel walk through all there are. It is tried on a
 * socket of our own first.
 *
 * @returns null where this cannot be had: another system, a C library that cannot be called, or a
 * kernel without this part.
 */
export async function openSocketDiagnosis(): Promise<SocketDiagnosis | null> {
  if (process.platform !== 'linux' || endianness() !== 'LE') return null;
  const library = await loadLibrary();
  if (library === null) return null;
  const type = netlink.datagram | netlink.closeOnExec;
  const socket = library.socket(netlink.family, type, netlink.sockDiag);
  if (socket < 0) return null;
  const diagnosis = new Diagnosis(library, socket);
  if (await findsOwnSocket(diagnosis)) return diagnosis;
  diagnosis.close();
  return null;
}

async function loadLibrary(): Promise<Library | null> {
  try {
    const { default: koffi } = await import('koffi');
    const library = koffi.load(null);
    return {
      socket: library.func('int socket(int, int, int)'),
      send: library.func('intptr_t send(int, const void *, size_t, int)'),
      recv: library.func('intptr_t recv(int, _Out_ void *, size_t, int)'),
      close: library.func('int close(int)'),
    };
  } catch {
    // koffi has no build for this processor, or this one cannot be loaded or finds no such functions
    // in the C library: the tables under /proc tell the same, if more slowly.
    return null;
  }
}

async function findsOwnSocket(diagnosis: Diagnosis): Promise<boolean> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const found = diagnosis.find({
    from: { address: '127.0.0.1', port },
    to: { address: '127.0.0.1', port: 0 },
  });
  server.close();
  await once(server, 'close');
  return found?.state === listening && found.uid === process.geteuid?.();
}

interface Found {
  readonly state: number;
  readonly uid: number;
  /** 0 for a socket its program has closed. */
  readonly inode: number;
}

class Diagnosis implements SocketDiagnosis {
  readonly #library: Library;
  readonly #socket: number;
  readonly #question = questionForm();
  readonly #answer = Buffer.alloc(1_024);
  #number = 0;
  #isOpen = true;

  constructor(library: Library, socket: number) {
    this.#library = library;
    this.#socket = socket;
  }

  ownerOf(ends: Ends): number | null | undefined {
    const found = this.find(ends);
    if (!found) return found;
    // Without a socket of that name the kernel offers a listener of the same port.
    return found.state === listening || found.inode === 0 ? null : found.uid;
  }

  find({ from, to }: Ends): Found | null | undefined {
    const question = this.#question;
    if (!this.#isOpen || !writeIpv4(question, 28, from.address)) return undefined;
    if (!writeIpv4(question, 44, to.address)) return undefined;
    this.#number = (this.#number + 1) >>> 0;
    question.writeUInt32LE(this.#number, 8);
    question.writeUInt16BE(from.port, 24);
    question.writeUInt16BE(to.port, 26);
    const sent = this.#library.send(this.#socket, question, question.length, 0);
    return sent === question.length ? this.#receive() : undefined;
  }

  close(): void {
    if (this.#isOpen) this.#library.close(this.#socket);
    this.#isOpen = false;
  }

  /** The answer is there when `send` returns; one to an earlier question may lie before it. */
  #receive(): Found | null | undefined {
    const answer = this.#answer;
    for (let tries = 0; tries < 8; tries++) {
      const length = this.#library.recv(this.#socket, answer, answer.length, dontWait);
      if (length < 20) return undefined;
      if (answer.readUInt32LE(8) !== this.#number) continue;
      const type = answer.readUInt16LE(4);
      if (type === errorReply) return answer.readInt32LE(16) === noSuchSocket ? null : undefined;
      if (type !== sockDiagByFamily || length < 88) return undefined;
      const uid = answer.readUInt32LE(80);
      return { state: answer.readUInt8(17), uid, inode: answer.readUInt32LE(84) };
    }
    return undefined;
  }
}

/** `nlmsghdr` and `inet_diag_req_v2` of linux/inet_diag.h, without what changes. */
function questionForm(): Buffer {
  const form = Buffer.alloc(72);
  form.writeUInt32LE(form.length, 0);
  form.writeUInt16LE(sockDiagByFamily, 4);
  form.writeUInt16LE(isRequest, 6);
  form.writeUInt8(ipv4, 16);
  form.writeUInt8(tcp, 17);
  form.fill(0xff, 20, 24);
  // No cookie: whatever socket has these ends.
  form.fill(0xff, 64, 72);
  return form;
}

function writeIpv4(form: Buffer, at: number, text: string): boolean {
  const bytes = text === loopback.text ? loopback.bytes : ipv4Bytes(text);
  form.set(bytes, at);
  return bytes.length > 0;
}

/** Four bytes, or none for anything else. */
function ipv4Bytes(text: string): Uint8Array {
  const known = recogniseAddress(text);
  return Uint8Array.from(known?.kind === 'ipv4' ? known.text.split('.').map(Number) : []);
}

/** Nearly all clients come from here. */
const loopback = { text: '127.0.0.1', bytes: Uint8Array.of(127, 0, 0, 1) } as const;
