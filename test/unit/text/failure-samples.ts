import type { FailureCode, FailureOf } from '../../../shared/model/failure';

const bastion = { host: 'bastion.example.net', port: 2222 };
const proxy = { host: 'proxy.example.net', port: 3128 };
const page = { host: 'ip-10-0-1-23.ap-northeast-2.compute.internal', port: 8088 };
const key = { name: 'emr-prod.pem' };
const hostKey = {
  ...bastion,
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:n3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3w0',
};
const awsCall = { action: 'elasticmapreduce:ListClusters', region: 'ap-northeast-2' };
const awsHost = 'elasticmapreduce.ap-northeast-2.amazonaws.com';
const cluster = { name: 'nightly', id: 'j-2AXXXXXXGAPLF' };

/** At least one failure of every code, and one for every reason a code can give. */
export const failureSamples: {
  readonly [Code in FailureCode]: readonly [FailureOf<Code>, ...FailureOf<Code>[]];
} = {
  'bastion-unresolvable': [
    { code: 'bastion-unresolvable', ...bastion },
    { code: 'bastion-unresolvable', host: bastion.host, port: 22, hop: 3 },
    { code: 'bastion-unresolvable', ...bastion, via: 'jump.example.net' },
  ],
  'bastion-unreachable': [
    { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
    { code: 'bastion-unreachable', ...bastion, why: 'refused' },
    { code: 'bastion-unreachable', ...bastion, why: 'no-route' },
    { code: 'bastion-unreachable', ...bastion, why: 'reset' },
    { code: 'bastion-unreachable', ...bastion, why: 'timeout', hop: 3 },
    ...(['timeout', 'refused', 'no-route', 'reset'] as const).map(
      (why) => ({ code: 'bastion-unreachable', ...bastion, why, via: 'jump.example.net' }) as const,
    ),
    { code: 'bastion-unreachable', ...bastion, why: 'timeout', via: 'jump.example.net', hop: 4 },
  ],
  'jump-host-prohibits': [
    { code: 'jump-host-prohibits', ...bastion, via: 'jump.example.net' },
    { code: 'jump-host-prohibits', ...bastion, via: 'jump.example.net', hop: 3 },
  ],
  'proxy-unreachable': (['unresolvable', 'timeout', 'refused', 'no-route', 'reset'] as const).map(
    (why) => ({ code: 'proxy-unreachable', ...proxy, why }) as const,
  ) as [FailureOf<'proxy-unreachable'>, ...FailureOf<'proxy-unreachable'>[]],
  'proxy-silent': [{ code: 'proxy-silent', ...proxy, seconds: 15 }],
  'proxy-refused': [
    { code: 'proxy-refused', ...proxy, kind: 'http', answer: '403 Forbidden' },
    { code: 'proxy-refused', ...proxy, kind: 'socks', answer: 'not allowed by ruleset' },
  ],
  'proxy-login-refused': [
    { code: 'proxy-login-refused', ...proxy, why: 'no-user' },
    { code: 'proxy-login-refused', ...proxy, why: 'wrong' },
  ],
  'not-a-proxy': [
    { code: 'not-a-proxy', ...proxy, kind: 'http', received: 'SSH-2.0-OpenSSH_9.2' },
    { code: 'not-a-proxy', ...proxy, kind: 'socks', received: '' },
  ],
  'instance-not-managed': [
    { code: 'instance-not-managed', id: 'i-0abc1234def567890', region: 'ap-northeast-2' },
  ],
  'remote-port-refused': [{ code: 'remote-port-refused', host: bastion.host, port: 9000 }],
  'local-target-unreachable': [
    { code: 'local-target-unreachable', ...page, why: 'refused' },
    { code: 'local-target-unreachable', ...page, why: 'timeout' },
    { code: 'local-target-unreachable', ...page, why: 'no-route' },
    { code: 'local-target-unreachable', ...page, why: 'unresolvable' },
  ],
  'command-missing': [{ code: 'command-missing', program: 'session-manager-plugin' }],
  'command-failed': [
    { code: 'command-failed', program: 'nc', status: '1', said: 'nc: connection refused' },
    { code: 'command-failed', program: 'nc', status: 'SIGKILL', said: '' },
  ],
  'command-unsafe': [{ code: 'command-unsafe', user: 'ana;id' }],
  'no-way-left': [
    {
      code: 'no-way-left',
      attempts: [
        {
          transport: 'direct',
          cause: { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
        },
        { transport: 'ssm', cause: { code: 'command-missing', program: 'aws-plugin' } },
      ],
    },
  ],
  'not-ssh': [
    { code: 'not-ssh', ...bastion, received: 'HTTP/1.1 400 Bad Request' },
    { code: 'not-ssh', ...bastion, received: '' },
  ],
  'algorithms-mismatch': [
    {
      code: 'algorithms-mismatch',
      ...bastion,
      kind: 'key-exchange',
      offered: ['diffie-hellman-group1-sha1', 'diffie-hellman-group14-sha1'],
    },
    { code: 'algorithms-mismatch', ...bastion, kind: 'cipher', offered: ['3des-cbc'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'mac', offered: ['hmac-md5'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'host-key', offered: ['ssh-dss'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'compression', offered: ['zlib'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'unknown', offered: [] },
  ],
  'handshake-timeout': [
    { code: 'handshake-timeout', ...bastion, stage: 'key-exchange', seconds: 20 },
    { code: 'handshake-timeout', ...bastion, stage: 'authentication', seconds: 30 },
  ],
  'host-key-unknown': [{ code: 'host-key-unknown', ...hostKey }],
  'host-key-changed': [
    {
      code: 'host-key-changed',
      ...hostKey,
      known: [{ fingerprint: 'SHA256:0ld0ld', type: 'ssh-rsa', source: 'known_hosts' }],
    },
  ],
  'host-key-revoked': [{ code: 'host-key-revoked', ...hostKey, source: 'known_hosts' }],
  'host-key-refused': [{ code: 'host-key-refused', ...hostKey }],
  'host-key-unproven': [{ code: 'host-key-unproven', ...hostKey }],
  'known-hosts-unreadable': [{ code: 'known-hosts-unreadable', file: '~/.ssh/known_hosts' }],
  'trust-store-unwritable': [
    { code: 'trust-store-unwritable', file: 'trusted-hosts.json', why: 'ENOSPC' },
  ],
  'key-missing': [{ code: 'key-missing', ...key }],
  'key-unreadable': [{ code: 'key-unreadable', ...key, why: 'EACCES' }],
  'key-is-directory': [{ code: 'key-is-directory', ...key }],
  'key-not-a-file': [{ code: 'key-not-a-file', ...key }],
  'key-too-large': [{ code: 'key-too-large', ...key, bytes: 70_001, limit: 65_536 }],
  'key-empty': [{ code: 'key-empty', ...key }],
  'key-not-recognised': [{ code: 'key-not-recognised', ...key }],
  'key-corrupt': [{ code: 'key-corrupt', ...key, format: 'ppk3' }],
  'key-truncated': [{ code: 'key-truncated', ...key, format: 'openssh' }],
  'key-unsupported': [{ code: 'key-unsupported', ...key, type: 'ssh-dss' }],
  'key-is-public': [{ code: 'key-is-public', ...key }],
  'key-is-certificate': [{ code: 'key-is-certificate', ...key }],
  'key-encoding': [
    { code: 'key-encoding', ...key, encoding: 'utf-16le' },
    { code: 'key-encoding', ...key, encoding: 'utf-16be' },
  ],
  'passphrase-required': [{ code: 'passphrase-required', ...key }],
  'passphrase-wrong': [{ code: 'passphrase-wrong', ...key }],
  'agent-unavailable': [
    { code: 'agent-unavailable', agent: 'ssh-agent', why: 'not-configured' },
    { code: 'agent-unavailable', agent: 'windows-openssh', why: 'no-answer' },
    { code: 'agent-unavailable', agent: 'pageant', why: 'refused' },
  ],
  'agent-empty': [{ code: 'agent-empty' }],
  'auth-refused': [
    {
      code: 'auth-refused',
      user: 'ec2-user',
      tried: ['publickey SHA256:mine', 'password'],
      accepted: ['keyboard-interactive'],
    },
    { code: 'auth-refused', user: 'ec2-user', tried: [], accepted: [] },
    {
      code: 'auth-refused',
      user: 'ana',
      server: { ...bastion, hop: 3 },
      tried: ['password'],
      accepted: ['publickey'],
    },
  ],
  'auth-cancelled': [{ code: 'auth-cancelled' }],
  'port-in-use': [
    { code: 'port-in-use', port: 8157, pid: 4711, name: 'MobaXterm.exe' },
    { code: 'port-in-use', port: 8157 },
    { code: 'port-in-use', port: 8157, pid: 4711, name: 'ssh', free: 8158 },
  ],
  'port-reserved': [{ code: 'port-reserved', port: 50_001 }],
  'listen-failed': [{ code: 'listen-failed', port: 8157, why: 'EPERM' }],
  'connection-lost': [
    { code: 'connection-lost', ...bastion, why: 'closed' },
    { code: 'connection-lost', ...bastion, why: 'reset' },
    { code: 'connection-lost', ...bastion, why: 'silent' },
    { code: 'connection-lost', ...bastion, why: 'disconnected', detail: 'Too many logins' },
    { code: 'connection-lost', ...bastion, why: 'protocol' },
    { code: 'connection-lost', ...bastion, why: 'no-route' },
  ],
  'forwarding-prohibited': [{ code: 'forwarding-prohibited', ...page }],
  'destination-refused': [{ code: 'destination-refused', ...page }],
  'destination-timeout': [{ code: 'destination-timeout', ...page }],
  'destination-unreachable': [
    { code: 'destination-unreachable', ...page },
    { code: 'destination-unreachable', ...page, scope: 'host' },
  ],
  'destination-unresolvable': [{ code: 'destination-unresolvable', ...page }],
  'destination-prohibited': [{ code: 'destination-prohibited', ...page }],
  'page-no-answer': [
    { code: 'page-no-answer', ...page, why: 'silent' },
    { code: 'page-no-answer', ...page, why: 'closed' },
    { code: 'page-no-answer', ...page, why: 'not-http' },
  ],
  'tunnel-down': [{ code: 'tunnel-down' }],
  'too-many-connections': [{ code: 'too-many-connections', limit: 512 }],
  'socks-request-refused': [
    { code: 'socks-request-refused', why: 'not-socks' },
    { code: 'socks-request-refused', why: 'http' },
    { code: 'socks-request-refused', why: 'tls' },
    { code: 'socks-request-refused', why: 'malformed' },
    { code: 'socks-request-refused', why: 'authentication' },
    { code: 'socks-request-refused', why: 'command' },
    { code: 'socks-request-refused', why: 'address-type' },
    { code: 'socks-request-refused', why: 'name' },
    { code: 'socks-request-refused', why: 'port' },
  ],
  'client-refused': [
    { code: 'client-refused', why: 'other-user', uid: 1001 },
    { code: 'client-refused', why: 'unknown-user' },
    { code: 'client-refused', why: 'wrong-credential' },
  ],
  'aws-credentials': [
    { code: 'aws-credentials', profile: 'analytics', why: 'missing' },
    { code: 'aws-credentials', profile: 'analytics', why: 'unknown-profile' },
    { code: 'aws-credentials', profile: 'analytics', why: 'expired' },
    { code: 'aws-credentials', profile: 'analytics', why: 'sign-in' },
    { code: 'aws-credentials', profile: 'analytics', why: 'mfa' },
    { code: 'aws-credentials', profile: 'analytics', why: 'invalid' },
  ],
  'aws-region-missing': [{ code: 'aws-region-missing', profile: 'analytics' }],
  'aws-denied': [
    { code: 'aws-denied', ...awsCall, profile: 'analytics', why: 'not-allowed' },
    { code: 'aws-denied', ...awsCall, profile: 'analytics', why: 'explicit-deny' },
  ],
  'aws-throttled': [{ code: 'aws-throttled', ...awsCall }],
  'aws-unreachable': (
    ['name', 'no-route', 'refused', 'timeout', 'cut', 'certificate'] as const
  ).map((why) => ({ code: 'aws-unreachable', host: awsHost, region: awsCall.region, why })) as [
    FailureOf<'aws-unreachable'>,
  ],
  'aws-fault': [{ code: 'aws-fault', ...awsCall }],
  'aws-clock': [
    { code: 'aws-clock', seconds: 1207 },
    { code: 'aws-clock', seconds: null },
  ],
  'aws-refused': [
    {
      code: 'aws-refused',
      ...awsCall,
      reason: 'InvalidRequestException',
      detail: 'Cluster id is not valid.',
    },
  ],
  'cluster-terminated': [
    { code: 'cluster-terminated', ...cluster, follows: false },
    { code: 'cluster-terminated', ...cluster, follows: true },
  ],
  'cluster-not-ready': [{ code: 'cluster-not-ready', ...cluster, state: 'BOOTSTRAPPING' }],
  'cluster-missing': [
    { code: 'cluster-missing', by: 'id', rule: cluster.id, region: awsCall.region },
    { code: 'cluster-missing', by: 'name', rule: 'nightly', region: awsCall.region },
    { code: 'cluster-missing', by: 'tag', rule: 'team=data', region: awsCall.region },
  ],
  'browser-missing': [
    { code: 'browser-missing', browser: null },
    { code: 'browser-missing', browser: 'firefox' },
  ],
  'browser-not-started': [{ code: 'browser-not-started', browser: 'chrome', why: 'EACCES' }],
  'presigned-not-ready': [{ code: 'presigned-not-ready', kind: 'SparkHistoryServer' }],
  'profile-missing': [{ code: 'profile-missing', name: 'EMR prod' }],
  'import-unreadable': (
    ['missing', 'not-a-file', 'too-large', 'unreadable', 'not-text', 'private-key'] as const
  ).map((why) => ({ code: 'import-unreadable', name: 'old.mobaconf', why })) as [
    FailureOf<'import-unreadable'>,
  ],
  'import-not-recognised': [{ code: 'import-not-recognised', name: 'notes.txt' }],
  'import-malformed': [{ code: 'import-malformed', name: 'foxyproxy.xml' }],
  'import-program-missing': [{ code: 'import-program-missing', name: 'PuTTY' }],
  'settings-in-use': [{ code: 'settings-in-use' }],
  'settings-unusable': [
    { code: 'settings-unusable', name: 'profiles.json', why: 'damaged' },
    { code: 'settings-unusable', name: 'profiles.json', why: 'newer' },
  ],
  'engine-crashed': [{ code: 'engine-crashed' }],
  cancelled: [{ code: 'cancelled' }],
  internal: [{ code: 'internal', detail: 'TypeError: x is not a function' }],
};
