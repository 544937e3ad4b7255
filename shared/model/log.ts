import { z } from 'zod';
import { failureSchema } from './failure-schema';
import { transportKindSchema } from './transport-kind';
import { sessionFactsSchema, stageSchema } from './tunnel-state';

/** What happened to a tunnel, as codes with allow-listed data: no secret can be in it. */
export const logEventSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('started') }),
  z.object({
    code: z.literal('stage'),
    stage: stageSchema,
    /** Which jump host it is about, the first being 1; absent for the bastion. */
    hop: z.number().int().optional(),
  }),
  /** One of several ways to the first server is tried, or did not work. */
  z.object({ code: z.literal('way-tried'), transport: transportKindSchema }),
  z.object({
    code: z.literal('way-skipped'),
    transport: transportKindSchema,
    cause: failureSchema,
  }),
  z.object({
    code: z.literal('connected'),
    host: z.string(),
    user: z.string(),
    session: sessionFactsSchema,
  }),
  z.object({ code: z.literal('listening'), address: z.string(), port: z.number().int() }),
  z.object({ code: z.literal('host-key-trusted'), host: z.string(), fingerprint: z.string() }),
  /** The bastion has announced its keys, and our own list has followed. */
  z.object({
    code: z.literal('host-keys-changed'),
    host: z.string(),
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
  /** Trusted for this run only: our own list could not be written. */
  z.object({ code: z.literal('host-key-not-kept'), cause: failureSchema }),
  /** AWS has told which cluster the tunnel goes to. */
  z.object({
    code: z.literal('cluster-found'),
    name: z.string(),
    id: z.string(),
    node: z.string(),
  }),
  /** AWS could not be asked: the tunnel goes where it went last. */
  z.object({ code: z.literal('cluster-not-asked'), cause: failureSchema }),
  /** AWS asks to slow down: it is asked again by itself. */
  z.object({ code: z.literal('aws-slowed'), inMs: z.number() }),
  /** The chosen key is not the key pair that EC2 names on the cluster. */
  z.object({
    code: z.literal('key-pair-differs'),
    machine: z.enum(['cluster', 'bastion', 'jump-host']),
    pair: z.string(),
    shown: z.string(),
    fingerprint: z.string(),
  }),
  z.object({ code: z.literal('lost'), cause: failureSchema }),
  z.object({ code: z.literal('retrying'), attempt: z.number().int(), inMs: z.number() }),
  z.object({ code: z.literal('blocked'), cause: failureSchema }),
  z.object({ code: z.literal('request-failed'), cause: failureSchema }),
  /** A page the tunnel is for answers, which it did not before. Its query is not told. */
  z.object({ code: z.literal('page-answers'), page: z.string(), milliseconds: z.number() }),
  z.object({ code: z.literal('page-fails'), page: z.string(), cause: failureSchema }),
  z.object({ code: z.literal('stopped') }),
  z.object({ code: z.literal('server-banner'), text: z.string().max(4096) }),
  z.object({ code: z.literal('key-warning'), keyName: z.string(), warning: z.string() }),
  /** The fastest cipher could not be brought along; another one does its work. */
  z.object({ code: z.literal('fast-cipher-missing'), why: z.string() }),
  z.object({ code: z.literal('engine-restarted') }),
  z.object({ code: z.literal('secret-not-stored'), why: z.string() }),
]);
export type LogEvent = z.infer<typeof logEventSchema>;

export const logEntrySchema = z.object({
  /** Rises by one with each entry of one run of the app. */
  sequence: z.number().int(),
  at: z.number(),
  /** Null for what concerns the app as a whole. */
  profileId: z.string().nullable(),
  event: logEventSchema,
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export type LogLevel = 'info' | 'warning' | 'error';

/** How loudly an event should be shown. */
export function logLevel(event: LogEvent): LogLevel {
  switch (event.code) {
    case 'blocked':
      return 'error';
    case 'host-key-not-kept':
    case 'cluster-not-asked':
    case 'aws-slowed':
    case 'key-pair-differs':
    case 'lost':
    case 'request-failed':
    case 'way-skipped':
    case 'page-fails':
    case 'retrying':
    case 'key-warning':
    case 'fast-cipher-missing':
    case 'engine-restarted':
    case 'secret-not-stored':
      return 'warning';
    default:
      return 'info';
  }
}
