import { z } from 'zod';
import { failureSchema } from './failure-schema';

/** Milliseconds since 1970-01-01 UTC: for showing, never for measuring. */
const wallTime = z.number();

export const stageSchema = z.enum([
  'listen',
  'resolve',
  'tcp',
  'key-exchange',
  'host-key',
  'authentication',
]);
/** What a connecting tunnel is doing now, in the order it happens. */
export type Stage = z.infer<typeof stageSchema>;

export const listenSchema = z.object({
  /** 127.0.0.1, or an address of the bastion for a remote tunnel. */
  address: z.string().max(255),
  port: z.number().int().min(1).max(65535),
});
/** Where the tunnel listens. */
export type Listen = z.infer<typeof listenSchema>;

export const sessionFactsSchema = z.object({
  /** The address the bastion's name led to. */
  address: z.string(),
  /** The server's own name for its software, from its identification line (RFC 4253 4.2). */
  software: z.string(),
  hostKey: z.object({ type: z.string(), fingerprint: z.string() }),
  keyExchange: z.string(),
  cipher: z.string(),
  /** Whether nobody on the way could change the key exchange unseen (OpenSSH PROTOCOL, 1.10). */
  strictKeyExchange: z.boolean(),
  /** What the server let us in with, such as `publickey SHA256:…`. */
  authenticatedBy: z.string(),
});
/** What is known of a live SSH connection. */
export type SessionFacts = z.infer<typeof sessionFactsSchema>;

export const tunnelStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stopped') }),
  z.object({
    state: z.literal('connecting'),
    stage: stageSchema,
    /** Which jump host it is about, the first being 1; absent for the bastion. */
    hop: z.number().int().optional(),
  }),
  z.object({
    state: z.literal('up'),
    since: wallTime,
    listen: listenSchema,
    session: sessionFactsSchema,
  }),
  z.object({
    state: z.literal('suspect'),
    since: wallTime,
    why: z.enum(['silent', 'resumed', 'network-changed', 'clock-jumped']),
    listen: listenSchema,
    session: sessionFactsSchema,
  }),
  z.object({
    state: z.literal('reconnecting'),
    /** 1 for the first dial after the loss. */
    attempt: z.number().int(),
    /** When the next dial is due; in the past while one is being made. */
    retryAt: wallTime,
    cause: failureSchema,
    listen: listenSchema,
  }),
  z.object({ state: z.literal('blocked'), cause: failureSchema }),
  z.object({ state: z.literal('stopping') }),
]);

/** One tunnel's state; each variant holds only what is true then. */
export type TunnelState = z.infer<typeof tunnelStateSchema>;
export type TunnelStateName = TunnelState['state'];

export const trafficSchema = z.object({
  /** Bytes carried since the tunnel was started, from and to the user's programs. */
  bytesUp: z.number(),
  bytesDown: z.number(),
  /** Connections open now, and requests waiting for the tunnel to come back. */
  flows: z.number().int(),
  held: z.number().int(),
});
export type Traffic = z.infer<typeof trafficSchema>;

export const tunnelViewSchema = z.object({
  profileId: z.string(),
  state: tunnelStateSchema,
  traffic: trafficSchema,
});
/** What the window and the tray know of one tunnel. */
export type TunnelView = z.infer<typeof tunnelViewSchema>;
