import { z } from 'zod';
import { preferencesSchema } from '../../shared/model/preferences';
import { portSchema, profileSchema } from '../../shared/model/profile';
import type { DocumentKind } from './document-kind';
import { addBrowserChoice } from './migrations/preferences-v2';
import { addPac } from './migrations/preferences-v3';
import { addPagesAndLimit } from './migrations/profiles-v2';
import { addGroup } from './migrations/profiles-v3';
import { addKindAndWay } from './migrations/profiles-v4';
import { addCluster } from './migrations/profiles-v5';

const version = z.literal(1);

/** Of profiles.json: one more than there are steps. */
export const profilesVersion = 5 as const;

const profilesSchema = z.object({
  version: z.literal(profilesVersion),
  profiles: z.array(profileSchema).max(1_000),
});
export type ProfilesDocument = z.infer<typeof profilesSchema>;

export const profilesKind: DocumentKind<ProfilesDocument> = {
  name: 'profiles',
  schema: profilesSchema,
  steps: [addPagesAndLimit, addGroup, addKindAndWay, addCluster],
  empty: { version: profilesVersion, profiles: [] },
  backups: 3,
};

const preferencesDocumentSchema = preferencesSchema.extend({
  version: z.literal(3),
  /** The person was told that closing the window leaves the tunnels running. */
  closingExplained: z.boolean(),
  /** The address of the proxy script, once it was served: it stays the same. */
  pac: z.object({ port: portSchema, token: z.string().regex(/^[0-9a-f]{32}$/) }).nullable(),
});
export type PreferencesDocument = z.infer<typeof preferencesDocumentSchema>;

export const preferencesKind: DocumentKind<PreferencesDocument> = {
  name: 'preferences',
  schema: preferencesDocumentSchema,
  steps: [addBrowserChoice, addPac],
  empty: {
    version: 3,
    theme: 'system',
    language: 'system',
    browser: 'automatic',
    servePac: false,
    closingExplained: false,
    pac: null,
  },
  backups: 3,
};

const side = z.number().int().min(-100_000).max(100_000);
const windowSchema = z.object({
  version,
  /** Null until the window was first placed. Device-independent pixels. */
  bounds: z.object({ x: side, y: side, width: side, height: side }).nullable(),
  maximized: z.boolean(),
});
export type WindowDocument = z.infer<typeof windowSchema>;

export const windowKind: DocumentKind<WindowDocument> = {
  name: 'window',
  schema: windowSchema,
  steps: [],
  empty: { version: 1, bounds: null, maximized: false },
  backups: 0,
};

/** A profile's id, and a digest of what the secret opens where that is not the bastion. */
const secretNameSchema = z.string().regex(/^[a-z0-9-]{1,64}(\.[0-9a-f]{32})?$/);

const secretsSchema = z.object({
  version,
  /** What the system's key store made of each secret, in base64. */
  secrets: z.record(secretNameSchema, z.base64().max(32_768)),
});
export type SecretsDocument = z.infer<typeof secretsSchema>;

export const secretsKind: DocumentKind<SecretsDocument> = {
  name: 'secrets',
  schema: secretsSchema,
  steps: [],
  empty: { version: 1, secrets: {} },
  backups: 0,
};
