import type { FailureOf } from '../../model/failure';
import { list, sshdRemedy } from './data';
import { capital, serverName, serverPlace } from './servers';
import { type Dictionary, type ServerCode, words } from './words';

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'en');
const place = (failure: Server) => serverPlace(failure, 'en');

const algorithmKinds: Record<FailureOf<'algorithms-mismatch'>['kind'], string> = {
  'key-exchange': 'key exchange method',
  cipher: 'cipher',
  mac: 'MAC algorithm',
  'host-key': 'type of host key',
  compression: 'compression method',
  unknown: 'set of algorithms',
};

/** Words for the failures of the server that answers, and of its host key, in English. */
export const englishServer: Dictionary<ServerCode> = {
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
      `${place(failure)} does not prove that the host key it shows is its own. Nothing secret was sent to it.`,
      `It presented ${failure.type} ${failure.fingerprint}, but its signature is not of that key, or it went on without waiting until the key was accepted: somebody may be standing between you and the bastion.`,
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
};
