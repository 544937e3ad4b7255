import type { z } from 'zod';
import type { FailureCode, FailureOf } from '../../model/failure';
import type { appFailures } from '../../model/failures/app';
import type { awsFailures } from '../../model/failures/aws';
import type { loginFailures } from '../../model/failures/login';
import type { serverFailures } from '../../model/failures/server';
import type { trafficFailures } from '../../model/failures/traffic';
import type { wayFailures } from '../../model/failures/way';

/** A failure in words: each a sentence or two, without line breaks. */
export interface FailureWords {
  /** What happened. */
  readonly what: string;
  /** Why, most likely. */
  readonly cause: string;
  /** What to do about it. */
  readonly next: string;
}

type CodeOf<Topic extends readonly z.ZodType<{ code: string }>[]> = z.infer<Topic[number]>['code'];

/** The topics are those of shared/model/failures; each has a file of words in each language. */
export type WayCode = CodeOf<typeof wayFailures>;
export type ServerCode = CodeOf<typeof serverFailures>;
export type LoginCode = CodeOf<typeof loginFailures>;
export type TrafficCode = CodeOf<typeof trafficFailures>;
export type AwsCode = CodeOf<typeof awsFailures>;
export type AppCode = CodeOf<typeof appFailures>;

/** Of the logins, those of key files, whose words stand in a file of their own. */
export type KeyFileCode = Extract<LoginCode, `key-${string}` | `passphrase-${string}`>;

/** Of the traffic, single requests, whose failures leave the tunnel as it is. */
export type RequestCode = Exclude<
  TrafficCode,
  'port-in-use' | 'port-reserved' | 'port-shared' | 'listen-failed' | 'connection-lost'
>;

/** Of the app, opening a page in a browser. */
export type BrowserCode = Extract<AppCode, `browser-${string}` | 'presigned-not-ready'>;

/** Of the app, taking over other programs' settings. */
export type ImportCode = Extract<AppCode, `import-${string}` | `settings-${string}`>;

/** A server that was dialled from a jump host. */
export type SeenFromJumpHost = FailureOf<'bastion-unresolvable' | 'bastion-unreachable'>;

type FailureByCode = { [Code in FailureCode]: FailureOf<Code> };

/** Words for each of the codes; the compiler asks for every one. */
export type Dictionary<Codes extends FailureCode = FailureCode> = {
  readonly [Code in Codes]: (failure: FailureByCode[Code]) => FailureWords;
};

/** What happened, its likely cause and the next step, as whole sentences. */
export function words(what: string, cause: string, next: string): FailureWords {
  return { what, cause, next };
}

/** Looks a failure up: code and variant are tied together, so no cast is needed. */
export function lookUp<Code extends FailureCode>(
  dictionary: Dictionary,
  failure: FailureByCode[Code] & { readonly code: Code },
): FailureWords {
  return dictionary[failure.code](failure);
}
