import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  type CulvertBridge,
  type WindowCall,
  type WindowEvent,
  windowCalls,
  windowEvents,
} from '../shared/contract/window';
import { callChannel, eventChannel } from './ipc/channels';

/** One function per call of the contract. The page cannot name a channel. */
function verbs(): Record<string, (args: unknown) => Promise<unknown>> {
  const names = Object.keys(windowCalls) as WindowCall[];
  return Object.fromEntries(
    names.map((name) => [name, (args: unknown) => ipcRenderer.invoke(callChannel(name), args)]),
  );
}

/** Dropped files: the page gives the browser's own objects, and only this side learns their paths. */
function dropFlowFiles({ files }: { readonly files: readonly File[] }): Promise<unknown> {
  const paths = files.map((file) => webUtils.getPathForFile(file));
  return ipcRenderer.invoke(callChannel('dropFlowFiles'), { files: paths });
}

/** Only the payload goes to the page: Electron's event object would lead back to the channels. */
function on(name: WindowEvent, listener: (payload: unknown) => void): () => void {
  if (!Object.hasOwn(windowEvents, name)) throw new TypeError(`no such event: ${String(name)}`);
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
