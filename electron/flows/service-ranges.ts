import type { ServiceRange } from './services';
export const shippedRanges: readonly ServiceRange[] = [];
