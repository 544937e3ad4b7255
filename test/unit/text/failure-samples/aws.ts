import type { FailureOf } from '../../../../shared/model/failure';
import type { AwsCode } from '../../../../shared/text/failures/words';
import type { Samples } from './sample';

const awsCall = { action: 'elasticmapreduce:ListClusters', region: 'ap-northeast-2' };
const awsHost = 'elasticmapreduce.ap-northeast-2.amazonaws.com';
const cluster = { name: 'nightly', id: 'j-2AXXXXXXGAPLF' };

/** The failures of AWS and its clusters. */
export const awsSamples: Samples<AwsCode> = {
  'aws-credentials': [
    { code: 'aws-credentials', profile: 'analytics', why: 'missing' },
    { code: 'aws-credentials', profile: 'analytics', why: 'unknown-profile' },
    { code: 'aws-credentials', profile: 'analytics', why: 'expired' },
    { code: 'aws-credentials', profile: 'analytics', why: 'sign-in' },
    { code: 'aws-credentials', profile: 'analytics', why: 'mfa' },
    { code: 'aws-credentials', profile: 'analytics', why: 'invalid' },
  ],
  'aws-region-missing': [{ code: 'aws-region-missing', profile: 'analytics' }],
  'aws-denied': [
    { code: 'aws-denied', ...awsCall, profile: 'analytics', why: 'not-allowed' },
    { code: 'aws-denied', ...awsCall, profile: 'analytics', why: 'explicit-deny' },
  ],
  'aws-throttled': [{ code: 'aws-throttled', ...awsCall }],
  'aws-unreachable': (
    ['name', 'no-route', 'refused', 'timeout', 'cut', 'certificate'] as const
  ).map((why) => ({ code: 'aws-unreachable', host: awsHost, region: awsCall.region, why })) as [
    FailureOf<'aws-unreachable'>,
  ],
  'aws-fault': [{ code: 'aws-fault', ...awsCall }],
  'aws-clock': [
    { code: 'aws-clock', seconds: 1207 },
    { code: 'aws-clock', seconds: null },
  ],
  'aws-refused': [
    {
      code: 'aws-refused',
      ...awsCall,
      reason: 'InvalidRequestException',
      detail: 'Cluster id is not valid.',
    },
    {
      code: 'aws-refused',
      action: 'GET ip-ranges.json',
      region: '',
      reason: '302',
      detail: 'ip-ranges.amazonaws.com',
    },
  ],
  'cluster-terminated': [
    { code: 'cluster-terminated', ...cluster, follows: false },
    { code: 'cluster-terminated', ...cluster, follows: true },
  ],
  'cluster-not-ready': [{ code: 'cluster-not-ready', ...cluster, state: 'BOOTSTRAPPING' }],
  'cluster-without-nodes': [{ code: 'cluster-without-nodes', ...cluster }],
  'cluster-missing': [
    { code: 'cluster-missing', by: 'id', rule: cluster.id, region: awsCall.region },
    { code: 'cluster-missing', by: 'name', rule: 'nightly', region: awsCall.region },
    { code: 'cluster-missing', by: 'tag', rule: 'team=data', region: awsCall.region },
  ],
};
