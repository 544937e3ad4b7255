import { mkdirSync } from 'node:fs';
import type { DeskSource } from '../aws/desk-source';
import { KeyReader } from '../keys/key-reader';
import { chachaInSsh2 } from '../ssh/ciphers/chacha-in-ssh2';
import { type HostTrust, hostTrust } from '../ssh/trust/host-trust';
import { defaultKnownHostsFiles } from '../ssh/trust/known-hosts-files';
import { Tunnels } from '../tunnel/tunnels';
import type { TunnelsOptions } from '../tunnel/tunnels-options';
import { Vigil, type VigilOptions } from '../tunnel/vigil';
import { Demonstration } from './demonstration';
import { demoFolder, trustStoreFile } from './folders';
import { systemKeys } from './key-source';

export interface ServicesOptions
  extends Pick<
    TunnelsOptions,
    | 'questions'
    | 'onView'
    | 'onReach'
    | 'onLog'
    | 'onRemember'
    | 'onCluster'
    | 'clusterEveryMs'
    | 'aws'
    | 'portWatch'
  > {
  /** Culvert's own folder. */
  readonly dataFolder: string;
  /** The built worker that reads keys. */
  readonly keyWorkerUrl: URL;
  /** Other clocks or another network to watch than this computer's. */
  readonly watched?: Omit<VigilOptions, 'onSuspicion'>;
  /** The way to AWS, for tunnels that are tied to clusters. */
  readonly desk?: DeskSource;
  /** Used instead of the user's and the system's files; nothing is then remembered. */
  readonly knownHosts?: string | undefined;
}

/** Everything the engine consists of, put together once for the app and once for the command line. */
export interface Services {
  readonly keys: KeyReader;
  readonly trust: HostTrust;
  readonly tunnels: Tunnels;
  readonly demonstration: Demonstration;
  /** Stops all tunnels and lets go of everything. */
  close(): Promise<void>;
}

/**
 * Makes the services of an engine, in whichever process, and the folder for its data.
 *
 * @throws Error when the folder cannot be made.
 */
export function createServices(options: ServicesOptions): Services {
  // Before anything speaks SSH, so that everything can offer it.
  chachaInSsh2();
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const keys = new KeyReader({ workerUrl: options.keyWorkerUrl });
  const store = trustStoreFile(options.dataFolder);
  const trust =
    options.knownHosts === undefined
      ? hostTrust({ readFiles: defaultKnownHostsFiles(process.env, process.platform), store })
      : hostTrust({ readFiles: [options.knownHosts], store: null });
  const { desk } = options;
  const following = desk === undefined ? {} : throughDesk(desk);
  const tunnels = new Tunnels({ ...following, ...options, keys: systemKeys(keys), trust });
  const vigil = new Vigil({ ...options.watched, onSuspicion: (why) => tunnels.suspect(why) });
  const demonstration = new Demonstration(demoFolder(options.dataFolder));
  return {
    keys,
    trust,
    tunnels,
    demonstration,
    close: async () => {
      vigil.stop();
      await tunnels.stopAll();
      await demonstration.close();
      await keys.close();
    },
  };
}

/** What tunnels ask of AWS, asked through the sessions of one desk. */
function throughDesk(desk: DeskSource): Pick<TunnelsOptions, 'aws' | 'lookup'> {
  const lookup = async () => {
    const { clusterLookup } = await import('../aws/cluster-lookup');
    return clusterLookup(await desk());
  };
  return {
    lookup: {
      find: async (...asked) => (await lookup()).find(...asked),
      stateOf: async (...asked) => (await lookup()).stateOf(...asked),
      keyPair: async (...asked) => (await lookup()).keyPair(...asked),
      keyNameOf: async (...asked) => (await lookup()).keyNameOf(...asked),
    },
    aws: async ({ region, profile }) => (await desk()).session({ region, awsProfile: profile }),
  };
}
