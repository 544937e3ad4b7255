import { at } from './data';
import { serverName } from './servers';
import {
  type Dictionary,
  type FailureWords,
  type SeenFromJumpHost,
  type WayCode,
  words,
} from './words';

const kinds = { http: 'HTTP', socks: 'SOCKS 5' } as const;

/** Words for the failures on the way to the first server, in English. */
export const englishWays: Dictionary<WayCode> = {
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

/** Words for a server that a jump host cannot reach, in English. */
export function englishFromJumpHost(failure: SeenFromJumpHost): FailureWords {
  const server = serverName(failure, 'en');
  return failure.code === 'bastion-unresolvable'
    ? words(
        `The jump host ${failure.via} knows no address for ${server}.`,
        'Names are looked up where they are dialled from. This one is misspelt, or private to another network.',
        'Check the spelling, or enter a private IP address that the jump host can reach.',
      )
    : words(
        `The jump host ${failure.via} gets no connection to ${server} (${reasons[failure.why]}).`,
        failure.why === 'refused'
          ? 'The machine is there, but no SSH server listens on that port.'
          : 'Its security group does not admit the jump host, it is stopped, or it lies in another network.',
        `Permit TCP ${failure.port} from ${failure.via} in the security group of ${failure.host}, and check host and port.`,
      );
}

const reasons = {
  timeout: 'no answer',
  refused: 'refused',
  'no-route': 'no route',
  reset: 'cut at once',
} as const;
