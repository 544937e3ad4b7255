import type { TrafficCode } from '../../../../shared/text/failures/words';
import { bastion, page, type Samples } from './sample';

/** The failures of a tunnel that is there. */
export const trafficSamples: Samples<TrafficCode> = {
  'port-in-use': [
    { code: 'port-in-use', port: 8157, pid: 4711, name: 'MobaXterm.exe' },
    { code: 'port-in-use', port: 8157 },
    { code: 'port-in-use', port: 8157, pid: 4711, name: 'ssh', free: 8158 },
  ],
  'port-reserved': [{ code: 'port-reserved', port: 50_001 }],
  'port-shared': [{ code: 'port-shared', port: 8157 }],
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
};
