import { enBrowser } from './browser/en';
import { enClusterPages } from './cluster-pages/en';
import { enClusters } from './clusters/en';
import { enDoctor } from './doctor/en';
import { enEditor } from './editor/en';
import { enExport } from './export/en';
import { enFlows } from './flows/en';
import { enImports } from './imports/en';
import { enLog } from './log/en';
import { enPrompts } from './prompts/en';
import { enReasons } from './reasons/en';
import { enSettings } from './settings/en';
import { enTunnelDetail } from './tunnel-detail/en';
import { enTunnels } from './tunnels/en';
import { enWays } from './ways/en';

/** Every word of the window in English, which decides what the other languages must say too. */
export const en = {
  navigation: {
    label: 'Pages',
    tunnels: 'Tunnels',
    clusters: 'Clusters',
    doctor: 'Network doctor',
    flows: 'Flow logs',
    log: 'Log',
    settings: 'Settings',
  },
  ...enTunnels,
  exports: enExport,
  ...enTunnelDetail,
  browser: enBrowser,
  clusterPages: enClusterPages,
  clusters: enClusters,
  imports: enImports,
  doctor: enDoctor,
  flows: enFlows,
  ...enEditor,
  ways: enWays,
  prompts: enPrompts,
  log: enLog,
  settings: enSettings,
  reasons: enReasons,
  errors: {
    'not-permitted': 'That is not possible in the tunnel’s present state.',
    'bad-request': 'Culvert did not understand its own window. Please restart it.',
    'bad-fields': 'Some fields cannot be taken as they are.',
    loading: 'Loading…',
    broken: 'This page stopped working',
    brokenHint: 'Your tunnels keep running. Reload the window to go on.',
    reload: 'Reload',
  },
};

/** The words of the window, whichever language they are in. */
export type WindowText = typeof en;
