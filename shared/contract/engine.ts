import { z } from 'zod';
import { failureSchema } from '../model/failure-schema';
import { jobIdSchema, jobProgressSchema, jobSlowedSchema } from '../model/job';
import { keyFactsSchema } from '../model/key-facts';
import { logEventSchema } from '../model/log';
import { openRequestsSchema } from '../model/open-request';
import { profileIdSchema, profileSchema } from '../model/profile';
import { promptAnswerSchema, promptSchema, secretBytesSchema } from '../model/prompt';
import { reachSchema } from '../model/reach';
import { tunnelViewSchema } from '../model/tunnel-state';
import { awsIdentityCalls, clusterCalls, clusterEvents } from './cluster-calls';
import { doctorCalls } from './doctor-calls';
import { enginePageCalls } from './page-calls';

const nothing = z.void();
const profileRef = z.object({ profileId: profileIdSchema });

/** Every call main can make of the engine process. */
export const engineCalls = {
  start: {
    args: z.object({
      profile: profileSchema,
      /** A passphrase or password main holds for this tunnel; overwritten after use. */
      secret: secretBytesSchema.nullable(),
      /** Those of jump hosts and proxies, by what they open; overwritten after use. */
      waySecrets: z.array(z.object({ scope: z.string(), secret: secretBytesSchema })).max(16),
      /** A tunnel a person starts gives up at the first failure and says why; one that starts with
       * the app, or comes back after a crash, keeps trying what time may mend. */
      persistent: z.boolean(),
    }),
    result: nothing,
  },
  stop: { args: profileRef, result: nothing },
  stopAll: { args: nothing, result: nothing },
  /** The desktop says that this computer was away: every connection is asked whether it still lives. */
  nudge: { args: z.object({ why: z.enum(['resumed', 'network-changed']) }), result: nothing },
  /** Asks for the tunnel's pages through it now; what comes of it is told as `reach` events. */
  checkReach: { args: profileRef, result: nothing },
  /** Where programs go through a tunnel at this moment. */
  openRequests: { args: profileRef, result: openRequestsSchema },
  answerPrompt: {
    args: z.object({ promptId: z.string(), answer: promptAnswerSchema }),
    result: nothing,
  },
  /** Calls a long call off, by the job id it was given; it then fails with `cancelled`. */
  cancelJob: { args: z.object({ jobId: jobIdSchema }), result: nothing },
  ...clusterCalls,
  ...awsIdentityCalls,
  ...doctorCalls,
  ...enginePageCalls,
  /** Reads what can be read without a passphrase. */
  inspectKey: {
    args: z.object({ path: z.string() }),
    result: z.union([
      z.object({ readable: z.literal(true), facts: keyFactsSchema }),
      z.object({ readable: z.literal(false), failure: failureSchema }),
    ]),
  },
  /** Starts the embedded bastion if needed and answers where it is, with the key that opens it. */
  prepareDemo: {
    args: nothing,
    result: z.object({
      host: z.string(),
      port: z.number().int(),
      user: z.string(),
      keyPath: z.string(),
    }),
  },
  checkDemo: {
    args: z.object({ localPort: z.number().int() }),
    result: z.array(
      z.object({ name: z.string(), url: z.string(), ok: z.boolean(), milliseconds: z.number() }),
    ),
  },
} as const;

/** Every event the engine process publishes to main. */
export const engineEvents = {
  tunnel: tunnelViewSchema,
  reach: reachSchema,
  promptOpened: promptSchema,
  promptClosed: z.object({ promptId: z.string() }),
  log: z.object({ profileId: profileIdSchema, event: logEventSchema }),
  /** How far a long call is. */
  jobProgress: jobProgressSchema,
  jobSlowed: jobSlowedSchema,
  ...clusterEvents,
  /** A secret the person asked to be remembered has just proven right. */
  remember: z.object({
    profileId: profileIdSchema,
    /** What it opens; null for the bastion's own. */
    scope: z.string().nullable(),
    secret: secretBytesSchema,
  }),
} as const;

export type EngineCall = keyof typeof engineCalls;
export type EngineEvent = keyof typeof engineEvents;
export type EngineArgs<Name extends EngineCall> = z.infer<(typeof engineCalls)[Name]['args']>;
export type EngineResult<Name extends EngineCall> = z.infer<(typeof engineCalls)[Name]['result']>;
export type EnginePayload<Name extends EngineEvent> = z.infer<(typeof engineEvents)[Name]>;
