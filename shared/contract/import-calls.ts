import { z } from 'zod';
import { importLimits } from '../model/import-limits';
import { importPreviewSchema } from '../model/import-preview';
import { groupSchema, hostSchema, nameSchema, portSchema, profileIdSchema } from '../model/profile';

/** Programs whose settings are looked for on this computer, each in its own place. */
export const importPlaceSchema = z.enum(['ssh-config', 'putty']);
export type ImportPlace = z.infer<typeof importPlaceSchema>;

const importIdSchema = z.string().regex(/^[a-f0-9-]{36}$/);

export const importOfferSchema = importPreviewSchema.extend({
  /** Stands for this preview in main, which alone knows what it was read from. */
  importId: importIdSchema,
  /** What was read, as the person knows it. */
  name: z.string(),
});
/** A preview the person decides about. */
export type ImportOffer = z.infer<typeof importOfferSchema>;

export const importChoiceSchema = z.object({
  /** Of the tunnel in the preview. */
  index: z.number().int().min(0).max(importLimits.tunnels),
  name: nameSchema,
  localPort: portSchema,
  /** Null keeps the preview's. */
  host: hostSchema.nullable(),
});
export type ImportChoice = z.infer<typeof importChoiceSchema>;

/** The calls that bring other programs' settings in, and that put tunnels in order. */
export const importCalls = {
  /** Programs that have settings here now. */
  importPlaces: { args: z.void(), result: z.array(importPlaceSchema) },
  /** Reads settings where they are, or a file the person picks; null when the dialog was cancelled. */
  previewImport: {
    args: z.object({ from: z.union([importPlaceSchema, z.literal('file')]) }),
    result: importOfferSchema.nullable(),
  },
  /** Reads a file that was dropped on the window: its contents alone, so that no path is told. */
  previewDropped: {
    args: z.object({
      name: z.string().max(512),
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= importLimits.bytes),
    }),
    result: importOfferSchema,
  },
  /** Stores the tunnels chosen, and answers their ids. */
  importTunnels: {
    args: z.object({
      importId: importIdSchema,
      chosen: z.array(importChoiceSchema).min(1).max(importLimits.tunnels),
    }),
    result: z.object({ profileIds: z.array(profileIdSchema) }),
  },
  /** Puts all tunnels into that order and those groups. */
  arrangeProfiles: {
    args: z.object({
      order: z.array(z.object({ profileId: profileIdSchema, group: groupSchema })).max(1_000),
    }),
    result: z.void(),
  },
} as const;
