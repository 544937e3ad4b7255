import type { CheckId } from '../../../../shared/model/doctor';
import { network, openAcl } from '../../../support/doctor-network';
import { ids } from '../../../support/doctor-rules';
import { type Golden, readPart } from './golden';

const elsewhere = {
  ...readPart(network(), 'bastion'),
  vpc: 'vpc-0002',
  members: [{ groups: [ids.bastion], addresses: ['172.31.0.9'], vpc: 'vpc-0002' }],
};

/** Golden cases of the checks of the VPC: its ways, names and network ACLs. */
export const networkGoldens = {
  BASTION_OTHER_VPC: {
    pass: {
      parts: {
        bastion: elsewhere,
        peerings: [
          { id: 'pcx-01', vpcs: ['vpc-0001', 'vpc-0002'], active: true, resolvesNames: true },
        ],
        routes: {
          id: 'rtb-0001',
          routes: [{ destination: '172.31.0.0/16', target: 'pcx-01', active: true }],
        },
        bastionRoutes: {
          id: 'rtb-0002',
          routes: [{ destination: '10.0.0.0/16', target: 'pcx-01', active: true }],
        },
      },
    },
    fail: { parts: { bastion: elsewhere } },
    fix: /create-vpc-peering-connection --vpc-id vpc-0002 --peer-vpc-id vpc-0001/,
    denied: 'peerings',
  },
  DNS_ATTRIBUTES: {
    fail: { parts: { dns: { support: true, hostNames: false } } },
    fix: /modify-vpc-attribute --vpc-id vpc-0001 --enable-dns-hostnames/,
    denied: 'dns',
  },
  DNS_SERVERS_CUSTOM: {
    fail: { parts: { dhcp: { servers: ['10.0.0.53'], domain: 'corp.example' } } },
    fix: /IpProtocol=udp,FromPort=53[\s\S]*IpProtocol=tcp,FromPort=53/,
    denied: 'dhcp',
  },
  RESOURCE_NAME_HOSTS: {
    fail: {
      parts: { subnet: { ...readPart(network(), 'subnet'), hostNames: 'resource-name' } },
    },
    fix: null,
    denied: 'subnet',
  },
  NACL_BLOCKS: {
    fail: {
      parts: {
        acl: {
          id: 'acl-0001',
          entries: [
            ...openAcl('acl-0001').entries.filter(({ egress }) => !egress),
            // Out to web servers only: no answer ever gets back to the bastion.
            {
              number: 100,
              egress: true,
              allow: true,
              protocol: '6',
              cidr: '0.0.0.0/0',
              fromPort: 80,
              toPort: 443,
            },
          ],
        },
      },
    },
    fix: /create-network-acl-entry --network-acl-id acl-0001 --rule-number 99 --egress .*From=32768,To=60999 --cidr-block 10\.0\.0\.9\/32/,
    denied: 'acl',
  },
} satisfies Partial<Record<CheckId, Golden>>;
