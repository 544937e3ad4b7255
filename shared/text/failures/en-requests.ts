import type { FailureOf } from '../../model/failure';
import { at } from './data';
import { type Dictionary, type RequestCode, words } from './words';

const notTaken: Record<FailureOf<'socks-request-refused'>['why'], string> = {
  'not-socks': 'It is not SOCKS at all; some program uses this port for something else.',
  http: 'It is HTTP: the browser or program has the port entered as an HTTP proxy.',
  tls: 'It is TLS: the port is entered as an HTTPS proxy, or was opened as an https:// address.',
  malformed: 'It begins as SOCKS but breaks its rules.',
  authentication:
    'The program insists on a SOCKS user name and password, and the tunnel takes none.',
  command:
    'It asks for something other than a connection, such as BIND or UDP (DNS or QUIC over SOCKS).',
  'address-type': 'It names its destination in a way SOCKS does not know.',
  name: 'The name of its destination is empty or not a host name.',
  port: 'It asks for port 0, which no service has.',
};

const noPage: Record<FailureOf<'page-no-answer'>['why'], string> = {
  silent: 'Something listens there and says nothing: the application hangs or is still starting.',
  closed: 'It closed the connection at once: the application is starting, stopping or overloaded.',
  'not-http': 'What came back is not HTTP: another service uses this port, or the page is https.',
};

const stranger: Record<FailureOf<'client-refused'>['why'], readonly [string, string, string]> = {
  'other-user': [
    'A program of another user of this computer (number %) was kept out of the tunnel.',
    'Everybody who is logged in here can reach the local port, and somebody other than you tried.',
    'Nothing to do if that was intended. Otherwise ask whoever owns that account; the command id tells the name behind the number.',
  ],
  'unknown-user': [
    'A program was kept out of the tunnel because the system does not say whose it is.',
    'It closed its connection at once, or it runs in a container with a network of its own.',
    'Run the program outside the container, as the user who runs Culvert.',
  ],
  'wrong-credential': [
    'A program was kept out of the tunnel: its SOCKS user name or password is wrong or missing.',
    'The tunnel listens beyond this computer, and so asks every program for the user name and password it was started with.',
    'Enter both in the proxy settings of the program. If it was none of yours, somebody is trying: let the tunnel listen on 127.0.0.1 only.',
  ],
};

/** Words for the failures of single requests through a tunnel, in English. */
export const englishRequests: Dictionary<RequestCode> = {
  'forwarding-prohibited': (failure) =>
    words(
      `The bastion does not permit a connection to ${at(failure)}.`,
      'Its sshd_config says AllowTcpForwarding no or limits PermitOpen, or authorized_keys holds restrict or no-port-forwarding for your key.',
      'Have AllowTcpForwarding set to yes (or local) for your user and sshd reloaded; sudo sshd -T shows what is in force.',
    ),
  'destination-refused': (failure) =>
    words(
      `${at(failure)} refuses the connection.`,
      `The bastion reached the machine, but nothing listens on port ${failure.port}: the application is not installed on this cluster, not running, or on another port.`,
      'Check the port (YARN 8088, Spark History 18080, NameNode 9870) and the applications of the cluster in the EMR console.',
    ),
  'destination-timeout': (failure) =>
    words(
      `${at(failure)} does not answer the bastion.`,
      "The security group of the cluster's primary node does not admit the bastion, or the cluster has been terminated.",
      `Add an inbound rule to the primary node's security group: TCP ${failure.port}, source the bastion's security group. Check that the cluster is still running.`,
    ),
  'destination-unreachable': (failure) =>
    words(
      `The bastion has no way to ${at(failure)}.`,
      failure.scope === 'host'
        ? 'No machine answers to this address any more: the instance or the whole cluster is stopped or terminated.'
        : 'The address lies in another VPC or subnet, without a route, peering or transit gateway to it.',
      "Check in the EMR console that the cluster is running. If it is, use a bastion in its VPC, or check the route tables of the bastion's subnet.",
    ),
  'destination-unresolvable': (failure) =>
    words(
      `The bastion cannot resolve the name ${failure.host} (for port ${failure.port}).`,
      'The cluster was terminated or replaced and the name went with it, or the VPC has DNS resolution or DNS hostnames turned off.',
      'Take the current primary node from the EMR console and try its private IP address. Check the DNS settings of the VPC.',
    ),
  'destination-prohibited': (failure) =>
    words(
      `Culvert did not pass on a request to ${at(failure)}.`,
      'The tunnel is limited to other destinations, or this is a loopback or link-local address: those lead to the bastion itself and to its instance credentials (169.254.169.254), where web pages must not get.',
      'If you need it, add it to the limit of this tunnel (command line: --only), or such an address to its allowed ranges (--allow).',
    ),
  'page-no-answer': (failure) =>
    words(
      `${at(failure)} takes the connection, but no page comes back.`,
      noPage[failure.why],
      'Check the address of the page (http or https, and the port), and the state of the application in the EMR console.',
    ),
  'tunnel-down': () =>
    words(
      'The request came while the tunnel was not connected.',
      'The connection to the bastion was not back in time.',
      'Look at the state of the tunnel, and reload the page once it says Connected.',
    ),
  'too-many-connections': ({ limit }) =>
    words(
      `The tunnel carries ${limit} connections already, its limit.`,
      'Many tabs or a page that reloads itself, or a program that does not close its connections.',
      'Close some tabs and try again.',
    ),
  'socks-request-refused': ({ why }) =>
    words(
      'A program sent something to the local port that the tunnel cannot take.',
      notTaken[why],
      'Set the program to SOCKS5 (or SOCKS4a), host 127.0.0.1 and the local port of the tunnel, without user name and password.',
    ),
  'client-refused': ({ why, uid }) => {
    const [what, cause, next] = stranger[why];
    return words(what.replace('%', String(uid)), cause, next);
  },
};
