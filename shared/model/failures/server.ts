import { z } from 'zod';
import { bastion } from './places';

const fingerprint = z.string().max(128);
const hostKey = bastion.extend({ type: z.string().max(64), fingerprint });

/** What can go wrong with the server that answers, and its host key. */
export const serverFailures = [
  bastion.extend({ code: z.literal('not-ssh'), received: z.string().max(128) }),
  bastion.extend({
    code: z.literal('algorithms-mismatch'),
    kind: z.enum(['key-exchange', 'cipher', 'mac', 'host-key', 'compression', 'unknown']),
    /** What the server offered, best first; empty when it did not say. */
    offered: z.array(z.string().max(128)).max(64),
  }),
  bastion.extend({
    code: z.literal('handshake-timeout'),
    stage: z.enum(['key-exchange', 'authentication']),
    seconds: z.number(),
  }),

  hostKey.extend({ code: z.literal('host-key-unknown') }),
  hostKey.extend({
    code: z.literal('host-key-changed'),
    /** Fingerprints on record for this host, with the file or store that holds each. */
    known: z.array(z.object({ fingerprint, type: z.string(), source: z.string() })).max(32),
  }),
  hostKey.extend({ code: z.literal('host-key-revoked'), source: z.string() }),
  hostKey.extend({ code: z.literal('host-key-refused') }),
  /** The server showed a public key and could not sign with it. */
  hostKey.extend({ code: z.literal('host-key-unproven') }),
  z.object({ code: z.literal('known-hosts-unreadable'), file: z.string() }),
  /** The key is trusted for this run only: Culvert's own list could not be written. */
  z.object({
    code: z.literal('trust-store-unwritable'),
    file: z.string(),
    why: z.string().max(64),
  }),
] as const;
