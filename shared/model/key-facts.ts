import { z } from 'zod';

export const keyFormatSchema = z.enum(['openssh', 'pkcs1', 'pkcs8', 'sec1', 'ppk2', 'ppk3']);
export type KeyFormat = z.infer<typeof keyFormatSchema>;

export const keyTypeSchema = z.enum([
  'ssh-rsa',
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
]);
export type KeyType = z.infer<typeof keyTypeSchema>;

export const keyWarningSchema = z.enum(['readable-by-others', 'byte-order-mark']);
/** What is odd about a key file without making it unusable. */
export type KeyWarning = z.infer<typeof keyWarningSchema>;

export const keyFactsSchema = z.object({
  format: keyFormatSchema,
  /** Null while the file is encrypted in a way that hides the key's type, until the passphrase is known. */
  type: keyTypeSchema.nullable(),
  bits: z.number().int().nullable(),
  /** `SHA256:` and unpadded base64 over the public blob, as `ssh-keygen -l` prints. */
  fingerprint: z.string().nullable(),
  comment: z.string(),
  encrypted: z.boolean(),
  warnings: z.array(keyWarningSchema),
});
/** What may be shown of a key file: nothing secret. */
export type KeyFacts = z.infer<typeof keyFactsSchema>;
