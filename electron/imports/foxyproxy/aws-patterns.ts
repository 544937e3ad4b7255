import { type Limit, rangeSchema, suffixSchema } from '../../../shared/model/profile';
import { defaultPatterns, hostPortExpression, urlExpression } from '../../browser/url-patterns';
import { problemOf } from '../found-tunnel';
import type { ProxyPattern } from './proxies';

/**
 * The patterns of AWS's own instructions for EMR. They reach far beyond a cluster: `http://10.*` fits
 * `10.evil.example`, and `*ec2*.amazonaws.com*` the public API of EC2.
 */
const awsPatterns = new Set([
  '*ec2*.amazonaws.com*',
  '*ec2*.compute*',
  '10.*',
  '*10*.amazonaws.com*',
  '*10*.compute*',
  '*.compute.internal*',
  '*.ec2.internal*',
]);

/** What Culvert exports itself, for either age of FoxyProxy. */
const ownExpressions = new Set(
  defaultPatterns.flatMap((each) => [urlExpression(each), hostPortExpression(each)]),
);

/** The exact set in their place: names EC2 gives, and private addresses (RFC 1918). */
export const exactLimit: Limit = {
  suffixes: [
    'compute.internal',
    'ec2.internal',
    'compute.amazonaws.com',
    'compute-1.amazonaws.com',
    'compute.amazonaws.com.cn',
  ],
  ranges: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ports: [],
};

/** What a pattern means for where a tunnel may lead. */
export type Meaning =
  | { readonly is: 'aws'; readonly exact: boolean }
  | { readonly is: 'suffix' | 'range'; readonly value: string }
  | { readonly is: 'unclear' };

/**
 * What a pattern means: one of AWS's, a domain, or an address. Anything else is unclear, as a text
 * with stars in the middle of names says nothing that holds for whole domains.
 */
export function meaningOf({ text, isExpression }: ProxyPattern): Meaning {
  if (isExpression)
    return ownExpressions.has(text) ? { is: 'aws', exact: true } : { is: 'unclear' };
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(\*|https?|wss?):\/\//, '');
  const host = bare.replace(/\/\*?$/, '');
  if (awsPatterns.has(host)) return { is: 'aws', exact: false };
  // Behind a domain a final star means ports and paths, and more than its author wanted.
  const name = host.replace(/(:\*|:\d+)?\*?$/, '').replace(/^\*?\.?/, '');
  if (/[*?/]/.test(name) || name === '') return { is: 'unclear' };
  if (problemOf(rangeSchema, name) === null) return { is: 'range', value: name };
  const isDomain = name.includes('.') && !/(^|\.)\d+$/.test(name);
  return isDomain && problemOf(suffixSchema, name) === null
    ? { is: 'suffix', value: name }
    : { is: 'unclear' };
}
