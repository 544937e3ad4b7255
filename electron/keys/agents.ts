import { stat } from 'node:fs/promises';
import type { BaseAgent, IdentityCallback, ParsedKey, PublicKeyEntry } from 'ssh2';
import ssh2 from 'ssh2';
import { FailureError, type FailureOf } from '../../shared/model/failure';
import { keyTypeSchema } from '../../shared/model/key-facts';
import { AgentAround, type AgentKey, bareAgent } from './agent-around';
import { callAgent, isCallable } from './agent-call';
import { fingerprintOf } from './public-blob';

type AgentKind = FailureOf<'agent-unavailable'>['agent'];
type AgentFault = FailureOf<'agent-unavailable'>['why'];

/** A key that an agent holds; the private half never leaves the agent. */
export interface AgentIdentity {
  readonly publicBlob: Buffer;
  readonly type: string;
  readonly comment: string;
  /** `SHA256:` and unpadded base64. */
  readonly fingerprint: string;
}

interface AgentPlace {
  readonly kind: AgentKind;
  /** A socket, a pipe, or the word by which ssh2 knows PuTTY's agent. */
  readonly path: string;
}

const windowsPlaces: readonly AgentPlace[] = [
  { kind: 'windows-openssh', path: '\\\\.\\pipe\\openssh-ssh-agent' },
  { kind: 'pageant', path: 'pageant' },
];

/** An agent that was asked for its keys answers at once, or it hangs. In milliseconds. */
const listTimeout = 5_000;

function unavailable(agent: AgentKind, why: AgentFault): FailureError {
  return new FailureError({ code: 'agent-unavailable', agent, why });
}

/**
 * Finds the agent of this environment and makes sure that it answers and holds a key Culvert can use.
 * SSH_AUTH_SOCK decides where it is set, as for ssh(1); on Windows the pipe of OpenSSH's agent comes
 * next and Pageant last, and one without keys gives way to the next.
 *
 * @throws FailureError agent-unavailable when none answers, agent-empty when none has a usable key.
 */
export async function connectAgent(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<BaseAgent> {
  const socket = env['SSH_AUTH_SOCK'] ?? '';
  const places: readonly AgentPlace[] =
    socket !== ''
      ? [{ kind: 'ssh-agent', path: socket }]
      : platform === 'win32'
        ? windowsPlaces
        : [];
  let fault = unavailable('ssh-agent', 'not-configured');
  let empty = false;
  for (const [index, place] of places.entries()) {
    try {
      const agent = await reach(place);
      if ((await usableKeys(agent, place.kind)).length > 0) return agent;
      empty = true;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      if (index === 0) fault = error;
    }
  }
  throw empty ? new FailureError({ code: 'agent-empty' }) : fault;
}

async function reach({ kind, path }: AgentPlace): Promise<BaseAgent> {
  // A pipe of Windows cannot be looked at without taking up one of its instances.
  if (kind === 'ssh-agent' && process.platform !== 'win32') {
    const found = await stat(path).catch(() => null);
    if (found === null) throw unavailable(kind, 'not-configured');
    if (!found.isSocket()) throw unavailable(kind, 'refused');
  }
  return ssh2.createAgent(path);
}

/**
 * The agent's keys of types that Culvert can log in with, in the agent's own order. Certificates and
 * keys of security tokens are passed over.
 */
async function usableKeys(agent: BaseAgent, kind: AgentKind): Promise<ParsedKey[]> {
  const keys = await askForKeys(agent, kind);
  return keys.filter((key) => keyTypeSchema.safeParse(key.type).success);
}

function askForKeys(agent: BaseAgent, kind: AgentKind): Promise<ParsedKey[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      hangUp();
      reject(unavailable(kind, 'no-answer'));
    }, listTimeout);
    const hangUp = requestKeys(agent, (error, keys) => {
      clearTimeout(timer);
      if (error) reject(unavailable(kind, faultOf(error, kind)));
      else resolve((keys ?? []).flatMap(parsed));
    });
  });
}

/** @returns what ends the question. */
function requestKeys(agent: BaseAgent, done: IdentityCallback): () => void {
  if (isCallable(agent)) {
    return callAgent(agent, (protocol, answered) => protocol.getIdentities(answered), done);
  }
  agent.getIdentities(done);
  return () => undefined;
}

/**
 * ssh2 tells an agent that says no from one that is not there by its words alone. On Windows there is
 * no file to be looked at first.
 */
function faultOf(error: Error, kind: AgentKind): AgentFault {
  if (/responded/.test(error.message)) return 'refused';
  const isMissing = kind !== 'ssh-agent' && /Failed to connect|not running/.test(error.message);
  return isMissing ? 'not-configured' : 'no-answer';
}

/** Agents of ssh2 may list a key bare, or wrapped once or twice to add a comment. */
function keyOf(entry: AgentKey | PublicKeyEntry): AgentKey {
  if (typeof entry === 'string' || !('pubKey' in entry)) return entry;
  return 'pubKey' in entry.pubKey ? entry.pubKey.pubKey : entry.pubKey;
}

function parsed(entry: AgentKey | PublicKeyEntry): ParsedKey[] {
  const key = keyOf(entry);
  if (typeof key !== 'string' && !Buffer.isBuffer(key)) return [key];
  const result = ssh2.utils.parseKey(key);
  return result instanceof Error ? [] : [result];
}

function blobOf(key: ParsedKey): Buffer {
  return Buffer.from(key.getPublicSSH());
}

/**
 * The keys of an agent that Culvert can log in with.
 *
 * @throws FailureError agent-unavailable.
 */
export async function listIdentities(agent: BaseAgent): Promise<AgentIdentity[]> {
  const keys = await usableKeys(agent, kindOf(agent));
  return keys.map((key) => {
    const publicBlob = blobOf(key);
    const fingerprint = fingerprintOf(publicBlob);
    return { publicBlob, type: key.type, comment: key.comment ?? '', fingerprint };
  });
}

function kindOf(agent: BaseAgent): AgentKind {
  return bareAgent(agent) instanceof ssh2.PageantAgent ? 'pageant' : 'ssh-agent';
}

/** What an agent may offer to a server. */
export interface Offer {
  /** The public key to offer before all others, if the agent has it. */
  readonly first: Buffer | null;
  /** Servers count every key against MaxAuthTries (sshd_config(5)), six by default. */
  readonly limit: number;
}

class OfferingAgent extends AgentAround {
  readonly #offer: Offer;

  constructor(agent: BaseAgent, offer: Offer) {
    super(agent);
    this.#offer = offer;
  }

  override getIdentities(done: IdentityCallback): void {
    usableKeys(this.agent, kindOf(this.agent)).then(
      (keys) => done(undefined, inOrder(keys, this.#offer)),
      (error: Error) => done(error),
    );
  }
}

function inOrder(keys: readonly ParsedKey[], { first, limit }: Offer): ParsedKey[] {
  const leads = (key: ParsedKey): boolean => first !== null && blobOf(key).equals(first);
  const ordered = [...keys.filter(leads), ...keys.filter((key) => !leads(key))];
  return ordered.slice(0, limit);
}

/** Wraps an agent so that a server is offered few keys, and the configured one before all others. */
export function offering(agent: BaseAgent, options: Offer): BaseAgent {
  return new OfferingAgent(agent, options);
}
