import type {
  About,
  CallArgs,
  CallResult,
  Preferences,
  WindowCall,
} from '../../shared/contract/window';
import type { ExportFile } from '../browser/exports/export-source';
import type { AppModel } from './app-model';
import { browserHandlers } from './browser-handlers';
import { clusterHandlers } from './cluster-handlers';
import { desktopHandlers } from './desktop-handlers';
import { doctorHandlers } from './doctor-handlers';
import { exportHandlers } from './export-handlers';
import { flowHandlers } from './flow-handlers';
import type { FlowsDesk } from './flows-desk';
import { importHandlers } from './import-handlers';
import type { ImportPlaces } from './import-places';
import type { PacDesk } from './pac-desk';
import { pageHandlers } from './page-handlers';
import type { PageOpener } from './page-opener';
import type { Desktop, Publish } from './ports';
import { profileHandlers } from './profile-handlers';
import { tunnelHandlers } from './tunnel-handlers';

/** What each call of the window does. */
export type WindowHandlers = {
  readonly [Name in WindowCall]: (args: CallArgs<Name>) => Promise<CallResult<Name>>;
};

export interface WindowHandlerOptions {
  readonly model: AppModel;
  readonly desktop: Desktop;
  readonly publish: Publish;
  readonly about: () => About;
  /** The page has been drawn. */
  readonly drawn: () => void;
  readonly preferences: { get(): Preferences; set(preferences: Preferences): void };
  readonly opener: Pick<PageOpener, 'browsers' | 'open'>;
  readonly places: Pick<ImportPlaces, 'found' | 'read' | 'nameOf'>;
  readonly pac: Pick<PacDesk, 'turn' | 'address'>;
  readonly flows: Pick<FlowsDesk, 'read' | 'save' | 'cancel' | 'agree' | 'last' | 'fetchRanges'>;
  readonly drag: { write(file: ExportFile): Promise<string> };
}

/** Everything behind the window's contract. */
export function windowHandlers(options: WindowHandlerOptions): WindowHandlers {
  const { model, about, preferences } = options;
  const tunnels = tunnelHandlers(model);
  return {
    snapshot: async () => model.snapshot(about(), preferences.get()),
    drawn: async () => options.drawn(),
    ...profileHandlers(model, options.desktop),
    ...tunnels,
    ...desktopHandlers(options),
    ...browserHandlers(options),
    ...exportHandlers(options),
    ...pageHandlers(options),
    ...clusterHandlers(model),
    ...importHandlers(options),
    ...doctorHandlers(options),
    ...flowHandlers(options),
    cancelJob: async (args) => {
      if (!options.flows.cancel(args.jobId)) await tunnels.cancelJob(args);
    },
  };
}
