import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { CulvertBridge, WindowEvent } from '../shared/contract/window';
import { callNames, eventNames } from '../shared/contract/window-names';
import { callChannel, eventChannel } from './ipc/channels';

/** One function per call of the contract. The page cannot name a channel. */
function verbs(): Record<string, (args: unknown) => Promise<unknown>> {
  return Object.fromEntries(
    callNames.map((name) => [name, (args: unknown) => ipcRenderer.invoke(callChannel(name), args)]),
  );
}

/** Dropped files: the page gives the browser's own objects, and only this side learns their paths. */
function dropFlowFiles(args: unknown): Promise<unknown> {
  const paths = pathsOf(args);
  return ipcRenderer.invoke(callChannel('dropFlowFiles'), paths && { files: paths });
}

/** Null for what is no list of the browser's own files: main then refuses the call as it is. */
function pathsOf(args: unknown): readonly string[] | null {
  try {
    const { files } = args as { readonly files: readonly File[] };
    return files.map((file) => webUtils.getPathForFile(file));
  } catch {
    return null;
  }
}

/** Only the payload goes to the page: Electron's event object would lead back to the channels. */
function on(name: WindowEvent, listener: (payload: unknown) => void): () => void {
  if (!eventNames.includes(name)) throw new TypeError(`no such event: ${String(name)}`);
  const channel = eventChannel(name);
  const heard = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(channel, heard);
  return () => {
    ipcRenderer.removeListener(channel, heard);
  };
}

contextBridge.exposeInMainWorld('culvert', {
  ...verbs(),
  dropFlowFiles,
  on,
} as unknown as CulvertBridge);
