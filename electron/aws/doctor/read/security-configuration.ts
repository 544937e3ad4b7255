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
  kerberosHost: null,
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
  const authorization = AuthorizationConfiguration;
  return {
    inTransitEncryption: EncryptionConfiguration?.EnableInTransitEncryption === true,
    kms: /"(SSE-KMS|CSE-KMS|AwsKms)"/.test(atRest),
    kerberosHost: kerberosHost(JSON.stringify(AuthenticationConfiguration ?? {})),
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

/** The server of an external KDC or of a trusted realm; the cluster's own runs on the primary node. */
function kerberosHost(authentication: string): string | null {
  return /"(?:KdcServer|AdminServer)":"([^":]+)/.exec(authentication)?.[1] ?? null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
