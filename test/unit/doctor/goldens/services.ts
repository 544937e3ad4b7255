import type { CheckId } from '../../../../shared/model/doctor';
import { network } from '../../../support/doctor-network';
import { healthyRules, ids, list, rule } from '../../../support/doctor-rules';
import { cell, endpoint, type Golden, kms, readPart, region, without } from './golden';

const debugging = [
  { name: 'Setup Hadoop Debugging', jar: 'command-runner.jar', args: ['state-pusher-script'] },
];

const consistent = {
  configurations: [
    {
      classification: 'emrfs-site',
      properties: { 'fs.s3.consistent': 'true' },
      configurations: [],
    },
  ],
};

/** Golden cases of the checks of the services the nodes call. */
export const serviceGoldens = {
  S3_PATH_MISSING: {
    fail: { parts: { endpoints: [], routes: { id: 'rtb-0001', routes: [] } } },
    fix: /create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id vpc-0001 --service-name com\.amazonaws\.ap-northeast-2\.s3 --route-table-ids rtb-0001/,
    denied: 'routes',
  },
  S3_EGRESS_MISSING: {
    fail: without((each) => each.peer.kind === 'prefix-list' && each.group === ids.workers),
    fix: /--group-id sg-0a000000000000002[\s\S]*PrefixListIds=\[\{PrefixListId=pl-/,
    denied: 'endpoints',
  },
  S3_POLICY_TOO_NARROW: {
    fail: {
      parts: {
        endpoints: [
          {
            ...(readPart(network(), 'endpoints')[0] ?? cell),
            policy: JSON.stringify({
              Statement: {
                Effect: 'Allow',
                Principal: '*',
                Action: 's3:*',
                Resource: 'arn:aws:s3:::my-data/*',
              },
            }),
          },
        ],
      },
    },
    fix: /modify-vpc-endpoint .*al2023-repos-ap-northeast-2-de612dc2/,
    denied: 'endpoints',
  },
  SQS_EGRESS_MISSING: {
    pass: {
      parts: {
        steps: debugging,
        endpoints: [...readPart(network(), 'endpoints'), endpoint('sqs')],
      },
    },
    fail: { parts: { steps: debugging } },
    fix: /create-vpc-endpoint .*com\.amazonaws\.ap-northeast-2\.sqs/,
    denied: 'steps',
  },
  DDB_EGRESS_MISSING: {
    pass: {
      cluster: consistent,
      parts: {
        endpoints: [
          endpoint('dynamodb', { type: 'gateway', routeTables: ['rtb-0001'], privateDns: false }),
        ],
        prefixLists: [
          { id: 'pl-0ddb', name: `com.amazonaws.${region}.dynamodb`, weight: 1, cidrs: [] },
        ],
        rules: [
          ...healthyRules(),
          rule(ids.primary, 'out', 'tcp', 443, list('pl-0ddb')),
          rule(ids.workers, 'out', 'tcp', 443, list('pl-0ddb')),
        ],
      },
    },
    fail: { cluster: consistent },
    fix: /create-vpc-endpoint --vpc-endpoint-type Gateway .*dynamodb/,
    denied: 'prefixLists',
  },
  KMS_EGRESS_MISSING: {
    pass: {
      parts: {
        security: kms,
        endpoints: [...readPart(network(), 'endpoints'), endpoint('kms')],
      },
    },
    fail: {
      parts: {
        security: kms,
        routes: {
          id: 'rtb-0001',
          routes: [{ destination: '0.0.0.0/0', target: 'nat-01', active: true }],
        },
      },
    },
    fix: /IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=\[\{CidrIp=0\.0\.0\.0\/0\}\]/,
    denied: 'security',
  },
} satisfies Partial<Record<CheckId, Golden>>;
