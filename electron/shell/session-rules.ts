import { isUiUrl } from '../ipc/trusted-sender';

/** Whether the page may load an address. Developer tools load their own pages, in a checkout only. */
export function mayLoad(address: string, developing: boolean): boolean {
  if (isUiUrl(address)) return true;
  return developing && address.startsWith('devtools://devtools/');
}
