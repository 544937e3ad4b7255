import type {
  EgressPeer,
  EgressRule,
  FlowDestination,
  FlowVerdict,
} from '../../shared/model/flows';
import type { FlowContext, KnownPlace, KnownPrefixList } from './flow-context';
import { contains } from './ipv4';
import { serviceOfList } from './services';

/** A destination before anybody has judged it. */
export type Unjudged = Omit<FlowDestination, 'verdict' | 'rule'>;

/**
 * Services whose addresses are customers' own hosts: a partner's database on EC2 stays where it is,
 * and a rule for all addresses would be one for everybody's.
 */
const customersHosts = new Set(['EC2', 'GLOBALACCELERATOR']);

/** Where AWS publishes an address. */
export interface PublishedRange {
  readonly cidr: string;
  readonly region: string;
}

/** Judges destinations against the smallest outbound rules, and remembers which of them were used. */
export class Judge {
  readonly #context: FlowContext;
  readonly #places: ReadonlyMap<string, KnownPlace>;
  readonly #published: (address: string) => PublishedRange | null;
  readonly #used = new Set<EgressRule>();

  /** @param published the range under which AWS publishes an address, as far as anybody told. */
  constructor(
    context: FlowContext,
    published: (address: string) => PublishedRange | null = () => null,
  ) {
    this.#context = context;
    this.#published = published;
    // Of two places at one address the first was seen as an interface, with its groups.
    this.#places = new Map([...context.places].reverse().map((place) => [place.address, place]));
  }

  judge(flow: Unjudged): FlowDestination {
    const { verdict, rule } = this.#verdict(flow);
    return { ...flow, verdict, rule };
  }

  /** The rules nothing used, as destinations of their own. */
  unused(): readonly FlowDestination[] {
    return this.#context.rules
      .filter((rule) => !this.#used.has(rule))
      .map((rule) => ({
        group: rule.group === 'master' ? 'primary' : rule.group === 'slave' ? 'core' : '*',
        initiator: 'node' as const,
        destination: peerText(rule.peer),
        service: rule.need,
        port: rule.fromPort === rule.toPort ? rule.fromPort : null,
        protocol: rule.protocol,
        bytes: 0,
        packets: 0,
        records: 0,
        action: null,
        verdict: 'unused' as const,
        rule,
        evidence: null,
        reason: null,
        first: null,
        last: null,
      }));
  }

  #verdict(flow: Unjudged): { verdict: FlowVerdict; rule: EgressRule | null } {
    if (flow.initiator === 'unknown') return { verdict: 'undecided', rule: null };
    const rejected = flow.action === 'REJECT';
    // Who is called needs no outbound rule: security groups let the answers of a flow pass.
    if (flow.initiator === 'peer')
      return { verdict: rejected ? 'rejected' : 'allowed', rule: null };
    if (isUnfiltered(flow.destination)) return { verdict: 'allowed', rule: null };
    const rules = this.#context.rules.filter((rule) => this.#covers(rule, flow));
    for (const rule of rules) this.#used.add(rule);
    const [rule = this.#proposal(flow)] = rules;
    if (rejected) return { verdict: 'rejected', rule };
    return { verdict: rules.length > 0 ? 'allowed' : 'missing', rule };
  }

  #covers(rule: EgressRule, flow: Unjudged): boolean {
    const role = roleOf(flow.group);
    if (rule.group !== null && role !== null && rule.group !== role) return false;
    if (rule.protocol !== '-1' && rule.protocol !== flow.protocol) return false;
    if (rule.fromPort !== null && rule.toPort !== null && rule.protocol !== '-1') {
      if (flow.port === null || flow.port < rule.fromPort || flow.port > rule.toPort) return false;
    }
    return this.#reaches(rule.peer, flow);
  }

  #reaches(peer: EgressPeer, flow: Unjudged): boolean {
    const place = this.#places.get(flow.destination);
    switch (peer.kind) {
      case 'cidr':
        return contains(peer.value, flow.destination);
      case 'prefix-list':
        return this.#isInList(peer, flow);
      case 'security-group':
        if (place === undefined) return false;
        if (peer.role !== null && place.role === peer.role) return true;
        return peer.id !== null && place.securityGroups.includes(peer.id);
    }
  }

  /**
   * Whether a list of AWS's has the address: each holds one region's alone. Where its ranges are not
   * known, service and region decide.
   */
  #isInList({ id, name }: Pick<KnownPrefixList, 'id' | 'name'>, flow: Unjudged): boolean {
    const { prefixLists, region: ours } = this.#context;
    const list =
      prefixLists.find((each) => id !== null && each.id === id) ??
      prefixLists.find((each) => each.name === name);
    if (list !== undefined && list.cidrs.length > 0) {
      return list.cidrs.some((cidr) => contains(cidr, flow.destination));
    }
    // Lists of IPv4 are what AWS is known to have: to be told of IPv6 in vain is the lesser harm.
    if (flow.service !== serviceOfList(name) || flow.destination.includes(':')) return false;
    const region = this.#published(flow.destination)?.region ?? null;
    return region === null || ours === null || region === ours;
  }

  /** The narrowest rule that would let it pass and still hold tomorrow. */
  #proposal(flow: Unjudged): EgressRule | null {
    const protocol = ruleProtocol(flow.protocol);
    if (protocol === null) return null;
    const group = roleOf(flow.group);
    const { port } = flow;
    const peer = this.#peer(flow);
    return { group, protocol, fromPort: port, toPort: port, peer, need: null, launch: false };
  }

  #peer(flow: Unjudged): EgressPeer {
    const place = this.#places.get(flow.destination);
    if (place?.role) return { kind: 'security-group', role: place.role, id: null };
    const [id] = place?.securityGroups ?? [];
    if (id !== undefined) return { kind: 'security-group', role: null, id };
    const list = this.#listFor(flow);
    if (list !== null) return { kind: 'prefix-list', name: list.name, id: list.id };
    const isIpv6 = flow.destination.includes(':');
    const range = this.#published(flow.destination);
    if (isIpv6 && place === undefined && hasLists(flow) && range !== null) {
      return { kind: 'cidr', value: range.cidr };
    }
    // Single addresses of AWS change without notice: a rule for one would break tomorrow.
    if (place === undefined && isAwsWeb(flow)) {
      return { kind: 'cidr', value: isIpv6 ? '::/0' : '0.0.0.0/0' };
    }
    return { kind: 'cidr', value: `${flow.destination}/${isIpv6 ? 128 : 32}` };
  }

  #listFor(flow: Unjudged): Pick<KnownPrefixList, 'id' | 'name'> | null {
    const { prefixLists, region } = this.#context;
    const known = prefixLists.find(
      (each) => serviceOfList(each.name) === flow.service && this.#isInList(each, flow),
    );
    if (known !== undefined) return known;
    if (!hasLists(flow)) return null;
    const name = `com.amazonaws.${region ?? '{region}'}.${flow.service?.toLowerCase()}`;
    const list = { id: null, name };
    return this.#isInList(list, flow) ? list : null;
  }
}

/** Services whose ranges are few and their own, so that AWS has lists of those of IPv4. */
function hasLists({ service }: Unjudged): boolean {
  return service === 'S3' || service === 'DYNAMODB';
}

/** AWS's own programming interfaces, which are on the web's ports whatever their addresses are. */
function isAwsWeb({ service, port }: Unjudged): boolean {
  return service !== null && !customersHosts.has(service) && (port === 443 || port === 80);
}

/** Link-local addresses, multicast and broadcast, and AWS's own services inside a VPC. */
const unfiltered: readonly string[] = [
  ...['169.254.0.0/16', '224.0.0.0/4', '255.255.255.255/32'],
  // What is at 169.254 in IPv4, instance metadata, DNS and time, has fd00:ec2:: in IPv6.
  ...['fe80::/10', 'ff00::/8', 'fd00:ec2::/32'],
];

/** What no security group filters. */
function isUnfiltered(address: string): boolean {
  return unfiltered.some((cidr) => contains(cidr, address));
}

function roleOf(group: string): 'master' | 'slave' | null {
  if (group === 'primary') return 'master';
  return group === 'core' || group === 'task' ? 'slave' : null;
}

function ruleProtocol(name: string): EgressRule['protocol'] | null {
  return name === 'tcp' || name === 'udp' || name === 'icmp' || name === 'icmpv6' ? name : null;
}

/** A rule's far side as a person would write it. */
export function peerText(peer: EgressPeer): string {
  switch (peer.kind) {
    case 'cidr':
      return peer.value;
    case 'prefix-list':
      return peer.name;
    case 'security-group':
      return peer.id ?? peer.role ?? '';
  }
}
