import { describe, expect, it } from 'vitest';
import { readSecurityFacts } from '../../../electron/aws/doctor/read/security-configuration';

const facts = (configuration: object) => readSecurityFacts(JSON.stringify(configuration));

describe('what a security configuration makes the nodes call', () => {
  it.each([
    ['kms', { S3EncryptionConfiguration: { EncryptionMode: 'SSE-KMS' } }],
    ['kms', { S3EncryptionConfiguration: { EncryptionMode: 'CSE-KMS' } }],
    ['kms', { LocalDiskEncryptionConfiguration: { EncryptionKeyProviderType: 'AwsKms' } }],
  ] as const)('%s, from %o', (name, AtRestEncryptionConfiguration) => {
    expect(facts({ EncryptionConfiguration: { AtRestEncryptionConfiguration } })[name]).toBe(true);
  });

  it('no KMS for keys of S3 itself', () => {
    const S3EncryptionConfiguration = { EncryptionMode: 'SSE-S3' };
    const AtRestEncryptionConfiguration = { S3EncryptionConfiguration };
    expect(facts({ EncryptionConfiguration: { AtRestEncryptionConfiguration } }).kms).toBe(false);
  });

  it('Secrets Manager for certificates of EMR’s own authority', () => {
    const TLSCertificateConfiguration = { CertificateProviderType: 'EMR' };
    const found = facts({
      EncryptionConfiguration: {
        EnableInTransitEncryption: true,
        InTransitEncryptionConfiguration: { TLSCertificateConfiguration },
      },
    });
    expect(found).toMatchObject({ inTransitEncryption: true, managedCertificates: true });
  });

  it('the server of a KDC outside the cluster', () => {
    const KdcServer = 'kdc.corp.example:88';
    const KerberosConfiguration = {
      Provider: 'ExternalKdc',
      ExternalKdcConfiguration: { KdcServer },
    };
    expect(facts({ AuthenticationConfiguration: { KerberosConfiguration } })).toMatchObject({
      kerberosHosts: ['kdc.corp.example'],
      activeDirectory: false,
    });
  });

  it('every server of a trusted realm, which is an Active Directory', () => {
    const CrossRealmTrustConfiguration = {
      Realm: 'AD.CORP.EXAMPLE',
      AdminServer: 'admin.corp.example',
      KdcServer: 'kdc.corp.example',
    };
    const KerberosConfiguration = {
      Provider: 'ClusterDedicatedKdc',
      ClusterDedicatedKdcConfiguration: { CrossRealmTrustConfiguration },
    };
    expect(facts({ AuthenticationConfiguration: { KerberosConfiguration } })).toMatchObject({
      kerberosHosts: ['admin.corp.example', 'kdc.corp.example'],
      activeDirectory: true,
    });
  });

  it('STS and the others for roles, Lake Formation and Ranger', () => {
    const found = facts({
      AuthorizationConfiguration: {
        EmrFsConfiguration: { RoleMappings: [] },
        LakeFormationConfiguration: {},
        RangerConfiguration: {},
      },
    });
    expect(found).toMatchObject({ roleMappings: true, lakeFormation: true, ranger: true });
  });

  it('nothing where there is nothing, or nothing that can be read', () => {
    const said = Object.values(facts({})).flat();
    expect(said.filter(Boolean)).toEqual([]);
    expect(readSecurityFacts('{')).toEqual(facts({}));
  });
});
