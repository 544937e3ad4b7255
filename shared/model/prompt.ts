import { z } from 'zod';

const about = { promptId: z.string(), profileId: z.string() };

/** A question only a person can answer, while a tunnel is being made. */
export const promptSchema = z.discriminatedUnion('kind', [
  z.object({
    ...about,
    kind: z.literal('host-key'),
    host: z.string(),
    port: z.number().int(),
    type: z.string(),
    fingerprint: z.string(),
    /** What the key will be kept under, where that is not the server's address. */
    alias: z.string().optional(),
  }),
  z.object({
    ...about,
    kind: z.literal('passphrase'),
    keyName: z.string(),
    /** The last answer did not open the key. */
    wrong: z.boolean(),
  }),
  z.object({
    ...about,
    kind: z.literal('password'),
    user: z.string(),
    host: z.string(),
    wrong: z.boolean(),
  }),
  z.object({
    ...about,
    kind: z.literal('keyboard-interactive'),
    /** The server's own words (RFC 4256 3.2): data, shown as text and never as markup. */
    name: z.string().max(1024),
    instruction: z.string().max(4096),
    prompts: z.array(z.object({ prompt: z.string().max(1024), echo: z.boolean() })).max(16),
  }),
  z.object({
    ...about,
    /** Asked on behalf of an AWS profile, not of a tunnel. */
    kind: z.literal('aws-mfa'),
    awsProfile: z.string().max(256),
    /** The device, as `mfa_serial` names it. */
    serial: z.string().max(512),
  }),
]);
export type Prompt = z.infer<typeof promptSchema>;

/** Secret text as UTF-8 bytes, so that whoever is done with it can overwrite it. */
export const secretBytesSchema = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 4096,
);

export const promptAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancel') }),
  /** The fingerprint is named again: a click cannot trust a key other than the one shown. */
  z.object({ kind: z.literal('trust'), fingerprint: z.string() }),
  z.object({ kind: z.literal('secret'), secret: secretBytesSchema, remember: z.boolean() }),
  z.object({ kind: z.literal('answers'), answers: z.array(secretBytesSchema).max(16) }),
]);
export type PromptAnswer = z.infer<typeof promptAnswerSchema>;
