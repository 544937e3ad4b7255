import type { Socket } from 'node:net';
import { type Failure, FailureError, failureFrom } from '../../shared/model/failure';
import type { Admission } from './admission';
import { ClientInput } from './client-input';
import type { Credential } from './credential';
import { farewell } from './farewell';
import type { Destination, Dial, Flow, FrontDoorEvents } from './flow';
import { handshake } from './handshake';
import { openFlow } from './opening';
import type { DestinationPolicy } from './policy';
import { failureReply, successReply } from './replies';
import type { Release, Slots } from './slots';
import type { SocksStep } from './socks-parser';

/** What all clients of one front door share. */
export interface Reception {
  readonly admission: Admission;
  readonly credential: Credential | null;
  readonly dial: Dial;
  readonly policy: DestinationPolicy;
  readonly events: Partial<FrontDoorEvents>;
  readonly handshakeMs: number;
  readonly openMs: number;
  readonly handshakes: Slots;
  readonly requests: Slots;
  readonly openings: Slots;
  /** Users who were refused and told of. */
  readonly strangers: Set<string>;
  /** Clients whose flow is open. */
  readonly established: Set<Socket>;
}

/** Why a client's signal is aborted; one for all, since each error costs its stack. */
const clientLeft = new Error('the client has left');

type Request = Extract<SocksStep, { kind: 'request' }>;

interface Refusal {
  readonly kind: 'refuse';
  readonly failure: Failure;
  readonly reply: Buffer;
}

/** One client, as its stages hand it on. */
interface Client {
  readonly socket: Socket;
  readonly input: ClientInput;
  /** Aborted when the socket has closed. */
  readonly gone: AbortSignal;
}

/**
 * Serves one client from its first byte to its last. The socket must keep an error listener of its
 * own; what happens to it here is learned from `close`.
 */
export async function serveClient(socket: Socket, reception: Reception): Promise<void> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort(clientLeft));
  const client: Client = { socket, input: new ClientInput(socket), gone: gone.signal };
  const asked = await untilAsked(client, reception);
  if (asked === null) socket.destroy();
  else if (asked.kind === 'refuse') await refuse(client, asked.failure, asked.reply, reception);
  else await serveRequest(client, asked, reception);
}

/** The deadline runs from the first moment, so that neither silence nor dripping holds a slot. */
async function untilAsked(
  { socket, input, gone }: Client,
  { admission, credential, handshakes, handshakeMs }: Reception,
): Promise<Request | Refusal | null> {
  const deadline = setTimeout(() => socket.destroy(), handshakeMs);
  let release: Release | null = null;
  try {
    release = await handshakes.acquire(gone);
    if (release === null) return null;
    // Before the first answer, so that a stranger learns nothing by asking.
    const failure = await admission.refusal(socket);
    const asked = await handshake(socket, input, gone, credential);
    if (failure === null || asked?.kind !== 'request') return asked;
    return { kind: 'refuse', failure, reply: failureReply(asked.version, failure) };
  } finally {
    clearTimeout(deadline);
    release?.();
  }
}

async function serveRequest(client: Client, request: Request, reception: Reception) {
  const { destination, version } = request;
  const { requests, openings, dial, openMs } = reception;
  // With payload behind the request an end is half a close; with none, nobody is left to answer.
  if (request.early.length === 0) client.input.watchForEnd(() => client.socket.destroy());
  let release: Release | null = null;
  let flow: Flow | null = null;
  try {
    assertPermitted(destination, reception.policy);
    release = await requests.acquire(client.gone);
    flow = await openFlow(destination, client.gone, { dial, slots: openings, openMs });
  } catch (error) {
    release?.();
    const failure = failureFrom(error);
    return refuse(client, failure, failureReply(version, failure), reception);
  }
  try {
    if (flow !== null) await carry(client, request, flow, reception);
  } finally {
    release?.();
  }
}

function assertPermitted(destination: Destination, policy: DestinationPolicy): void {
  if (policy.permits(destination)) return;
  const { host, port } = destination;
  throw new FailureError({ code: 'destination-prohibited', host, port });
}

async function refuse(
  { socket, input, gone }: Client,
  failure: Failure,
  reply: Buffer,
  { events, strangers }: Reception,
): Promise<void> {
  if (gone.aborted || socket.destroyed) return;
  if (isNews(failure, strangers)) events.refused?.(failure);
  await farewell(socket, input, reply);
}

/** Success is said only here, when the far side is open (RFC 1928, section 6). */
async function carry(
  { socket, input }: Client,
  { destination, version, early }: Request,
  flow: Flow,
  { established, events }: Reception,
): Promise<void> {
  if (socket.destroyed) return flow.abandon();
  socket.write(successReply(version));
  established.add(socket);
  events.opened?.(destination);
  try {
    await flow.carry(socket, Buffer.concat([early, input.handOver()]));
  } finally {
    established.delete(socket);
    socket.destroySoon();
    events.closed?.(destination);
  }
}

/** Somebody who is kept out may try for ever: that is told once for each of them. */
function isNews(failure: Failure, strangers: Set<string>): boolean {
  if (failure.code !== 'client-refused') return true;
  const who = `${failure.why} ${failure.uid ?? ''}`;
  return !strangers.has(who) && strangers.add(who).size > 0;
}
