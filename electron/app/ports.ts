import type { EngineArgs, EngineCall, EngineResult } from '../../shared/contract/engine';
import type { EventPayload, Preferences, WindowEvent } from '../../shared/contract/window';

/** The engine process, as far as the app's logic knows it. */
export interface Engine {
  /** @throws FailureError with the engine's failure, `engine-crashed` or `engine-down`; CallRefused otherwise. */
  call<Name extends EngineCall>(name: Name, args: EngineArgs<Name>): Promise<EngineResult<Name>>;
}

/** Tells whoever is listening in the window. */
export type Publish = <Name extends WindowEvent>(name: Name, payload: EventPayload<Name>) => void;

/** What only the desktop can do, given to the logic so that it runs without one. */
export interface Desktop {
  /** The path of the file a person picked, or null. */
  chooseKeyFile(): Promise<string | null>;
  /** The path of a file with another program's settings that a person picked, or null. */
  chooseImportFile(): Promise<string | null>;
  /**
   * Asks the person whether a command they have not seen Culvert run may be run by a tunnel. Asked
   * outside the window, so that nothing a page does can answer.
   */
  permitCommand(command: string): Promise<boolean>;
  /** The paths of files, or of one folder, a person picked. */
  chooseFlowFiles(of: 'files' | 'folder'): Promise<readonly string[]>;
  /** @param suggestedName the file's name, without a folder. */
  chooseExportFile(suggestedName: string): Promise<string | null>;
  copyText(text: string): void;
  openHelp(topic: 'foxyproxy-chrome' | 'foxyproxy-firefox' | 'foxyproxy-edge'): Promise<void>;
  /** @param url of http or https: a page of a tunnel's, or one of AWS that EMR named. */
  openInBrowser(url: string): Promise<void>;
  /** Hands a file to the pointer, which must be down. */
  dragFile(path: string): void;
  /** Puts new preferences into effect outside the page. */
  applyPreferences(preferences: Preferences): void;
}
