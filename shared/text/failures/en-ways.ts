import type { FailureOf } from '../../model/failure';
import { at } from './data';
import { capital, serverName } from './servers';
import {
  type Dictionary,
  type FailureWords,
  type SeenFromJumpHost,
  type WayCode,
  words,
} from './words';

const kinds = { http: 'HTTP', socks: 'SOCKS 5' } as const;

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'en');

type Unreachable = FailureOf<'bastion-unreachable'>;
const unreachable: Record<Unreachable['why'], (failure: Unreachable) => FailureWords> = {
  timeout: (failure) =>
    words(
      `${capital(server(failure))} does not answer.`,
      'Most often its security group does not admit the address you have now (home, office and VPN differ). The instance may also be stopped, or have a new public IP address after a restart.',
      `In the EC2 console, add an inbound rule to the bastion's security group: TCP ${failure.port}, source My IP. If it is reached over a VPN, connect that first. Then press Start.`,
    ),
  refused: (failure) =>
    words(
      `${capital(server(failure))} refuses the connection.`,
      `The machine is there, but no SSH server listens on port ${failure.port}. It may still be booting, or use another port. It is not the security group: that stays silent instead of refusing.`,
      'Check the SSH port of the tunnel. If the instance has just been started, wait a minute and press Start.',
    ),
  'no-route': (failure) =>
    failure.permission === undefined
      ? words(
          `There is no way from this computer to ${server(failure)}.`,
          'This computer is offline, the VPN is down, or the address is a private one of a network you are not in.',
          "Check the network and the VPN, or enter the bastion's public address.",
        )
      : words(
          `There is no way from this computer to ${server(failure)}.`,
          'macOS hides the local network from programs that have no permission for it. Or this computer is offline, the VPN is down, or the address is a private one of a network you are not in.',
          'Open System Settings → Privacy & Security → Local Network and switch on Culvert, or the terminal program you started it from. Otherwise check the network and the VPN. Then press Start.',
        ),
  reset: (failure) =>
    words(
      `The connection to ${server(failure)} was cut at once.`,
      'A firewall on the way does not let SSH through, or the server turns newcomers away for a while (MaxStartups, or PerSourcePenalties after failed logins).',
      `Wait ten minutes without trying. If it stays so, use another network or have TCP ${failure.port} to ${failure.host} permitted.`,
    ),
};

const reasons = {
  timeout: 'no answer',
  refused: 'refused',
  'no-route': 'no route',
  reset: 'cut at once',
} as const;

/** Words for a server that a jump host cannot reach. */
function fromJumpHost(failure: SeenFromJumpHost): FailureWords {
  return failure.code === 'bastion-unresolvable'
    ? words(
        `The jump host ${failure.via} knows no address for ${server(failure)}.`,
        'Names are looked up where they are dialled from. This one is misspelt, or private to another network.',
        'Check the spelling, or enter a private IP address that the jump host can reach.',
      )
    : words(
        `The jump host ${failure.via} gets no connection to ${server(failure)} (${reasons[failure.why]}).`,
        failure.why === 'refused'
          ? 'The machine is there, but no SSH server listens on that port.'
          : 'Its security group does not admit the jump host, it is stopped, or it lies in another network.',
        `Permit TCP ${failure.port} from ${failure.via} in the security group of ${failure.host}, and check host and port.`,
      );
}

/** Words for the failures on the way to the bastion, in English. */
export const englishWays: Dictionary<WayCode> = {
  'bastion-unresolvable': (failure) =>
    failure.via === undefined
      ? words(
          `The name of ${failure.hop === undefined ? 'the bastion' : `jump host ${failure.hop}`}, ${failure.host}, has no address.`,
          'It is misspelt, it exists only in a private DNS zone, or this computer is offline or outside the VPN.',
          "Check the spelling, connect the VPN, or enter the server's public IP address.",
        )
      : fromJumpHost(failure),
  'bastion-unreachable': (failure) =>
    failure.via === undefined ? unreachable[failure.why](failure) : fromJumpHost(failure),
  'jump-host-prohibits': (failure) =>
    words(
      `The jump host ${failure.via} does not forward to ${at(failure)}${failure.hop === undefined ? '' : ` (jump host ${failure.hop})`}.`,
      'Its sshd does not permit it: AllowTcpForwarding, PermitOpen, or a restriction of your key in authorized_keys.',
      `Have forwarding to ${failure.host} permitted on ${failure.via}, or choose another jump host.`,
    ),
  'proxy-unreachable': (failure) =>
    words(
      `The proxy ${at(failure)} cannot be reached.`,
      {
        unresolvable:
          'Its name has no address: it is misspelt, or known only inside the office or the VPN.',
        timeout: 'It does not answer: you may be outside the network it belongs to.',
        refused: 'The machine is there, but nothing listens on that port.',
        'no-route': 'This computer is offline, or not in a network that leads there.',
        reset: 'The connection was cut at once, by the proxy itself or by a firewall.',
      }[failure.why],
      'Check host and port of the proxy, and connect the VPN if it belongs to one.',
    ),
  'proxy-silent': (failure) =>
    words(
      `The proxy ${at(failure)} took the connection and did not answer within ${failure.seconds} s.`,
      'It is overloaded, waits for something itself, or is a proxy of another kind than chosen.',
      'Try again in a minute, and check whether it is an HTTP or a SOCKS proxy.',
    ),
  'proxy-refused': (failure) =>
    words(
      `The ${kinds[failure.kind]} proxy ${at(failure)} does not connect to the server.`,
      `It answered “${failure.answer}”. Many proxies permit port 443 only; others cannot reach or resolve the host.`,
      'Ask whoever runs the proxy to permit SSH to this host and port, or use another way.',
    ),
  'proxy-login-refused': (failure) =>
    failure.why === 'no-user'
      ? words(
          `The proxy ${at(failure)} wants a user name and a password.`,
          'None is given for this tunnel.',
          'Press Edit and enter the user name for the proxy; the password is asked for when starting.',
        )
      : words(
          `The proxy ${at(failure)} does not take the user name and password.`,
          'They are mistyped or expired, or it wants another kind of login than user and password.',
          'Try again, or ask whoever runs the proxy.',
        ),
  'not-a-proxy': (failure) =>
    words(
      `${at(failure)} does not answer like an ${kinds[failure.kind]} proxy.`,
      failure.received === ''
        ? 'It closed without a word: it may be a proxy of another kind.'
        : `It began with “${failure.received}”. It may be a proxy of another kind, or no proxy at all.`,
      'Check host and port, and whether it is an HTTP or a SOCKS proxy.',
    ),
  'remote-port-refused': (failure) =>
    words(
      `The bastion ${failure.host} does not listen on port ${failure.port} for this tunnel.`,
      'Something else uses that port there, often the remains of a connection that was just lost. Or its sshd does not permit it: AllowTcpForwarding, PermitListen, or a port below 1024.',
      'Wait a minute and press Start, or choose another port on the bastion.',
    ),
  'local-target-unreachable': (failure) =>
    words(
      `Nothing takes connections at ${at(failure)}, where this tunnel leads to on your side.`,
      {
        refused: 'The program that should listen there does not run, or listens on another port.',
        timeout: 'It did not answer in time: it hangs, or a firewall keeps the connection back.',
        'no-route': 'There is no way from this computer to that address.',
        unresolvable: 'This computer knows no address for that name.',
      }[failure.why],
      'Start the program, or press Edit and correct where the tunnel leads to.',
    ),
  'instance-not-managed': ({ id, region }) =>
    words(
      `Session Manager has no connection to ${id} in ${region}.`,
      'The instance is stopped, its SSM Agent does not run, its role lacks AmazonSSMManagedInstanceCore, or it reaches neither the internet nor VPC endpoints for ssm, ssmmessages and ec2messages.',
      'Look for the instance under Systems Manager, Fleet Manager, and mend what keeps it away; or use another way.',
    ),
  'command-missing': ({ program }) =>
    words(
      `The program ${program} was not found.`,
      'It is not installed, or not in a folder that Culvert looks in. Programs started from the desktop often know fewer folders than a terminal.',
      program === 'session-manager-plugin'
        ? 'Install the Session Manager plugin from AWS (Systems Manager user guide), then press Start.'
        : program === 'aws'
          ? 'Install version 2 of the AWS command line from AWS, then press Start.'
          : 'Install it, or write its whole path into the proxy command.',
    ),
  'command-failed': ({ program, status, said }) =>
    words(
      `${program} ended before the connection was there (${status}).`,
      said === '' ? 'It did not say why.' : `It said: ${said}`,
      'Run the same command in a terminal to see what it needs.',
    ),
  'command-unsafe': ({ user }) =>
    words(
      `The user name ${user} cannot be put into the proxy command.`,
      'The command needs a shell, and the shell would act upon characters of that name.',
      'Write the name into the command yourself instead of %r, in quotes.',
    ),
};
