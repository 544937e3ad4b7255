import type { Fix } from '../../../shared/model/doctor';
import { type Change, distinct } from './change';
import { asCli } from './fix-cli';
import { asCloudFormation } from './fix-cloud-formation';
import { asTerraform } from './fix-terraform';

const actions: Readonly<Record<Change['kind'], readonly string[]>> = {
  'add-rule': [],
  'remove-rule': [],
  'gateway-endpoint': ['ec2:CreateVpcEndpoint'],
  'interface-endpoint': ['ec2:CreateVpcEndpoint', 'route53:AssociateVPCWithHostedZone'],
  'endpoint-policy': ['ec2:ModifyVpcEndpoint'],
  'private-dns': ['ec2:ModifyVpcEndpoint'],
  'endpoint-group': ['ec2:ModifyVpcEndpoint'],
  'vpc-dns': ['ec2:ModifyVpcAttribute'],
  'acl-entry': ['ec2:CreateNetworkAclEntry'],
  peering: ['ec2:CreateVpcPeeringConnection', 'ec2:AcceptVpcPeeringConnection'],
  'peering-dns': ['ec2:ModifyVpcPeeringConnectionOptions'],
  route: ['ec2:CreateRoute'],
  'start-instance': ['ec2:StartInstances'],
};

function actionsOf(change: Change): readonly string[] {
  if (change.kind === 'add-rule') {
    return [`ec2:AuthorizeSecurityGroup${change.egress ? 'Egress' : 'Ingress'}`];
  }
  if (change.kind === 'remove-rule') {
    return [`ec2:RevokeSecurityGroup${change.rule.egress ? 'Egress' : 'Ingress'}`];
  }
  return actions[change.kind];
}

/** The changes as text in the three notations people keep their networks in, and the way back. */
export function fixOf(wanted: readonly Change[], region: string): Fix | null {
  const changes = distinct(wanted);
  if (changes.length === 0) return null;
  const { make, undo } = asCli(changes, region);
  return {
    cli: make,
    undo,
    terraform: asTerraform(changes),
    cloudformation: asCloudFormation(changes),
    actions: [...new Set(changes.flatMap(actionsOf))],
  };
}
