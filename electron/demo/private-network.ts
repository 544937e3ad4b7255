import { coreNodes, type DemoNode, demoNodes } from './demo-cluster';
import { nameNode } from './web/name-node';
import { nodeManager } from './web/node-manager';
import { resourceManager } from './web/resource-manager';
import type { Site } from './web/site';
import { sparkHistory } from './web/spark-history';

/** Everything that listens in the demonstration's private network. */
export const sites: readonly Site[] = [
  resourceManager,
  sparkHistory,
  nameNode,
  ...coreNodes.map(nodeManager),
];

/** What an attempt to connect comes to, in the words the C library has for it. */
export type Route =
  | { readonly kind: 'site'; readonly site: Site }
  | {
      readonly kind: 'refusal';
      readonly text: 'Name or service not known' | 'Connection refused' | 'No route to host';
    };

/**
 * Where a host and port lead, seen from the bastion. Only here do the cluster's names mean
 * anything: whoever resolves them on the wrong side of the tunnel gets nowhere.
 */
export function route(host: string, port: number): Route {
  const name = host.toLowerCase().replace(/\.$/, '');
  const on = demoNodes.find((node) => namesOf(node).includes(name));
  const site = sites.find((candidate) => candidate.node === on && candidate.port === port);
  if (site !== undefined) return { kind: 'site', site };
  if (on !== undefined || isBastionItself(name)) {
    return { kind: 'refusal', text: 'Connection refused' };
  }
  // What is all digits and dots, or has a colon, is an address: there is no name to look up.
  const isAddress = /^[\d.]+$/.test(name) || name.includes(':');
  return { kind: 'refusal', text: isAddress ? 'No route to host' : 'Name or service not known' };
}

/** A VPC's resolver also completes the short name, by the search domain DHCP hands out. */
function namesOf(node: DemoNode): string[] {
  return [node.host, node.address, node.host.split('.')[0] ?? node.host];
}

function isBastionItself(name: string): boolean {
  return name === 'localhost' || /^127(\.\d+){0,3}$/.test(name) || name === '::1';
}
