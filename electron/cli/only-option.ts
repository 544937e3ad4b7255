import {
  type Limit,
  limitSchema,
  portSchema,
  rangeSchema,
  suffixSchema,
} from '../../shared/model/profile';
import { UsageError } from './arguments';

/**
 * The limit that `--only` words describe, each of them a port (`8088`), a range of addresses
 * (`10.0.0.0/16`) or a domain (`compute.internal`), on top of a limit there is already: that one is
 * the profile's owner's, and a command line may only name more places, never lift it.
 *
 * @throws UsageError for a word that is none of the three, or more than a limit can hold.
 */
export function limitFrom(words: readonly string[], stored: Limit): Limit {
  const limit = {
    suffixes: [...stored.suffixes],
    ranges: [...stored.ranges],
    ports: [...stored.ports],
  };
  for (const word of words) {
    const port = /^\d+$/.test(word) ? portSchema.safeParse(Number(word)) : null;
    if (port?.success === true) limit.ports.push(port.data);
    else if (port !== null) throw unusable(word);
    else if (rangeSchema.safeParse(word).success) limit.ranges.push(word);
    else if (isDomain(word)) limit.suffixes.push(word);
    else throw unusable(word);
  }
  const parsed = limitSchema.safeParse(limit);
  if (!parsed.success) throw new UsageError('--only was given more often than a limit can hold');
  return parsed.data;
}

/** Digits and dots alone are a mistyped address: no domain ends in a number (RFC 1123, 2.1). */
function isDomain(word: string): boolean {
  return suffixSchema.safeParse(word).success && !/(^|\.)\d+$/.test(word);
}

function unusable(word: string): UsageError {
  return new UsageError(
    `--only takes a domain, a range of addresses or a port, not "${word}": ` +
      'compute.internal, 10.0.0.0/16 or 8088',
  );
}
