import { z } from 'zod';

/**
 * The domains under which AWS itself has pages, in all its partitions: those of its endpoints, and
 * those of its access portals.
 */
const domains = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'awsapps.com',
  'awsapps.cn',
  'aws',
  'c2s.ic.gov',
  'csp.hci.ic.gov',
  'sc2s.sgov.gov',
  'cloud.adc-e.uk',
] as const;

function isOfAws(url: string): boolean {
  const { hostname } = new URL(url);
  return domains.some((domain) => hostname.endsWith(`.${domain}`));
}

/**
 * An address that AWS named and that is opened in the browser: a page of AWS's own by https, whoever
 * it was that answered in AWS's place.
 *
 * @param most how long it may be.
 */
export function awsAddressSchema(most: number) {
  return z
    .url({ protocol: /^https$/, abort: true })
    .max(most, { abort: true })
    .refine(isOfAws);
}

/** Where a person confirms a sign-in. */
export const signInAddressSchema = awsAddressSchema(2_048);
