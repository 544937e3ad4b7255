import { z } from 'zod';
import { exportKindSchema } from '../model/export';
import { profileIdSchema } from '../model/profile';

const exported = z.object({ profileId: profileIdSchema, kind: exportKindSchema });

/** The calls that hand a tunnel over to other programs. */
export const exportCalls = {
  /** Asks where to save it. The name of the file written, or null when the dialog was cancelled. */
  saveExport: { args: exported, result: z.string().nullable() },
  /** Puts its text on the clipboard. The window never sees it: it may name a key file. */
  copyExport: { args: exported, result: z.void() },
  /** Starts dragging its file out of the window; the pointer must be down. */
  dragExport: { args: exported, result: z.void() },
} as const;
