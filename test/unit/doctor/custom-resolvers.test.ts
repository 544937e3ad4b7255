import { describe, expect, it } from 'vitest';
import { examine } from '../../../electron/aws/doctor/examine';
import { egressPlan } from '../../../electron/aws/doctor/plan';
import { network } from '../../support/doctor-network';

function judged(servers: readonly string[]) {
  const given = network({
    parts: {
      dhcp: { servers, domain: 'corp.example' },
      vpc: { id: 'vpc-0001', cidrs: ['10.0.0.0/16', '100.64.0.0/16', '2001:db8::/56'] },
    },
  });
  const check = examine(given).results.find(({ check: id }) => id === 'DNS_SERVERS_CUSTOM');
  const ports = egressPlan(given).rules.filter(({ fromPort }) => fromPort === 53);
  return { status: check?.status, what: check?.facts.what, rules: ports.length };
}

describe('name servers in DHCP options', () => {
  it.each(['AmazonProvidedDNS', '10.0.0.2', '100.64.0.2', '169.254.169.253', 'fd00:ec2::253'])(
    'are the VPC’s own resolver at %s, which no security group filters',
    (server) => {
      expect(judged([server])).toEqual({ status: 'pass', what: [], rules: 0 });
    },
  );

  it('are people’s own anywhere else', () => {
    expect(judged(['10.0.0.2', '10.0.0.3'])).toEqual({
      status: 'fail',
      what: ['10.0.0.3'],
      rules: 4,
    });
  });
});
