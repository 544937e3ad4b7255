import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part } from './part';

/** EMR about what the account has beside the cluster: security configurations, studios, public ports. */
export function accountFixtures(network: Network): AwsFixtures[string] {
  return {
    DescribeSecurityConfiguration: {
      Name: 'encrypted',
      CreationDateTime: '2026-01-01T00:00:00Z',
      SecurityConfiguration: JSON.stringify({
        EncryptionConfiguration: {
          EnableInTransitEncryption: false,
          EnableAtRestEncryption: true,
          AtRestEncryptionConfiguration: {
            S3EncryptionConfiguration: { EncryptionMode: 'SSE-KMS', AwsKmsKey: 'arn' },
          },
        },
      }),
    },
    ListStudios: {
      Studios: part(network, 'studios').map(({ id, name }) => ({
        StudioId: id,
        Name: name,
        VpcId: part(network, 'vpc').id,
      })),
    },
    DescribeStudio: ({ StudioId }: AwsParams) => {
      const found = part(network, 'studios').find(({ id }) => id === StudioId);
      return {
        Studio: {
          StudioId,
          Name: found?.name,
          VpcId: part(network, 'vpc').id,
          EngineSecurityGroupId: found?.engine,
          WorkspaceSecurityGroupId: found?.workspace,
        },
      };
    },
    GetBlockPublicAccessConfiguration: {
      BlockPublicAccessConfiguration: {
        BlockPublicSecurityGroupRules: part(network, 'publicPorts') !== null,
        PermittedPublicSecurityGroupRuleRanges: (part(network, 'publicPorts') ?? []).map(
          ({ from, to }) => ({ MinRange: from, MaxRange: to }),
        ),
      },
      BlockPublicAccessConfigurationMetadata: {
        CreationDateTime: '2026-01-01T00:00:00Z',
        CreatedByArn: 'arn:aws:iam::123456789012:root',
      },
    },
  };
}
