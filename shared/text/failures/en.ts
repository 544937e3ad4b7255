import type { FailureOf } from '../../model/failure';
import { transportName } from '../transports';
import { list, sshdRemedy } from './data';
import { englishAws } from './en-aws';
import { englishBrowser } from './en-browser';
import { englishImports } from './en-imports';
import { englishKeys } from './en-keys';
import { englishRequests } from './en-requests';
import { englishFromJumpHost, englishWays } from './en-ways';
import { capital, serverName, serverPlace } from './servers';
import { type Dictionary, type FailureWords, lookUp, words } from './words';

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'en');
const place = (failure: Server) => serverPlace(failure, 'en');

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
    words(
      `There is no way from this computer to ${server(failure)}.`,
      'This computer is offline, the VPN is down, or the address is a private one of a network you are not in.',
      "Check the network and the VPN, or enter the bastion's public address.",
    ),
  reset: (failure) =>
    words(
      `The connection to ${server(failure)} was cut at once.`,
      'A firewall on the way does not let SSH through, or the server turns newcomers away for a while (MaxStartups, or PerSourcePenalties after failed logins).',
      `Wait ten minutes without trying. If it stays so, use another network or have TCP ${failure.port} to ${failure.host} permitted.`,
    ),
};

const lost: Record<FailureOf<'connection-lost'>['why'], string> = {
  closed: 'The server closed it: sshd or the instance was restarted, or an idle limit was reached.',
  reset: 'It was cut on the way: a firewall, a NAT device or the VPN dropped it.',
  silent: 'Nothing came back for too long: this computer slept, or changed its network or VPN.',
  disconnected: 'The server ended it with a message of its own.',
  protocol: 'What arrived was not valid SSH: a fault in the server or something in between.',
  'no-route': 'This computer has lost its network or its VPN.',
};

const agentNames: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent': 'ssh-agent',
  'windows-openssh': 'the OpenSSH agent of Windows',
  pageant: 'Pageant',
};
const agentSteps: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent':
    'Run ssh-add -l in a terminal. If that fails too, start an agent with eval "$(ssh-agent -s)" and open Culvert from the same session.',
  'windows-openssh':
    'In PowerShell as administrator: Set-Service ssh-agent -StartupType Manual; Start-Service ssh-agent. Then load the key with ssh-add.',
  pageant: 'Start Pageant, add your key to it, then start the tunnel again.',
};
const agentCauses: Record<FailureOf<'agent-unavailable'>['why'], string> = {
  'not-configured': 'It is not running, or this session does not know it (SSH_AUTH_SOCK).',
  'no-answer': 'It is there but does not answer; it may be waiting for you in a window of its own.',
  refused: 'It is there but refuses: another user owns it, or it is locked.',
};

const algorithmKinds: Record<FailureOf<'algorithms-mismatch'>['kind'], string> = {
  'key-exchange': 'key exchange method',
  cipher: 'cipher',
  mac: 'MAC algorithm',
  'host-key': 'type of host key',
  compression: 'compression method',
  unknown: 'set of algorithms',
};

/** Words for every failure, in English. */
export const english: Dictionary = {
  ...englishAws,
  ...englishKeys,
  ...englishBrowser,
  ...englishImports,
  ...englishRequests,
  ...englishWays,
  'bastion-unresolvable': (failure) =>
    failure.via === undefined
      ? words(
          `The name of ${failure.hop === undefined ? 'the bastion' : `jump host ${failure.hop}`}, ${failure.host}, has no address.`,
          'It is misspelt, it exists only in a private DNS zone, or this computer is offline or outside the VPN.',
          "Check the spelling, connect the VPN, or enter the server's public IP address.",
        )
      : englishFromJumpHost(failure),
  'bastion-unreachable': (failure) =>
    failure.via === undefined ? unreachable[failure.why](failure) : englishFromJumpHost(failure),
  'not-ssh': (failure) =>
    words(
      `${place(failure)} answers, but it is not an SSH server.`,
      failure.received === ''
        ? 'It closed without a word. A load balancer, a proxy or a firewall may be answering in its place.'
        : `It began with “${failure.received}”. Something else uses this port, such as a web server or a proxy.`,
      'Check the bastion host and the SSH port; SSH is usually on 22.',
    ),
  'algorithms-mismatch': (failure) =>
    words(
      `Culvert and ${place(failure)} have no ${algorithmKinds[failure.kind]} in common.`,
      failure.offered.length === 0
        ? 'The server is very old, or its settings leave out everything current.'
        : `The server offers only ${list(failure.offered)}: it is old, or tightly configured.`,
      `Update OpenSSH on the bastion, or have this line added to its sshd_config: ${sshdRemedy[failure.kind]}`,
    ),
  'handshake-timeout': (failure) =>
    failure.stage === 'key-exchange'
      ? words(
          `${place(failure)} took the connection but did not finish the SSH handshake within ${failure.seconds} s.`,
          'The server is overloaded, or a proxy or inspecting firewall in between holds SSH back.',
          'Try again in a minute. If it repeats, try another network and look at the load of the bastion.',
        )
      : words(
          `${place(failure)} did not answer the login within ${failure.seconds} s.`,
          'The server is waiting for something itself: a directory (LDAP), DNS (UseDNS) or a second factor.',
          'Try again. If it repeats, the log of sshd on the bastion says what it waits for: sudo journalctl -u sshd',
        ),

  'host-key-unknown': (failure) =>
    words(
      `${capital(server(failure))} is not known yet.`,
      `Nobody has confirmed its ${failure.type} host key, ${failure.fingerprint}, on this computer. It is the first contact, or the server was rebuilt.`,
      `Compare the fingerprint with what its administrator or the EC2 system log shows, then trust it (command line: --trust ${failure.fingerprint}).`,
    ),
  'host-key-changed': (failure) =>
    words(
      `${capital(server(failure))} shows another host key than before. Nothing secret was sent to it.`,
      `Now: ${failure.type} ${failure.fingerprint}. On record: ${list(
        failure.known.map((key) => `${key.type} ${key.fingerprint} (${key.source})`),
        '; ',
      )}. The instance was replaced, its address went to another machine, or somebody is intercepting the connection.`,
      'Ask the administrator for the new fingerprint. Only if it is exactly the one shown, remove the old entry where it is on record and start again.',
    ),
  'host-key-revoked': (failure) =>
    words(
      `The host key of ${place(failure)} has been revoked. Nothing secret was sent to it.`,
      `${failure.source} marks ${failure.type} ${failure.fingerprint} as @revoked: it must never be trusted again.`,
      'Do not connect. Ask the administrator for the new host key of the server.',
    ),
  'host-key-refused': (failure) =>
    words(
      `You did not trust the host key of ${place(failure)}.`,
      `The question about ${failure.type} ${failure.fingerprint} was answered with no or closed, so nothing secret was sent.`,
      'Have the fingerprint confirmed by the administrator, then press Start and trust it.',
    ),
  'host-key-unproven': (failure) =>
    words(
      `${place(failure)} shows a host key that it does not hold. Nothing secret was sent to it.`,
      `It presented ${failure.type} ${failure.fingerprint}, but its signature does not belong to that key: somebody may be standing between you and the bastion.`,
      'Do not connect from this network. Try another one, and tell the administrator.',
    ),
  'known-hosts-unreadable': ({ file }) =>
    words(
      `The list of known servers, ${file}, cannot be read.`,
      'Its permissions keep you out. Without it a known server cannot be told from an impostor, so Culvert stopped.',
      'Make the file yours and readable (chmod 600), then start the tunnel again.',
    ),
  'trust-store-unwritable': ({ file, why }) =>
    words(
      `The host key you trusted could not be noted down in ${file} (${why}).`,
      'The disk is full, or the permissions of the file or its folder do not let Culvert write.',
      'It is trusted until Culvert ends. Free some space, or make the file and its folder yours and writable, so that it is remembered.',
    ),

  'agent-unavailable': ({ agent, why }) =>
    words(`There is no answer from ${agentNames[agent]}.`, agentCauses[why], agentSteps[agent]),
  'agent-empty': () =>
    words(
      'The SSH agent holds no key.',
      'Agents forget their keys when they are restarted or when their time is up.',
      'Load your key with ssh-add, or add it in Pageant, then start the tunnel again.',
    ),
  'auth-refused': ({ user, tried, accepted, server: where }) =>
    words(
      `${where === undefined ? 'The bastion' : capital(server(where))} does not let ${user} in.`,
      `Tried: ${tried.length === 0 ? 'nothing, as there was nothing to offer' : list(tried)}. It accepts: ${
        accepted.length === 0 ? 'it did not say' : list(accepted)
      }. Usually the user name is another one (ec2-user on Amazon Linux, hadoop on EMR, ubuntu on Ubuntu) or the key is not the one of this instance. Too many keys in an agent exhaust MaxAuthTries.`,
      `Check the user name, and choose the key pair the instance was launched with, or have your public key added to ~/.ssh/authorized_keys of ${user}.`,
    ),
  'auth-cancelled': () =>
    words(
      'The login was cancelled.',
      'The question for a passphrase, password or code was closed without an answer.',
      'Press Start to be asked again.',
    ),

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
  'listen-failed': ({ port, why }) =>
    words(
      `Port ${port} of this computer could not be opened (${why}).`,
      'The system or a security program does not permit it.',
      'Choose another local port, or permit Culvert to listen on 127.0.0.1.',
    ),

  'connection-lost': (failure) =>
    words(
      `The connection to ${server(failure)} was lost.`,
      failure.detail === undefined ? lost[failure.why] : `${lost[failure.why]} (${failure.detail})`,
      'Check network and VPN. A tunnel set to reconnect dials again by itself; otherwise press Start.',
    ),

  'no-way-left': ({ attempts }) =>
    words(
      `None of ${attempts.length} ways to the first server worked.`,
      attempts
        .map(
          ({ transport, cause }) =>
            `${transportName(transport, 'en')}: ${lookUp(english, cause).what}`,
        )
        .join(' '),
      attempts[0] === undefined
        ? 'Press Start to try them again.'
        : lookUp(english, attempts[0].cause).next,
    ),

  'profile-missing': ({ name }) =>
    words(
      `There is no tunnel named ${name}.`,
      'It was renamed or deleted, or its name is misspelt.',
      'Check the name in the list of tunnels.',
    ),
  'engine-crashed': () =>
    words(
      'The part of Culvert that carries the tunnels has stopped unexpectedly.',
      'That is a fault in Culvert. It is being started again.',
      'Tunnels that were up come back by themselves. If it happens again, please report it with the log.',
    ),
  cancelled: () =>
    words(
      'The work was cancelled.',
      'It was called off before it was done; nothing was changed.',
      'Start it again when you need it.',
    ),
  internal: ({ detail }) =>
    words(
      `Something failed inside Culvert: ${detail}`,
      'That is a fault in Culvert, not in your settings.',
      'Start the tunnel again. If it repeats, please report it with the log.',
    ),
};
