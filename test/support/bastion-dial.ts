import { systemKeys } from '../../electron/engine/key-source';
import { PromptBroker } from '../../electron/engine/prompt-broker';
import { KeyReader } from '../../electron/keys/key-reader';
import { connectBastion } from '../../electron/ssh/connect-bastion';
import type { ConnectOptions } from '../../electron/ssh/connect-options';
import type { BastionConnection } from '../../electron/ssh/connection';
import { Credentials } from '../../electron/ssh/credentials';
import { HostKeyGate } from '../../electron/ssh/host-key-gate';
import { type HostTrust, hostTrust } from '../../electron/ssh/trust/host-trust';
import type { Failure } from '../../shared/model/failure';
import type { Authentication } from '../../shared/model/profile';
import type { Prompt, PromptAnswer } from '../../shared/model/prompt';
import { builtKeyWorker } from './key-worker';

export interface DialOptions
  extends Partial<
    Pick<ConnectOptions, 'hostKeyHoldMs' | 'limits' | 'keepAliveMs' | 'rekeyAfter' | 'reach'>
  > {
  readonly port: number;
  readonly user: string;
  readonly authentication: readonly Authentication[];
  readonly trust?: HostTrust;
  /** A gate of the test's own in place of the real one. */
  readonly gate?: HostKeyGate;
  readonly acceptNew?: boolean;
}

/** One dial of the SSH layer alone, without a tunnel around it. */
export interface BastionDial {
  readonly outcome: Promise<BastionConnection>;
  readonly prompts: readonly Prompt[];
  readonly closedPrompts: readonly string[];
  readonly stages: readonly string[];
  /** Why a host key could not be kept. */
  readonly notKept: readonly Failure[];
  readonly stop: () => void;
  answer(prompt: Prompt | undefined, answer: PromptAnswer): void;
  close(): Promise<void>;
}

export async function dialBastion(options: DialOptions): Promise<BastionDial> {
  const prompts: Prompt[] = [];
  const closedPrompts: string[] = [];
  const stages: string[] = [];
  const notKept: Failure[] = [];
  const stop = new AbortController();
  const reader = new KeyReader({ workerUrl: await builtKeyWorker() });
  const broker = new PromptBroker({
    opened: (prompt) => prompts.push(prompt),
    closed: (promptId) => closedPrompts.push(promptId),
  });
  const questions = broker.questionsOf('dial');
  const { port, user, authentication, acceptNew = false, keepAliveMs = 15_000 } = options;
  const target = { host: '127.0.0.1', port, user, questions };
  const outcome = connectBastion({
    ...target,
    ...(options.hostKeyHoldMs !== undefined && { hostKeyHoldMs: options.hostKeyHoldMs }),
    ...(options.rekeyAfter !== undefined && { rekeyAfter: options.rekeyAfter }),
    ...(options.limits !== undefined && { limits: options.limits }),
    ...(options.reach !== undefined && { reach: options.reach }),
    credentials: new Credentials({
      ...target,
      authentication,
      keys: systemKeys(reader),
      secret: null,
      onKeyWarning: () => undefined,
    }),
    gate:
      options.gate ??
      new HostKeyGate({
        ...target,
        trust: options.trust ?? hostTrust({ readFiles: [], store: null }),
        expected: [],
        acceptNew,
        remember: true,
      }),
    onStage: (stage) => stages.push(stage),
    onBanner: () => undefined,
    onTrusted: () => undefined,
    onHostKeysChanged: () => undefined,
    onNotKept: (failure) => notKept.push(failure),
    signal: stop.signal,
    session: false,
    keepAliveMs,
    inTurn: (login) => login(),
  });
  // The test looks at it later; until then a failure must not count as unheard.
  outcome.catch(() => undefined);
  return {
    outcome,
    prompts,
    closedPrompts,
    stages,
    notKept,
    stop: () => stop.abort(),
    answer: (prompt, answer) => broker.answer(prompt?.promptId ?? '', answer),
    close: async () => {
      stop.abort();
      await outcome.then(
        (connection) => {
          connection.close();
          return connection.closed;
        },
        () => undefined,
      );
      await reader.close();
    },
  };
}
