import { z } from 'zod';
import { jobIdSchema, jobProgressSchema, jobSlowedSchema } from '../model/job';
import { type Language, languageSchema } from '../model/language';
import { logEntrySchema } from '../model/log';
import { openRequestsSchema } from '../model/open-request';
import { type Preferences, preferencesSchema } from '../model/preferences';
import { profileIdSchema } from '../model/profile';
import {
  draftSecretSchema,
  keyChoiceSchema,
  profileDraftSchema,
  profileViewSchema,
} from '../model/profile-view';
import { promptAnswerSchema, promptSchema } from '../model/prompt';
import { reachSchema } from '../model/reach';
import { tunnelViewSchema } from '../model/tunnel-state';
import { browserCalls } from './browser-calls';
import { clusterCalls, clusterEvents } from './cluster-calls';
import { doctorCalls, doctorWindowCalls } from './doctor-calls';
import { exportCalls } from './export-calls';
import { flowCalls, flowEvents } from './flows-calls';
import { importCalls } from './import-calls';
import { pageCalls } from './page-calls';
import type { Result } from './result';

export { type Language, languageSchema, type Preferences, preferencesSchema };

export const aboutSchema = z.object({
  version: z.string(),
  electron: z.string(),
  platform: z.string(),
  /** The desktop's language, for `system`. */
  systemLanguage: languageSchema,
  secretStorage: z.union([
    z.object({ available: z.literal(true) }),
    z.object({ available: z.literal(false), why: z.enum(['no-key-store', 'locked', 'unknown']) }),
  ]),
  /** Settings were damaged and set aside under this name. */
  quarantined: z.string().nullable(),
});
export type About = z.infer<typeof aboutSchema>;

const helpTopicSchema = z.enum(['foxyproxy-chrome', 'foxyproxy-firefox', 'foxyproxy-edge']);

export const snapshotSchema = z.object({
  about: aboutSchema,
  preferences: preferencesSchema,
  profiles: z.array(profileViewSchema),
  tunnels: z.array(tunnelViewSchema),
  reach: z.array(reachSchema),
  prompts: z.array(promptSchema),
  log: z.array(logEntrySchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

const nothing = z.void();
const profileRef = z.object({ profileId: profileIdSchema });

/**
 * Every call the window can make: the schema of its argument and of its result. Preload, main and
 * the fakes of tests are derived from this one value.
 */
export const windowCalls = {
  /** Subscribe first, then ask once: what changed in between arrives as an event. */
  snapshot: { args: nothing, result: snapshotSchema },
  /** The page has been drawn with what the snapshot told: what would have held that up may begin. */
  drawn: { args: nothing, result: nothing },

  chooseKeyFile: { args: nothing, result: keyChoiceSchema.nullable() },
  saveProfile: {
    args: z.object({
      /** Null makes a new tunnel. */
      profileId: profileIdSchema.nullable(),
      draft: profileDraftSchema,
      secret: draftSecretSchema.nullable(),
      /** Without a new one, what is stored of the bastion's goes too. */
      forget: z.boolean().optional(),
    }),
    result: profileViewSchema,
  },
  /** Kept aside until the app quits, so that it can be restored. */
  removeProfile: { args: profileRef, result: nothing },
  restoreProfile: { args: profileRef, result: profileViewSchema },
  forgetSecret: { args: profileRef, result: nothing },

  startTunnel: { args: profileRef, result: nothing },
  stopTunnel: { args: profileRef, result: nothing },
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
  /** Makes the demonstration tunnel if there is none, and starts it. */
  startDemo: { args: nothing, result: profileRef },
  /** Opens one of the demonstration's pages through its tunnel and says what came back. */
  checkDemo: {
    args: nothing,
    result: z.array(
      z.object({ name: z.string(), url: z.string(), ok: z.boolean(), milliseconds: z.number() }),
    ),
  },

  /**
   * Puts a report for whoever helps on the clipboard, about one tunnel or about all. Hosts, users and names are marks in it. Answers how many lines of the log it holds.
   */
  copyReport: {
    args: z.discriminatedUnion('of', [
      z.object({ of: z.literal('all') }),
      profileRef.extend({ of: z.literal('tunnel') }),
    ]),
    result: z.object({ lines: z.number().int() }),
  },
  ...browserCalls,
  ...exportCalls,
  ...pageCalls,
  ...clusterCalls,
  ...importCalls,
  ...doctorCalls,
  ...doctorWindowCalls,
  ...flowCalls,

  copyText: { args: z.object({ text: z.string().max(60_000) }), result: nothing },
  openHelp: { args: z.object({ topic: helpTopicSchema }), result: nothing },
  savePreferences: { args: preferencesSchema, result: preferencesSchema },
} as const;

/** Every event the window can receive, with the schema of its payload. */
export const windowEvents = {
  profiles: z.array(profileViewSchema),
  tunnel: tunnelViewSchema,
  reach: reachSchema,
  prompts: z.array(promptSchema),
  log: z.array(logEntrySchema),
  /** How far a long call is. */
  jobProgress: jobProgressSchema,
  jobSlowed: jobSlowedSchema,
  ...clusterEvents,
  ...flowEvents,
  /** Main asks the window to show a page, from the tray or the menu. */
  show: z.object({
    page: z.enum(['tunnels', 'clusters', 'doctor', 'flows', 'log', 'settings']),
    profileId: profileIdSchema.nullable(),
  }),
  preferences: preferencesSchema,
} as const;

export type WindowCall = keyof typeof windowCalls;
export type WindowEvent = keyof typeof windowEvents;
export type CallArgs<Name extends WindowCall> = z.infer<(typeof windowCalls)[Name]['args']>;
export type CallResult<Name extends WindowCall> = z.infer<(typeof windowCalls)[Name]['result']>;
export type EventPayload<Name extends WindowEvent> = z.infer<(typeof windowEvents)[Name]>;

/** What `window.culvert` is: one verb a call, and a way to listen that ends with its own undo. */
export type CulvertBridge = {
  readonly [Name in WindowCall]: (args: CallArgs<Name>) => Promise<Result<CallResult<Name>>>;
} & {
  readonly on: <Name extends WindowEvent>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ) => () => void;
};
