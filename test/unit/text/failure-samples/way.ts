import type { FailureOf } from '../../../../shared/model/failure';
import type { WayCode } from '../../../../shared/text/failures/words';
import { bastion, page, type Samples } from './sample';

const proxy = { host: 'proxy.example.net', port: 3128 };

/** The failures on the way to the bastion. */
export const waySamples: Samples<WayCode> = {
  'bastion-unresolvable': [
    { code: 'bastion-unresolvable', ...bastion },
    { code: 'bastion-unresolvable', host: bastion.host, port: 22, hop: 3 },
    { code: 'bastion-unresolvable', ...bastion, via: 'jump.example.net' },
  ],
  'bastion-unreachable': [
    { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
    { code: 'bastion-unreachable', ...bastion, why: 'refused' },
    { code: 'bastion-unreachable', ...bastion, why: 'no-route' },
    { code: 'bastion-unreachable', ...bastion, why: 'no-route', permission: 'local-network' },
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
};
