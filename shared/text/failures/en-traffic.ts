import type { FailureOf } from '../../model/failure';
import { englishRequests } from './en-requests';
import { serverName } from './servers';
import { type Dictionary, type TrafficCode, words } from './words';

const lost: Record<FailureOf<'connection-lost'>['why'], string> = {
  closed: 'The server closed it: sshd or the instance was restarted, or an idle limit was reached.',
  reset: 'It was cut on the way: a firewall, a NAT device or the VPN dropped it.',
  silent: 'Nothing came back for too long: this computer slept, or changed its network or VPN.',
  disconnected: 'The server ended it with a message of its own.',
  protocol: 'What arrived was not valid SSH: a fault in the server or something in between.',
  'no-route': 'This computer has lost its network or its VPN.',
};

/** Words for the failures of a tunnel that is there, in English: its ports, its connection and requests. */
export const englishTraffic: Dictionary<TrafficCode> = {
  ...englishRequests,
  'port-in-use': ({ port, pid, name, free }) =>
    words(
      `Port ${port} of this computer is taken${name === undefined ? '' : ` by ${name}`}${pid === undefined ? '' : ` (process ${pid})`}.`,
      'Another tunnel still holds it: in MobaXterm, PuTTY, ssh -D or a second Culvert.',
      `End that program, or give this tunnel another local port${free === undefined ? '' : ` (${free} is free)`} and export to FoxyProxy again.`,
    ),
  'port-reserved': ({ port }) =>
    words(
      `This system does not hand out port ${port}.`,
      'Ports below 1024 need administrator rights. Windows also sets ranges aside for Hyper-V, WSL and Docker (netsh interface ipv4 show excludedportrange protocol=tcp lists them).',
      'Choose another local port, such as 8157, and export to FoxyProxy again.',
    ),
  'port-shared': ({ port }) =>
    words(
      `Another program listens on port ${port} of this computer as well.`,
      'Windows can let a second program open a port that is taken. That program may receive what your browser sends to this tunnel, so the tunnel was ended.',
      'Find the program and end it: netstat -ano shows its process in the last column, Resource Monitor its name under Network, Listening Ports. Or give this tunnel another local port and export to FoxyProxy again.',
    ),
  'listen-failed': ({ port, why }) =>
    words(
      `Port ${port} of this computer could not be opened (${why}).`,
      'The system or a security program does not permit it.',
      'Choose another local port, or permit Culvert to listen on 127.0.0.1.',
    ),

  'connection-lost': (failure) =>
    words(
      `The connection to ${serverName(failure, 'en')} was lost.`,
      failure.detail === undefined ? lost[failure.why] : `${lost[failure.why]} (${failure.detail})`,
      'Check network and VPN. A tunnel set to reconnect dials again by itself; otherwise press Start.',
    ),
};
