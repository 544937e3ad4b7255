import { basename } from 'node:path';
import type { BaseAgent } from 'ssh2';
import { FailureError, failureFrom } from '../../shared/model/failure';
import type { KeyWarning } from '../../shared/model/key-facts';
import type { Authentication } from '../../shared/model/profile';
import type { AgentIdentity } from '../keys/agents';
import type { PrivateKey } from '../keys/private-key';
import type { Questions } from './questions';

/** At most this many keys are offered in all: sshd counts each against MaxAuthTries. */
export const maximumOffers = 3;
const passphraseTries = 3;
/** Sooner than this no person has answered a question or touched a key, ms. */
const unaskedMs = 250;

/** What a profile's authentication came to: the things that can be offered to a server. */
export interface LoginMeans {
  readonly key: PrivateKey | null;
  readonly agent: BaseAgent | null;
  /** How long its signature is waited for, ms; as long as the login may take, unless given. */
  readonly agentPatienceMs?: number;
  /** Keys of the agent's that are offered, and those it holds; null without an agent. */
  readonly agentKeys: { readonly offered: number; readonly held: number } | null;
  readonly password: Uint8Array | null;
  /** In the profile's order. */
  readonly order: readonly Authentication['method'][];
}

/** Where keys come from; the narrowest part of electron/keys this needs. */
export interface KeySource {
  read(path: string, passphrase: Uint8Array | null): Promise<PrivateKey>;
  inspect(path: string): Promise<PrivateKey['facts'] | { fingerprint: string | null }>;
  connectAgent(): Promise<BaseAgent> | BaseAgent;
  identities(agent: BaseAgent): Promise<readonly AgentIdentity[]>;
  offering(agent: BaseAgent, options: { first: Buffer | null; limit: number }): BaseAgent;
}

export interface CredentialsOptions {
  readonly authentication: readonly Authentication[];
  readonly user: string;
  readonly host: string;
  readonly keys: KeySource;
  readonly questions: Questions;
  /** Whose key and agent are used here, too: asked for and unlocked once for both. */
  readonly keysOf?: Pick<Credentials, 'prepare' | 'agentSigned'>;
  /** A passphrase or password known beforehand; taken over and overwritten after use. */
  readonly secret: Uint8Array | null;
  /** Something about a usable key file that its owner should mend. */
  readonly onKeyWarning: (keyName: string, warning: KeyWarning) => void;
}

/**
 * The login of one run of a tunnel. Everything that needs a person is asked before the bastion is
 * dialled, and once: reconnecting uses what was unlocked then, until it is forgotten.
 */
export class Credentials {
  readonly #options: CredentialsOptions;
  #known: Uint8Array | null;
  #toRemember: Uint8Array | null = null;
  #means: LoginMeans | null = null;
  #isForgotten = false;
  /** How long the agent's last signature took. */
  #agentTookMs = Number.POSITIVE_INFINITY;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    this.#known = options.secret;
  }

  /**
   * Reads the key, finds the agent, asks for what is missing.
   *
   * @throws FailureError any `key-…`, `passphrase-…` or `agent-…` code, or `auth-cancelled`.
   */
  async prepare(signal: AbortSignal): Promise<LoginMeans> {
    this.#throwIfForgotten();
    this.#means ??= await this.#prepare(signal);
    // What was known and has not been used by now never will be.
    this.#takeKnown()?.fill(0);
    // A key may be unlocked just when its tunnel ends.
    if (this.#isForgotten) this.forget();
    this.#throwIfForgotten();
    return this.#means;
  }

  /** The agent has signed. @param ms how long that took. */
  agentSigned(ms: number): void {
    this.#agentTookMs = ms;
    this.#options.keysOf?.agentSigned(ms);
  }

  /** Whether the agent has signed, and the last time so fast that it can have asked nobody. */
  get agentAsksNobody(): boolean {
    return this.#agentTookMs < unaskedMs;
  }

  /** Nobody logs in as a person again: what is left serves further connections, which take the key. */
  forgetTyped(): void {
    this.#takeKnown()?.fill(0);
    this.takeSecretToRemember()?.fill(0);
    if (this.#means === null) return;
    this.#means.password?.fill(0);
    this.#means = { ...this.#means, password: null };
  }

  /** Nobody logs in with this any more, and nobody is asked for it again. */
  forget(): void {
    this.forgetTyped();
    this.#means = null;
    this.#isForgotten = true;
  }

  /** The secret a person wanted kept, now that it has let us in; handed over once. */
  takeSecretToRemember(): Uint8Array | null {
    const secret = this.#toRemember;
    this.#toRemember = null;
    return secret;
  }

  /** Replaces what would be remembered, when a later answer is the one that may prove right. */
  rememberInstead(secret: Uint8Array | null): void {
    this.#toRemember?.fill(0);
    this.#toRemember = secret;
  }

  /** The password that has let us in, in place of one that did not; taken over. */
  adoptPassword(password: Uint8Array): void {
    // Where it is no way of the profile's to log in, it is asked for each time.
    if (this.#means === null || !this.#means.order.includes('password')) {
      password.fill(0);
      return;
    }
    this.#means.password?.fill(0);
    this.#means = { ...this.#means, password };
  }

  #throwIfForgotten(): void {
    if (this.#isForgotten) throw new FailureError({ code: 'auth-cancelled' });
  }

  async #prepare(signal: AbortSignal): Promise<LoginMeans> {
    const { authentication, keysOf } = this.#options;
    const order = authentication.map((entry) => entry.method);
    if (keysOf !== undefined) {
      const means = await keysOf.prepare(signal);
      const password = order.includes('password') ? await this.#password(signal) : null;
      return { ...means, password, order };
    }
    const file = authentication.find((entry) => entry.method === 'key-file');
    const onlyWay = order.length === 1;
    const agent = order.includes('agent') ? await this.#agent(onlyWay) : null;
    const identities = agent === null ? [] : await this.#identities(agent, onlyWay);
    const held = file && agent ? await this.#heldByAgent(identities, file.path) : null;
    const key = file && held === null ? await this.#readKey(file.path, signal) : null;
    const password = order.includes('password') ? await this.#password(signal) : null;
    const limit = maximumOffers - (key === null ? 0 : 1);
    const first = held ?? key?.publicBlob ?? null;
    const offered = agent === null ? null : this.#options.keys.offering(agent, { first, limit });
    const agentKeys =
      agent === null
        ? null
        : { offered: Math.min(limit, identities.length), held: identities.length };
    return { key, agent: offered, agentKeys, password, order };
  }

  /** No agent is a failure only for those who have nothing else. */
  async #agent(onlyWay: boolean): Promise<BaseAgent | null> {
    try {
      return await this.#options.keys.connectAgent();
    } catch (error) {
      if (onlyWay || !failureFrom(error).code.startsWith('agent-')) throw error;
      return null;
    }
  }

  async #identities(agent: BaseAgent, onlyWay: boolean): Promise<readonly AgentIdentity[]> {
    try {
      return await this.#options.keys.identities(agent);
    } catch (error) {
      if (onlyWay || !failureFrom(error).code.startsWith('agent-')) throw error;
      return [];
    }
  }

  /** An encrypted key that the agent already holds needs no passphrase. */
  async #heldByAgent(identities: readonly AgentIdentity[], path: string): Promise<Buffer | null> {
    const { fingerprint } = await this.#options.keys.inspect(path);
    if (fingerprint === null) return null;
    return identities.find((identity) => identity.fingerprint === fingerprint)?.publicBlob ?? null;
  }

  async #readKey(path: string, signal: AbortSignal): Promise<PrivateKey> {
    const { keys, questions, onKeyWarning } = this.#options;
    let secret = this.#takeKnown();
    let wrong = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const key = await keys.read(path, secret);
        for (const warning of key.facts.warnings) onKeyWarning(basename(path), warning);
        return key;
      } catch (error) {
        const { code } = failureFrom(error);
        this.#toRemember?.fill(0);
        this.#toRemember = null;
        const askable = code === 'passphrase-required' || code === 'passphrase-wrong';
        if (!askable || !questions.canAsk || attempt > passphraseTries) throw error;
        wrong = code === 'passphrase-wrong';
      }
      const answer = await questions.passphrase({ keyName: basename(path), wrong }, signal);
      this.#toRemember = answer.remember ? copyOf(answer.secret) : null;
      secret = answer.secret;
    }
  }

  /** Null where nobody can be asked: the server's refusal then says what it would have taken. */
  async #password(signal: AbortSignal): Promise<Uint8Array | null> {
    const known = this.#takeKnown();
    if (known !== null) return known;
    const { questions, user, host } = this.#options;
    if (!questions.canAsk) return null;
    const answer = await questions.password({ user, host, wrong: false }, signal);
    this.#toRemember = answer.remember ? copyOf(answer.secret) : null;
    return answer.secret;
  }

  #takeKnown(): Uint8Array | null {
    const known = this.#known;
    this.#known = null;
    return known;
  }
}

/** A copy that stays when its source is overwritten; `slice` of a Buffer would share its bytes. */
export function copyOf(secret: Uint8Array): Uint8Array {
  return new Uint8Array(secret);
}
