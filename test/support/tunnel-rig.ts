import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AwsDesk } from '../../electron/aws/aws-desk';
import { PromptBroker } from '../../electron/engine/prompt-broker';
import {
  createServices,
  type Services,
  type ServicesOptions,
} from '../../electron/engine/services';
import type { StartTrust } from '../../electron/tunnel/start-request';
import type { ProvenSecret } from '../../electron/ways/way';
import type { BoundCluster } from '../../shared/model/cluster-binding';
import type { Failure } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import {
  type Authentication,
  noLimit,
  type Profile,
  straightWay,
} from '../../shared/model/profile';
import type { Prompt, PromptAnswer } from '../../shared/model/prompt';
import type { Reach } from '../../shared/model/reach';
import type { WaySecret } from '../../shared/model/secret-scope';
import type { Traffic, TunnelState, TunnelStateName } from '../../shared/model/tunnel-state';
import { builtKeyWorker } from './key-worker';
import { waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

export interface RigOptions {
  readonly host?: string;
  readonly hostKeyAlias?: string;
  readonly port: number;
  readonly user: string;
  readonly authentication?: readonly Authentication[];
  readonly reconnect?: boolean;
  readonly trust?: StartTrust;
  readonly secret?: Uint8Array;
  readonly waySecrets?: readonly WaySecret[];
  readonly persistent?: boolean;
  readonly localPort?: number;
  readonly knownHosts?: string;
  /** Answers prompts as they come; without it a prompt stays open. */
  readonly answer?: (prompt: Prompt) => PromptAnswer | Promise<PromptAnswer>;
  readonly keepAliveMs?: number;
  readonly allow?: readonly string[];
  /** The way to AWS, for a tunnel that is tied to a cluster. */
  readonly desk?: AwsDesk;
  readonly pages?: readonly string[];
  readonly aws?: ServicesOptions['aws'];
  readonly portWatch?: ServicesOptions['portWatch'];
  /** What kind of tunnel it is and which way it takes; a SOCKS server dialled directly without it. */
  readonly way?: Partial<
    Pick<
      Profile,
      'kind' | 'jumpHosts' | 'transport' | 'instance' | 'forward' | 'listen' | 'cluster' | 'session'
    >
  >;
}

/** One tunnel with the engine's real services around it, and everything it has said. */
export interface Rig {
  readonly services: Services;
  readonly states: TunnelState[];
  readonly log: LogEvent[];
  readonly reach: Reach[];
  readonly prompts: Prompt[];
  readonly closedPrompts: string[];
  readonly remembered: ProvenSecret[];
  readonly clusters: BoundCluster[];
  readonly folder: string;
  /** The key the rig made; put it into authorized_keys. */
  readonly keyFile: string;
  readonly publicKey: string;
  readonly state: () => TunnelState;
  readonly traffic: () => Traffic | null;
  start(): Promise<void>;
  stop(): Promise<void>;
  answer(promptId: string, answer: PromptAnswer): void;
  until(name: TunnelStateName, timeoutMs?: number): Promise<TunnelState>;
  /** Waits until the tunnel is blocked and says why. */
  blockedBy(timeoutMs?: number): Promise<Failure>;
  /** The bound SOCKS port; the tunnel must be up or healing. */
  readonly socksPort: () => number;
  close(): Promise<void>;
}

/** Makes a key, the services and a profile; the tunnel starts with `start()`. */
export async function tunnelRig(options: RigOptions): Promise<Rig> {
  const folder = temporaryFolder('culvert-rig-');
  const keyFile = folder.file('id_ed25519');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'rig', '-f', keyFile]);
  const states: TunnelState[] = [];
  const log: LogEvent[] = [];
  const reach: Reach[] = [];
  const prompts: Prompt[] = [];
  const closedPrompts: string[] = [];
  const remembered: ProvenSecret[] = [];
  const clusters: BoundCluster[] = [];
  let traffic: Traffic | null = null;
  const broker = new PromptBroker({
    opened: (prompt) => {
      prompts.push(prompt);
      if (options.answer === undefined) return;
      void Promise.resolve(options.answer(prompt)).then((answer) =>
        broker.answer(prompt.promptId, answer),
      );
    },
    closed: (promptId) => closedPrompts.push(promptId),
  });
  const services = createServices({
    dataFolder: folder.file('data'),
    keyWorkerUrl: await builtKeyWorker(),
    knownHosts: options.knownHosts,
    // Other tests make networks on this computer meanwhile.
    watched: { marks: () => 'one network' },
    questions: (profileId) => broker.questionsOf(profileId),
    onView: (view) => {
      traffic = view.traffic;
      if (states.at(-1) !== view.state) states.push(view.state);
    },
    onReach: (found) => reach.push(found),
    onLog: (_profileId, event) => log.push(event),
    onRemember: (_profileId, proven) => remembered.push(proven),
    onCluster: (_profileId, cluster) => clusters.push(cluster),
    clusterEveryMs: 100,
    ...(options.desk === undefined ? {} : { desk: async () => options.desk as AwsDesk }),
    ...(options.keepAliveMs === undefined ? {} : { keepAliveMs: options.keepAliveMs }),
    ...(options.aws && { aws: options.aws }),
    ...(options.portWatch && { portWatch: options.portWatch }),
  });
  const profile: Profile = {
    id: 'rig',
    name: 'Rig',
    group: null,
    kind: 'dynamic',
    ...straightWay(),
    bastion: {
      host: options.host ?? '127.0.0.1',
      port: options.port,
      user: options.user,
      ...(options.hostKeyAlias !== undefined && { hostKeyAlias: options.hostKeyAlias }),
    },
    authentication: [...(options.authentication ?? [{ method: 'key-file', path: keyFile }])],
    listen: { address: '127.0.0.1', port: options.localPort ?? 0 },
    allow: [...(options.allow ?? ['127.0.0.0/8'])],
    limit: noLimit,
    pages: [...(options.pages ?? [])],
    reconnect: options.reconnect ?? true,
    startWithApp: false,
    demo: false,
    ...options.way,
  };
  const state = (): TunnelState => states.at(-1) ?? { state: 'stopped' };
  const until = async (name: TunnelStateName, timeoutMs = 15_000) => {
    const from = states.length;
    // A state may pass between two looks: one that has been there since is as good.
    const found = () =>
      [state(), ...states.slice(from)].find((each) => each.state === name) ?? null;
    await waitUntil(
      `state ${name}, was ${JSON.stringify(state())}`,
      () => found() !== null,
      timeoutMs,
    );
    return found() ?? state();
  };
  return {
    services,
    states,
    log,
    reach,
    prompts,
    closedPrompts,
    remembered,
    clusters,
    folder: folder.path,
    keyFile,
    publicKey: readFileSync(`${keyFile}.pub`, 'utf8'),
    state,
    traffic: () => traffic,
    start: () =>
      services.tunnels.start({
        profile,
        secret: options.secret ?? null,
        waySecrets: options.waySecrets ?? [],
        persistent: options.persistent ?? false,
        trust: options.trust ?? { expected: [], acceptNew: true },
      }),
    stop: () => services.tunnels.stop('rig'),
    answer: (promptId, answer) => broker.answer(promptId, answer),
    until,
    blockedBy: async (timeoutMs) => {
      const blocked = await until('blocked', timeoutMs);
      if (blocked.state !== 'blocked') throw new Error('not blocked');
      return blocked.cause;
    },
    socksPort: () => {
      const now = state();
      if (!('listen' in now)) throw new Error(`is ${now.state}`);
      return now.listen.port;
    },
    close: async () => {
      await services.close();
      folder.remove();
    },
  };
}
