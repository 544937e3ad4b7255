import { englishChecks } from './en-checks';
import { type DoctorText, some } from './words';

/** The network doctor in English. */
export const english: DoctorText = {
  checks: englishChecks,
  reasons: {
    denied: (needs) => `not checked: needs ${some(needs, 9)}`,
    'call-failed': (needs) => `not checked: ${some(needs, 9)} failed`,
    'no-bastion': () => 'not checked: no bastion was chosen',
    'name-unresolved': () => 'not checked: neither this computer nor EC2 knows the bastion’s name',
    'no-address': () => 'your public address is not known',
    'no-public-address': () =>
      'the bastion has no public address: it is reached by VPN, SSM or an endpoint',
    'address-range': () =>
      'a rule allows a part of the network, and the bastion’s address in it is not known',
    'outside-vpc': () => 'the bastion is no instance of this region',
    'endpoint-place': () =>
      'a rule allows a part of the network, and the endpoint’s subnets in it are not known',
    'no-nodes': () => 'the cluster has no nodes or groups to look at',
    'no-pages': () => 'does not apply: these nodes serve no pages',
    'not-applicable': () => 'does not apply to this release or configuration',
    'unknown-release': () => 'the cluster’s release cannot be read',
    'unseen-route': () =>
      'a route leads to an appliance, a gateway or a list of addresses that could not be looked into',
    'conditional-policy': () => 'the policy has conditions that only a request meets or not',
  },
  severities: { error: 'Error', warn: 'Warning', info: 'Note' },
  statuses: { pass: 'fine', fail: 'found', unknown: 'unknown', 'not-checked': 'not checked' },
  stretches: { ssh: 'SSH', primary: 'pages', workers: 'nodes', services: 'services' },
  seedTables: {
    'bastion-ingress': 'Bastion, inbound',
    'master-ingress': 'Primary node, inbound',
    'master-egress': 'Primary node, outbound',
    'slave-egress': 'Core and task nodes, outbound',
    conditions: 'On condition',
    gaps: 'Left out by the guides',
  },
  seedVerdicts: {
    required: 'needed',
    unneeded: 'not needed',
    'too-wide': 'too wide',
    'can-narrow': 'can be narrowed',
    obsolete: 'obsolete',
    gap: 'missing there',
    'not-possible': 'cannot be written',
  },
  seedWhys: {
    socks:
      'The SOCKS listener is a socket of the SSH client on your computer. The bastion sees one connection to its SSH port and opens connections from there; nothing listens on 8157.',
    ssh: 'The whole tunnel is one TCP connection to sshd.',
    'all-ports': 'The ports of the installed pages are enough.',
    'service-8443': 'The EMR service calls the nodes here, up to release 7.x.',
    'service-8443-obsolete': 'From 8.0.0 on the nodes call an endpoint instead.',
    intra: 'Hadoop’s daemons and containers use random ports among the nodes.',
    http: 'Package repositories lie in S3: the S3 prefix list is enough.',
    https:
      'Prefix lists of S3 and DynamoDB and the groups of interface endpoints are enough; everything only for services reached through NAT.',
    'gap-workers':
      'NodeManager, DataNode and RegionServer pages and container logs are on the core and task nodes: without this rule they hang.',
    'gap-9443': 'Since 5.30.0 (May 2020) the primary node calls the EMR service here.',
    'gap-443': 'From 8.0.0 on the nodes call the EMR service endpoint here.',
    'gap-bastion-egress':
      'Where the bastion’s outbound rules are scoped, they must name the pages’ ports too.',
    'gap-sshd':
      'sshd on the bastion must permit it: AllowTcpForwarding yes or local, and no PermitOpen in the way. AWS cannot show that.',
    's3-list': 'The prefix list of S3 is enough, with a gateway endpoint or through NAT.',
    'sqs-cidr':
      'SQS has no prefix list and no ranges of its own: use the group of an interface endpoint, or 443 through NAT.',
    'dynamodb-cidr': 'DynamoDB has a prefix list; consistent view itself is not needed any more.',
    endpoints: 'Name the endpoint’s security group, not an address range.',
    'flow-logs':
      'What a cluster needs beyond this only its traffic shows: read its flow logs on the page Flow logs.',
    'no-change-at-launch': 'Do not narrow anything while a cluster is starting.',
  },
  needs: {
    intra: {
      name: 'Nodes among themselves',
      why: 'Hadoop’s daemons and containers use random ports.',
    },
    s3: {
      name: 'Amazon S3',
      why: 'Packages, bootstrap actions, steps, data, logs and application history.',
    },
    'service-access': {
      name: 'EMR cluster manager',
      why: 'The nodes and the EMR service call each other (8443, and 9443 from 5.30.0 on).',
    },
    'service-access-8': {
      name: 'EMR service endpoint',
      why: 'Replaces 8443 and 9443 from release 8.0.0 on.',
    },
    'service-access-443': {
      name: 'Service access on 443',
      why: 'AWS names it as a minimum from 5.30.0 on.',
    },
    sqs: { name: 'Amazon SQS', why: 'Debugging publishes the state of jobs to a queue.' },
    dynamodb: {
      name: 'Amazon DynamoDB',
      why: 'EMRFS consistent view keeps its table there, or a job uses the connector.',
    },
    kms: { name: 'AWS KMS', why: 'Keys of encrypted disks, files or logs.' },
    sts: {
      name: 'AWS STS',
      why: 'Roles are assumed for S3 access, runtime roles or Lake Formation.',
    },
    cloudwatch: {
      name: 'CloudWatch metrics and logs',
      why: 'The agent or the configuration sends figures and logs.',
    },
    secretsmanager: {
      name: 'Secrets Manager',
      why: 'Certificates of EMR’s own authority, Ranger’s secrets, or those configurations name.',
    },
    glue: { name: 'AWS Glue Data Catalog', why: 'It is the metastore of Hive, Spark or Trino.' },
    lakeformation: { name: 'AWS Lake Formation', why: 'It decides who reads which table.' },
    apigateway: {
      name: 'API Gateway’s public endpoint',
      why: 'Managed scaling sends its figures there from public subnets; EMR Studio opens pages through it.',
    },
    'emr-api': { name: 'EMR API', why: 'Only if something on the cluster calls “aws emr”.' },
    emrwal: { name: 'EMR WAL', why: 'HBase writes its log there.' },
    kinesis: { name: 'Amazon Kinesis', why: 'Only if a job reads or writes streams.' },
    ssm: { name: 'Systems Manager', why: 'Only if the nodes are managed with it.' },
    metastore: {
      name: 'Metastore database',
      why: 'Hive’s metastore or Hue’s database is outside the cluster.',
    },
    kerberos: {
      name: 'Kerberos KDC or Active Directory',
      why: 'Logins are checked outside the cluster.',
    },
    packages: {
      name: 'Package sources on the internet',
      why: 'A bootstrap action calls pip, conda, docker or GitHub.',
    },
    'dns-ntp-imds': {
      name: 'DNS, time, metadata, DHCP',
      why: 'Security groups do not filter those of AWS: only name servers of your own need a rule.',
    },
  },
  groups: { primary: 'Primary', workers: 'Core and task', 'service-access': 'Service access' },
  places: {
    computer: 'My computer',
    bastion: 'Bastion',
    primary: 'Primary node',
    workers: 'Core and task',
    services: 'AWS services',
    nodes: (count) => (count === 1 ? '1 node' : `${count} nodes`),
    noBastion: 'none chosen',
    servicesHint: 'S3, EMR, others',
  },
  stretchStates: { good: 'open', bad: 'blocked', unknown: 'unknown' },
  report: {
    title: (cluster) => `Network of ${cluster}`,
    read: (at, region) => `Read at ${at} in ${region}.`,
    nothingChanged: 'Culvert only reads. Nothing was changed.',
    adviceOnly:
      'The cluster is starting: change nothing before it runs. The proposals are advice for later.',
    problem: 'What is wrong',
    affects: 'What you notice',
    evidence: 'Evidence',
    noRule: 'no rule',
    fix: 'How to mend it',
    undo: 'And back',
    actions: 'Needs the permissions',
    noFix: 'No command can decide this for you.',
    denied: 'Permissions that were missing',
    findings: (count) => (count === 1 ? '1 finding' : `${count} findings`),
    nothingFound: 'Nothing is wrong as far as it could be checked.',
    summary: ({ failed, passed, open }) => `${failed} found, ${passed} fine, ${open} not known`,
    seeds: 'The rules of the guides, today',
    present: { yes: 'open here', no: 'not open here', unknown: 'not known' },
    columns: { rule: 'Rule', verdict: 'Today', here: 'Here', why: 'Why' },
    picture: 'The way from my computer to the services',
    notApplicable: 'does not apply',
  },
  egress: {
    title: (cluster) => `Minimal egress of ${cluster}`,
    needs: 'What the cluster needs to reach',
    rules: 'Outbound rules',
    quota: (used, limit) => `${used} of ${limit} rules`,
    breaks: 'What would break',
    breakLine: (rule, loses) => `Without ${rule}: ${loses}`,
    breakOthers: 'anything else the jobs call there',
    nothingBreaks: 'Nothing that is allowed today would be lost.',
    unserved: 'Needed, and no way there to be seen',
    missingNow: 'Needed, and blocked today',
    applies: { yes: 'needed', no: 'not needed', maybe: 'depends on the jobs' },
    launch:
      'Launching and scaling need packages that do not show in daily traffic. Try it on a test cluster first.',
  },
};
