import { AppModel } from '../../../electron/app/app-model';
import { DragFolder } from '../../../electron/app/drag-folder';
import { FlowsDesk } from '../../../electron/app/flows-desk';
import { ImportPlaces } from '../../../electron/app/import-places';
import type { TunnelNotice } from '../../../electron/app/notice-rules';
import type { Desktop, Engine } from '../../../electron/app/ports';
import { type WindowHandlers, windowHandlers } from '../../../electron/app/window-handlers';
import { examine } from '../../../electron/aws/doctor/examine';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import type { SecretsDocument } from '../../../electron/storage/documents';
import { Secrets } from '../../../electron/storage/secrets';
import type { EngineCall, EngineResult } from '../../../shared/contract/engine';
import type { Preferences, WindowEvent } from '../../../shared/contract/window';
import type { LogEntry } from '../../../shared/model/log';
import { noTraffic } from '../../../shared/model/no-traffic';
import type { Profile } from '../../../shared/model/profile';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { testCluster } from '../../support/aws/clusters';
import { detailOf } from '../../support/cluster-scenarios';
import { network } from '../../support/doctor-network';

export interface Called {
  readonly name: EngineCall;
  /** As it went over the wire, before the sender overwrote what is secret. */
  readonly args: unknown;
}

export interface ModelBench {
  readonly model: AppModel;
  readonly handlers: WindowHandlers;
  readonly called: Called[];
  readonly published: [WindowEvent, unknown][];
  readonly notices: [string, TunnelNotice][];
  /** What would be in the log file. */
  readonly kept: LogEntry[];
  readonly secrets: Secrets;
  readonly stored: { profiles: Profile[] };
  readonly drag: DragFolder;
  readonly desktop: {
    keyFile: string | null;
    importFile: string | null;
    exportFile: string | null;
    dragged: string[];
    copied: string[];
    /** Tunnel, address and choice of each page opened. */
    opened: [string, string, string][];
    /** Whether the proxy script was to be served, each time that was said. */
    pacTurned: boolean[];
    asked: string[];
    permits: boolean;
    /** What the default browser was given. */
    browsed: string[];
  };
  /** Lets the engine say what state a tunnel is in. */
  say(profileId: string, state: TunnelState): void;
  /** Makes the engine refuse a call with that error from now on. */
  refuse(name: EngineCall, error: Error): void;
}

const facts = {
  format: 'openssh',
  type: 'ssh-ed25519',
  bits: 256,
  fingerprint: 'SHA256:x',
  comment: '',
  encrypted: false,
} as const;

/** Where EMR shows a page. */
export const signedPage = 'https://p-1.emrappui-prod.eu-west-1.amazonaws.com/shs/?authToken=x';

const answers: { readonly [Name in EngineCall]: EngineResult<Name> } = {
  start: undefined,
  stop: undefined,
  stopAll: undefined,
  checkReach: undefined,
  nudge: undefined,
  answerPrompt: undefined,
  openRequests: { shown: [], total: 0 },
  cancelJob: undefined,
  awsAccess: { profiles: [], profile: 'default', region: null },
  awsIdentity: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: null },
  listClusters: [],
  describeClusters: undefined,
  clusterDetail: detailOf(testCluster(0)),
  signInAws: undefined,
  examineNetwork: { report: examine(network()), plan: egressPlan(network()) },
  inspectKey: { readable: true, facts: { ...facts, warnings: [] } },
  prepareDemo: { host: '127.0.0.1', port: 2222, user: 'ec2-user', keyPath: '/demo/key' },
  checkPages: [],
  presignedPage: { url: signedPage },
  checkDemo: [{ name: 'YARN', url: 'http://x:8088/', ok: true, milliseconds: 1 }],
};

/**
 * The app's logic with everything around it in memory: no desktop, and an engine that takes notes
 * unless another is given.
 */
export function modelBench(
  profiles: Profile[] = [],
  keyStore = true,
  other: Engine | null = null,
): ModelBench {
  const called: Called[] = [];
  const published: [WindowEvent, unknown][] = [];
  const notices: [string, TunnelNotice][] = [];
  const kept: LogEntry[] = [];
  const refusals = new Map<EngineCall, Error>();
  const stored = { profiles };
  const engine: Engine = other ?? {
    call: async (name, args) => {
      called.push({ name, args: structuredClone(args) });
      const refusal = refusals.get(name);
      if (refusal !== undefined) throw refusal;
      return answers[name];
    },
  };
  const secrets = memorySecrets(keyStore);
  const publish = (name: WindowEvent, payload: unknown): void => {
    published.push([name, payload]);
  };
  const model = new AppModel({
    engine,
    shelf: { get: () => stored, set: (value) => Object.assign(stored, value) },
    secrets,
    publish,
    tunnelsChanged: () => undefined,
    attentionWanted: () => published.push(['show', 'attention']),
    notify: (profileId, notice) => notices.push([profileId, notice]),
    watched: () => false,
    openSignIn: (url) => published.push(['signIn', url]),
    keepLog: (entry) => kept.push(entry),
  });
  const { desktop, port } = memoryDesktop();
  const drag = new DragFolder();
  let preferences: Preferences = {
    theme: 'system',
    language: 'system',
    browser: 'automatic',
    servePac: false,
  };
  const handlers = windowHandlers({
    model,
    desktop: port,
    flows: new FlowsDesk(
      () => {
        throw new Error('no flow-log process here');
      },
      publish,
      '/nowhere',
    ),
    publish,
    drawn: () => undefined,
    about: () => ({
      version: '0',
      electron: '0',
      platform: 'test',
      systemLanguage: 'en',
      secretStorage: secrets.storage(),
      quarantined: null,
    }),
    preferences: {
      get: () => preferences,
      set: (wanted) => {
        preferences = wanted;
      },
    },
    drag,
    places: new ImportPlaces({
      home: '/nowhere',
      platform: 'linux',
      registryProgram: '/nowhere/reg.exe',
    }),
    pac: {
      turn: async (on) => {
        desktop.pacTurned.push(on);
        return { url: null, failure: null };
      },
      address: () => ({ url: null, failure: null }),
    },
    opener: {
      browsers: async () => ['chromium'],
      open: async ({ profile: { id } }, url, choice) => {
        desktop.opened.push([id, url, choice]);
        return choice === 'automatic' ? 'chromium' : choice;
      },
    },
  });
  return {
    model,
    handlers,
    called,
    published,
    notices,
    kept,
    secrets,
    stored,
    drag,
    desktop,
    say: (profileId, state) =>
      model.engineEvent('tunnel', { profileId, state, traffic: noTraffic }),
    refuse: (name, error) => refusals.set(name, error),
  };
}

function memorySecrets(available: boolean): Secrets {
  let document: SecretsDocument = { version: 1, secrets: {} };
  const file = {
    get: () => document,
    set: (value: SecretsDocument) => {
      document = value;
    },
  };
  const turned = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  return new Secrets(file, {
    status: () => (available ? { available } : { available: false, why: 'no-key-store' }),
    encrypt: turned,
    decrypt: turned,
  });
}

function memoryDesktop() {
  const desktop = {
    keyFile: null as string | null,
    importFile: null as string | null,
    exportFile: null as string | null,
    flowFiles: [] as string[],
    dragged: [] as string[],
    copied: [] as string[],
    opened: [] as [string, string, string][],
    pacTurned: [] as boolean[],
    asked: [] as string[],
    permits: true,
    browsed: [] as string[],
  };
  const port: Desktop = {
    chooseKeyFile: async () => desktop.keyFile,
    permitCommand: async (command) => {
      desktop.asked.push(command);
      return desktop.permits;
    },
    chooseImportFile: async () => desktop.importFile,
    chooseExportFile: async () => desktop.exportFile,
    chooseFlowFiles: async () => desktop.flowFiles,
    copyText: (text) => void desktop.copied.push(text),
    openHelp: async () => undefined,
    openInBrowser: async (url) => void desktop.browsed.push(url),
    dragFile: (path) => void desktop.dragged.push(path),
    applyPreferences: () => undefined,
  };
  return { desktop, port };
}

/** What the engine was told to start. */
export function startsOf(bench: ModelBench) {
  return bench.called.filter(({ name }) => name === 'start').map(({ args }) => args);
}
