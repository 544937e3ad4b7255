import type { FailureCode, FailureOf } from '../../model/failure';

/** A failure in words: each a sentence or two, without line breaks. */
export interface FailureWords {
  /** What happened. */
  readonly what: string;
  /** Why, most likely. */
  readonly cause: string;
  /** What to do about it. */
  readonly next: string;
}

/** The failures of key files, whose words stand in a file of their own. */
export type KeyFileCode = Extract<FailureCode, `key-${string}` | `passphrase-${string}`>;

/** The failures of single requests, which leave the tunnel as it is. */
export type RequestCode = Extract<
  FailureCode,
  | `destination-${string}`
  | `page-${string}`
  | 'forwarding-prohibited'
  | 'tunnel-down'
  | 'too-many-connections'
  | 'socks-request-refused'
  | 'client-refused'
>;

/** The failures of asking AWS, and of what it says of a cluster. */
export type AwsCode = Extract<FailureCode, `aws-${string}` | `cluster-${string}`>;
/** The failures of opening a page in a browser. */
export type BrowserCode = Extract<FailureCode, `browser-${string}` | 'presigned-not-ready'>;

/** The failures on the way to the first server. */
export type WayCode = Extract<
  FailureCode,
  | `proxy-${string}`
  | `command-${string}`
  | 'not-a-proxy'
  | 'jump-host-prohibits'
  | 'instance-not-managed'
  | 'remote-port-refused'
  | 'local-target-unreachable'
>;

/** A server that was dialled from a jump host. */
export type SeenFromJumpHost = FailureOf<'bastion-unresolvable' | 'bastion-unreachable'>;

/** The failures of taking over other programs' settings. */
export type ImportCode = Extract<FailureCode, `import-${string}` | `settings-${string}`>;

type FailureByCode = { [Code in FailureCode]: FailureOf<Code> };

/** Words for each of the codes; the compiler asks for every one. */
export type Dictionary<Codes extends FailureCode = FailureCode> = {
  readonly [Code in Codes]: (failure: FailureByCode[Code]) => FailureWords;
};

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
