import type { Rule, RulePeer } from '../../electron/aws/doctor/network';

export const ids = {
  bastion: 'sg-0b000000000000001',
  primary: 'sg-0a000000000000001',
  workers: 'sg-0a000000000000002',
  service: 'sg-0a000000000000003',
  endpoint: 'sg-0e000000000000001',
  s3List: 'pl-0000000000000053',
} as const;

export const group = (id: string): RulePeer => ({ kind: 'group', group: id, vpc: null });
export const cidr = (block: string): RulePeer => ({ kind: 'cidr', cidr: block });
export const list = (id: string): RulePeer => ({ kind: 'prefix-list', id });

let made = 0;

/** A security group's rule. @param ports one port, a pair, or null for all. */
export function rule(
  of: string,
  direction: 'in' | 'out',
  protocol: string,
  ports: number | readonly [number, number] | null,
  peer: RulePeer,
): Rule {
  made += 1;
  const [fromPort, toPort] =
    ports === null ? [-1, -1] : typeof ports === 'number' ? [ports, ports] : ports;
  return {
    id: `sgr-${made.toString(16).padStart(17, '0')}`,
    group: of,
    egress: direction === 'out',
    protocol,
    fromPort,
    toPort,
    peer,
  };
}

const all = [0, 65535] as const;
const nodes = [ids.primary, ids.workers] as const;

/** The six rules between node groups that EMR itself makes. */
export function intraRules(): Rule[] {
  return nodes.flatMap((own) =>
    nodes.flatMap((peer) => [
      rule(own, 'in', 'tcp', all, group(peer)),
      rule(own, 'in', 'udp', all, group(peer)),
      rule(own, 'in', 'icmp', null, group(peer)),
    ]),
  );
}

export function egressAll(of: string): Rule {
  return rule(of, 'out', '-1', null, cidr('0.0.0.0/0'));
}

export const primaryPorts = [8088, 18080, 19888, 8188, 9870] as const;
export const workerPorts = [8042, 9864] as const;

/** A cluster of release 7 whose network lets everything through that should pass. */
export function healthyRules(): Rule[] {
  return [
    rule(ids.bastion, 'in', 'tcp', 22, cidr('203.0.113.7/32')),
    egressAll(ids.bastion),
    ...intraRules(),
    ...primaryPorts.map((port) => rule(ids.primary, 'in', 'tcp', port, group(ids.bastion))),
    ...workerPorts.map((port) => rule(ids.workers, 'in', 'tcp', port, group(ids.bastion))),
    rule(ids.primary, 'in', 'tcp', 8443, group(ids.service)),
    rule(ids.workers, 'in', 'tcp', 8443, group(ids.service)),
    rule(ids.service, 'in', 'tcp', 9443, group(ids.primary)),
    rule(ids.service, 'out', 'tcp', 8443, group(ids.primary)),
    rule(ids.service, 'out', 'tcp', 8443, group(ids.workers)),
    ...nodes.flatMap((of) => [
      ...nodes.map((peer) => rule(of, 'out', '-1', null, group(peer))),
      rule(of, 'out', 'tcp', 443, list(ids.s3List)),
      rule(of, 'out', 'tcp', 80, list(ids.s3List)),
      rule(of, 'out', 'tcp', 443, group(ids.service)),
      rule(of, 'out', 'tcp', 443, group(ids.endpoint)),
    ]),
    rule(ids.primary, 'out', 'tcp', 9443, group(ids.service)),
    rule(ids.endpoint, 'in', 'tcp', 443, cidr('10.0.0.0/16')),
  ];
}

/** The rules without those a case takes away. */
export function rulesWithout(gone: (each: Rule) => boolean): Rule[] {
  return healthyRules().filter((each) => !gone(each));
}
