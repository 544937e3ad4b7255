import { z } from 'zod';
import type { SecurityFacts } from '../network';

const flag = z.boolean().optional().catch(undefined);
const anything = z.record(z.string(), z.unknown()).optional().catch(undefined);

const provider = z.object({ CertificateProviderType: z.string().optional() });
const configurationSchema = z.object({
  EncryptionConfiguration: z
    .object({
      EnableInTransitEncryption: flag,
      InTransitEncryptionConfiguration: z
        .object({ TLSCertificateConfiguration: provider.optional() })
        .optional()
        .catch(undefined),
      AtRestEncryptionConfiguration: anything,
    })
    .optional()
    .catch(undefined),
  AuthenticationConfiguration: anything,
  AuthorizationConfiguration: z
    .object({
      EmrFsConfiguration: anything,
      IAMConfiguration: z
        .object({ EnableApplicationScopedIAMRole: flag })
        .optional()
        .catch(undefined),
      LakeFormationConfiguration: anything,
      RangerConfiguration: anything,
    })
    .optional()
    .catch(undefined),
});

const nothing: SecurityFacts = {
  inTransitEncryption: false,
  kms: false,
  kerberosHosts: [],
  activeDirectory: false,
  roleMappings: false,
  lakeFormation: false,
  ranger: false,
  managedCertificates: false,
};

/** What of a security configuration decides which services the nodes call. */
export function readSecurityFacts(text: string): SecurityFacts {
  const parsed = configurationSchema.safeParse(readJson(text));
  if (!parsed.success) return nothing;
  const { EncryptionConfiguration, AuthenticationConfiguration, AuthorizationConfiguration } =
    parsed.data;
  const atRest = JSON.stringify(EncryptionConfiguration?.AtRestEncryptionConfiguration ?? {});
  const authentication = JSON.stringify(AuthenticationConfiguration ?? {});
  const authorization = AuthorizationConfiguration;
  return {
    inTransitEncryption: EncryptionConfiguration?.EnableInTransitEncryption === true,
    kms: /"(SSE-KMS|CSE-KMS|AwsKms)"/.test(atRest),
    kerberosHosts: kerberosHosts(authentication),
    activeDirectory: /"(AdIntegrationConfiguration|CrossRealmTrustConfiguration)":/.test(
      authentication,
    ),
    roleMappings:
      authorization?.EmrFsConfiguration !== undefined ||
      authorization?.IAMConfiguration?.EnableApplicationScopedIAMRole === true,
    lakeFormation: authorization?.LakeFormationConfiguration !== undefined,
    ranger: authorization?.RangerConfiguration !== undefined,
    managedCertificates:
      EncryptionConfiguration?.InTransitEncryptionConfiguration?.TLSCertificateConfiguration
        ?.CertificateProviderType === 'EMR',
  };
}

/** The servers of an external KDC or a trusted realm; the cluster's own runs on the primary node. */
function kerberosHosts(authentication: string): string[] {
  const found = authentication.matchAll(/"(?:KdcServer|AdminServer)":"([^":]+)/g);
  return [...new Set([...found].map(([, host = '']) => host))];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
