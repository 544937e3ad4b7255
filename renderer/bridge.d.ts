import type { CulvertBridge } from '../shared/contract/window';

declare global {
  interface Window {
    /** Put there by the preload, from the contract. */
    readonly culvert: CulvertBridge;
  }
}
