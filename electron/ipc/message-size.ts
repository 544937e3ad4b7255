import type { WindowCall } from '../../shared/contract/window';
import { importLimits } from '../../shared/model/import-limits';

/** The most a call of the window may carry. Its longest text is a copied log of 60,000 characters. */
export const messageLimit = 64 * 1024;

/** Ten thousand files (see flowCalls) by long paths or by their tokens. */
const fileListLimit = 4 * 1024 * 1024;

const ownLimits: Readonly<Partial<Record<WindowCall, number>>> = {
  // A file dropped on the window comes as its contents.
  previewDropped: importLimits.bytes + messageLimit,
  dropFlowFiles: fileListLimit,
  readFlows: fileListLimit,
};

/** The most one call may carry. */
export function messageLimitOf(name: WindowCall): number {
  return ownLimits[name] ?? messageLimit;
}

/** Calls are shallow; what is deeper was made to be expensive. */
const deepest = 16;

/**
 * Whether a message is within `limit`, counted as a structured clone holds it: a text by its UTF-16
 * units, bytes as they are, anything else by 8. Stops counting at the limit, so that a huge message
 * costs no more to refuse than a small one to take.
 */
export function isWithin(limit: number, message: unknown): boolean {
  let left = limit;
  const take = (value: unknown, depth: number): boolean => {
    left -= ownSize(value);
    if (left < 0 || depth > deepest) return false;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
    if (Array.isArray(value)) {
      // By its length first: a sparse list weighs nothing and may claim four thousand million items.
      if (value.length * 8 > left) return false;
      return value.every((item) => take(item, depth + 1));
    }
    // Only what the contract can hold: no maps, sets or buffers to hide weight in.
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    for (const [key, item] of Object.entries(value)) {
      left -= key.length;
      if (!take(item, depth + 1)) return false;
    }
    return true;
  };
  return take(message, 0);
}

function ownSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return 8;
}
