import { userInfo } from 'node:os';

/** What it is about, the files it takes (FOLDER being their folder), and the hosts to ask for. */
type SshConfigCase = readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  aliases: readonly string[],
];

/** Configurations that are easily read otherwise than ssh reads them. */
export const sshConfigCases: readonly SshConfigCase[] = [
  [
    'the first value wins, forwards add up, and a pattern block comes last',
    {
      config: [
        'User first',
        'Host emr',
        '  HostName bastion.example.com',
        '  User second',
        '  Port 2222',
        '  HostKeyAlias Emr-Prod',
        '  HostKeyAlias other',
        '  DynamicForward 8157',
        '  DynamicForward 127.0.0.1:8158',
        'Host *',
        '  Port 22',
        '  User third',
        '  DynamicForward localhost:9000',
        '  LocalForward 9443 10.0.0.7:443',
      ].join('\n'),
    },
    ['emr'],
  ],
  [
    'keywords in any case, equals signs, quotes, escapes and comments',
    {
      config: [
        '# a comment',
        'HOST = emr other # both',
        "\tHOSTNAME='bastion.example.com'",
        'port="2200"',
        '  USER   =  ec2-user   # the login',
        'dynamicforward\t8157',
        '',
      ]
        .join('\r\n')
        .replaceAll('\r', ''),
    },
    ['emr', 'other'],
  ],
  [
    'negated patterns veto, wherever they stand',
    {
      config: [
        'Host *.example !secret.example',
        '  Port 2201',
        'Host !secret.example *',
        '  User everyone',
        'Host secret.example open.example',
        '  Port 2202',
      ].join('\n'),
    },
    ['secret.example', 'open.example'],
  ],
  [
    '%h in HostName is what was typed',
    { config: 'Host node1 node2\n HostName %h.cluster.example\n User u\n' },
    ['node1', 'node2'],
  ],
  [
    'Match by host sees HostName, by originalhost what was typed, by user what is set so far',
    {
      config: [
        'Host a',
        '  HostName real.example',
        '  User ana',
        'Match host real.example',
        '  Port 2301',
        'Match originalhost a,b',
        '  DynamicForward 8301',
        'Match user ana host real.*',
        '  DynamicForward 8302',
        'Match user bob',
        '  DynamicForward 8303',
        'Host b',
        '  User bob',
        'Match !originalhost a',
        '  Port 2302',
        'Match all',
        '  DynamicForward 8304',
      ].join('\n'),
    },
    ['a', 'b'],
  ],
  [
    `Match by the local user ${userInfo().username}`,
    {
      config: `Host a\nMatch localuser ${userInfo().username}\n Port 2401\nMatch localuser nobody-else\n Port 2402\n`,
    },
    ['a'],
  ],
  [
    'Match final is read when everything else is known',
    {
      config: [
        'Match final host real.example',
        '  Port 2501',
        'Host a',
        '  HostName real.example',
        'Host b',
        '  HostName other.example',
      ].join('\n'),
    },
    ['a', 'b'],
  ],
  [
    'Include brings files in where it stands, under the condition it stands under',
    {
      config: [
        'Include FOLDER/conf.d/*.conf',
        'Host a',
        '  Include FOLDER/inside',
        '  Port 2602',
        'Host b',
        '  Port 2603',
      ].join('\n'),
      'conf.d/10-first.conf': 'Host a\n User from-first\n',
      'conf.d/20-second.conf': 'Host *\n User from-second\n',
      'conf.d/ignored.txt': 'Host *\n User never\n',
      inside: 'DynamicForward 8601\nHost b\n Port 2601\nHost a\n Port 2600\n',
    },
    ['a', 'b'],
  ],
  [
    'jump hosts, and none of them where the first word is none',
    {
      config: [
        'Host direct',
        '  ProxyJump none',
        'Host target direct',
        '  ProxyJump ec2-user@gate.example:2222,inner',
        'Host inner',
        '  HostName inner.example',
      ].join('\n'),
    },
    ['direct', 'inner', 'target'],
  ],
  [
    'forwards of every kind, with addresses in brackets',
    {
      config: [
        'Host a',
        '  LocalForward 10000 hive.internal:10000',
        '  LocalForward 127.0.0.1:10001 [fd00::7]:10001',
        '  RemoteForward 9001 127.0.0.1:9002',
        '  DynamicForward [::1]:8700',
      ].join('\n'),
    },
    ['a'],
  ],
  [
    'forwards that a later block clears',
    { config: 'Host a\n DynamicForward 8157\nHost *\n ClearAllForwardings yes\n' },
    ['a'],
  ],
];
