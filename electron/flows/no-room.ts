import { FailureError } from '../../shared/model/failure';

/**
 * Whether something failed for want of room, on the disk with the folder for temporary files or in
 * DuckDB's memory. DuckDB has no codes for it: its own words are all there is.
 *
 * @returns the failure `flows-no-room`, or null where it is something else.
 */
export function noRoom(error: unknown): FailureError | null {
  const of = roomOf(error);
  return of === null ? null : new FailureError({ code: 'flows-no-room', of }, { cause: error });
}

function roomOf(error: unknown): 'disk' | 'memory' | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error) return isFull(String(error.code)) ? 'disk' : null;
  const { message } = error;
  if (message.startsWith('Out of Memory Error')) {
    // What does not fit into memory goes to the disk, and DuckDB takes no more than is free there.
    return message.includes('max_temp_directory_size') ? 'disk' : 'memory';
  }
  const isDisk = /No space left on device|Disk quota exceeded|not enough space on the disk/;
  return message.startsWith('IO Error') && isDisk.test(message) ? 'disk' : null;
}

/** Of the system's codes those that mean a disk without room. */
export function isFull(code: string): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}
