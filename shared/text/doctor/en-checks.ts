import { type DoctorText, some } from './words';

/** The checks in English. */
export const englishChecks: DoctorText['checks'] = {
  BASTION_SSH_MISSING: {
    title: 'My address may reach the bastion’s SSH port',
    problem: ({ from, ports }) =>
      `No inbound rule of the bastion lets ${from === '' ? 'any address' : from} in on port ${some(ports)}.`,
    affects: () => 'The tunnel cannot connect: the bastion never answers.',
  },
  BASTION_SSH_WORLD: {
    title: 'SSH of the bastion is not open to everybody',
    problem: ({ ports, what }) => `Port ${some(ports)} of the bastion is open to ${some(what)}.`,
    affects: () => 'The tunnel works, and so does every password guesser of the internet.',
  },
  BASTION_SOCKS_PORT_OPEN: {
    title: 'The SOCKS port is closed on the bastion',
    problem: ({ ports }) =>
      `The bastion lets port ${some(ports)} in, which no tunnel made by this app uses.`,
    affects: () =>
      'Nothing of yours needs it: the SOCKS listener is on your own computer. If somebody runs a proxy there, it is an open door into the VPC.',
  },
  BASTION_NOT_RUNNING: {
    title: 'The bastion is running',
    problem: ({ at, what }) => `${some(at)} is ${some(what)}.`,
    affects: () =>
      'The tunnel cannot connect until the instance runs. Its public address may change when it starts.',
  },
  BASTION_EGRESS_BLOCKS_UI: {
    title: 'The bastion may call the pages',
    problem: ({ ports, at }) => `The outbound rules of ${some(at)} leave out port ${some(ports)}.`,
    affects: ({ pages }) => `${some(pages)}: these pages will hang until they time out.`,
  },
  BASTION_OTHER_VPC: {
    title: 'There is a way from the bastion’s VPC to the cluster’s',
    problem: ({ at, what }) =>
      `The bastion is in ${some(at)} and the cluster in ${some(what)}; peering, a route on either side or name resolution over it is missing.`,
    affects: () => 'No page of the cluster can be reached, or none by its private name.',
  },
  MASTER_UI_NOT_OPEN_TO_BASTION: {
    title: 'The primary node lets the bastion in on its pages’ ports',
    problem: ({ ports, at, from }) =>
      `${some(at)} has no inbound rule from ${from} for port ${some(ports)}.`,
    affects: ({ pages }) => `${some(pages)}: these pages will hang until they time out.`,
  },
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: {
    title: 'The primary node lets the bastion in by SSH',
    problem: ({ ports, at, from }) =>
      `SSH on port ${some(ports)} from ${from} to the primary node is missing at ${some(at)}.`,
    affects: () =>
      'Whatever logs in to the node over the bastion hangs: ProxyJump, and further connections that lead to a node. Pages over the bastion itself need no such rule.',
  },
  MASTER_ALL_TCP_FROM_BASTION: {
    title: 'The bastion is let in on the pages’ ports only',
    problem: ({ at }) => `${some(at)} lets the bastion in on every TCP port.`,
    affects: ({ ports }) =>
      `All pages work. Port ${some(ports, 8)} would be enough; the primary node’s other ports, such as those of HDFS and YARN, need not be open.`,
  },
  DNS_ATTRIBUTES: {
    title: 'The VPC resolves private names',
    problem: ({ what, at }) => `${some(what)} is off in ${some(at)}.`,
    affects: () =>
      'Names such as ip-10-0-1-23….compute.internal are not found at the bastion, and links between pages lead nowhere.',
  },
  DNS_SERVERS_CUSTOM: {
    title: 'Names are resolved by the VPC’s own resolver',
    problem: ({ what }) => `The DHCP options name other servers: ${some(what)}.`,
    affects: () =>
      'Private names of nodes, and the names interface endpoints take over, resolve only if those servers forward to the VPC’s resolver.',
  },
  RESOURCE_NAME_HOSTS: {
    title: 'Nodes are named by their addresses',
    problem: ({ at }) => `${some(at)} names instances after their ids (i-0123….).`,
    affects: () =>
      'Proxy rules that expect ip-… names miss these pages. Export the proxy settings again from this cluster: they take its real names.',
  },
  NACL_BLOCKS: {
    title: 'Network ACLs let the connections and their answers through',
    problem: ({ at, ports, from }) => `${some(at)} drops TCP ${some(ports)} for ${from}.`,
    affects: () =>
      'Pages hang although every security group is right: a network ACL must also let the answers back (32768-60999).',
  },
  SLAVE_UI_NOT_OPEN_TO_BASTION: {
    title: 'Core and task nodes let the bastion in on their pages’ ports',
    problem: ({ ports, at, from }) =>
      `${some(at)} has no inbound rule from ${from} for port ${some(ports)}.`,
    affects: ({ pages }) => `${some(pages)} pages and container logs will hang.`,
  },
  INTRA_CLUSTER_RULE_MISSING: {
    title: 'The nodes may talk with each other',
    problem: ({ ports, at, from }) => `${some(at)} does not let ${some(ports)} pass with ${from}.`,
    affects: () =>
      'Hadoop’s daemons and Spark’s executors use random ports: jobs fail, nodes are lost, and a new cluster does not start.',
  },
  SA_8443_MISSING: {
    title: 'The EMR service may call the nodes on 8443',
    problem: ({ at }) => `8443 with the service-access group is missing at ${some(at)}.`,
    affects: () => 'EMR cannot manage the nodes: launching, resizing and steps fail.',
  },
  SA_9443_MISSING: {
    title: 'The primary node may call the EMR service on 9443',
    problem: ({ at }) => `9443 between primary node and service access is missing at ${some(at)}.`,
    affects: () => 'A launch ends with VALIDATION_ERROR, and managed scaling gets no figures.',
  },
  SA_443_MISSING: {
    title: 'The EMR service endpoint is open on 443',
    problem: ({ at }) => `443 is missing at ${some(at)}.`,
    affects: () =>
      'From release 8.0.0 on the nodes call EMR over this endpoint: the cluster does not start.',
  },
  PUBLIC_8443_MISSING: {
    title: 'The EMR service may call the primary node in its public subnet',
    problem: ({ at, ports }) =>
      `${some(at)} lets no address of Amazon’s in on port ${some(ports)}.`,
    affects: () =>
      'EMR cannot manage the cluster: launching, resizing and steps fail. EMR itself writes these address ranges into its managed group, and puts them back when the next cluster starts with that group; they are published nowhere else.',
  },
  EMR_SERVICE_VPCE_MISSING: {
    title: 'The VPC has the EMR service endpoint',
    problem: ({ at }) =>
      `No available endpoint with private DNS and the service-access group: ${some(at)}.`,
    affects: () => 'From release 8.0.0 on a cluster cannot start without it.',
  },
  S3_PATH_MISSING: {
    title: 'There is a way from the subnet to S3',
    problem: ({ at }) =>
      `${some(at.filter((each) => each !== ''))}: neither an S3 endpoint nor a default route.`,
    affects: () =>
      'Nodes cannot fetch packages or write logs: the cluster fails while bootstrapping.',
  },
  S3_EGRESS_MISSING: {
    title: 'The nodes may call S3',
    problem: ({ at }) => `The outbound rules of ${some(at)} do not let S3 through on port 443.`,
    affects: () =>
      'Packages, logs, steps and data on S3 are out of reach: jobs hang and new nodes fail.',
  },
  S3_POLICY_TOO_NARROW: {
    title: 'The S3 endpoint’s policy lets packages and logs through',
    problem: ({ at, what }) => `The policy of ${some(at)} does not allow ${some(what)}.`,
    affects: ({ from }) =>
      [
        ...(from !== 'logs'
          ? ['Nodes cannot install the software of this release: launching and scaling up fail.']
          : []),
        ...(from.includes('logs') ? ['Logs do not reach S3: the console shows none.'] : []),
      ].join(' '),
  },
  SQS_EGRESS_MISSING: {
    title: 'The nodes may call SQS',
    problem: ({ at, from, what }) =>
      `${some(what)} needs SQS; ${from === 'rule' ? `${some(at)} has no outbound rule for it` : 'there is no way to it from this subnet'}.`,
    affects: () => 'The debugging tab of the EMR console stays empty.',
  },
  DDB_EGRESS_MISSING: {
    title: 'The nodes may call DynamoDB',
    problem: ({ at, from, what }) =>
      `${some(what)} needs DynamoDB; ${from === 'rule' ? `${some(at)} has no outbound rule for it` : 'there is no way to it from this subnet'}.`,
    affects: () =>
      'Jobs that use it fail; with consistent view, every s3:// path does. S3 is consistent by itself since 2020: the view can be switched off.',
  },
  KMS_EGRESS_MISSING: {
    title: 'The nodes may call KMS',
    problem: ({ at, from, what }) =>
      `${some(what)} needs KMS; ${from === 'rule' ? `${some(at)} has no outbound rule for it` : 'there is no way to it from this subnet'}.`,
    affects: () => 'Encrypted disks and files cannot be opened: nodes fail to start.',
  },
  VPCE_SG_BLOCKS_CLUSTER: {
    title: 'Interface endpoints let the nodes in',
    problem: ({ at, what }) =>
      `${some(at)} (${some(what)}) has no inbound rule for 443 from the nodes.`,
    affects: () =>
      'Its private DNS takes the service’s name over, so these calls hang even where a NAT gateway would carry them.',
  },
  EXECUTE_API_PRIVATE_DNS: {
    title: 'No execute-api endpoint is in the way of managed scaling',
    problem: ({ at }) => `${some(at)} takes over API Gateway’s public name with its private DNS.`,
    affects: () => 'Managed scaling gets no figures from the nodes and stops resizing.',
  },
  STUDIO_18888_MISSING: {
    title: 'EMR Studio may reach the cluster on 18888',
    problem: ({ at, what }) =>
      `18888 between Workspaces and cluster is missing at ${some(at)}: ${some(what)}.`,
    affects: () =>
      'Notebooks of this Studio attach to the cluster and get no kernel: they wait, then fail.',
  },
  PUBLIC_INGRESS: {
    title: 'No group of the cluster is open to everybody',
    problem: ({ at, ports, what }) =>
      `${some(at)} is open to ${some(what)} on port ${some(ports)}.`,
    affects: () =>
      'Pages of Hadoop ask for no password. In a public subnet EMR refuses the next launch or takes the rule away.',
  },
  EGRESS_ALL: {
    title: 'Outbound rules are as narrow as they can be',
    problem: ({ at }) => `${some(at)} may call every address on every port.`,
    affects: () =>
      'Everything works. The minimal egress of this cluster is proposed; try it on a test cluster first.',
  },
  STALE_REFERENCE: {
    title: 'Rules name groups that exist',
    problem: ({ at, what }) =>
      `${some(at)} refers to ${some(what)} over a peering connection that is gone.`,
    affects: () => 'Such a rule lets nothing through and hides that a new one is missing.',
  },
  RULE_QUOTA: {
    title: 'The proposed rules fit into their groups',
    problem: ({ at, what, from }) =>
      `${some(at)} would hold ${some(what)} rules in one direction; the limit is ${from}.`,
    affects: () =>
      'AWS will refuse the last of them. Use port ranges or one additional group, or have the quota raised.',
  },
};
