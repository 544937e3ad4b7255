import { transportName } from '../transports';
import type { ImportWords } from './words';

export const en: ImportWords = {
  sources: {
    'ssh-config': 'ssh_config',
    mobaxterm: 'MobaXterm',
    putty: 'PuTTY',
    foxyproxy: 'FoxyProxy',
  },
  verdicts: { taken: 'taken', changed: 'changed', 'left-out': 'left out', refused: 'refused' },
  reasons: {
    'loopback-only': ({ from }) =>
      `It listened on ${from}, open to others. Culvert listens on 127.0.0.1, for this computer alone.`,
    'aws-pattern': () =>
      'This pattern from AWS’s instructions also fits foreign hosts. The exact names of EC2 and the private addresses take its place.',
    'pattern-narrowed': ({ to }) => `Read as ${to} and everything under it.`,
    'aws-way': ({ transport }) =>
      `Becomes the ready-made way “${transportName(transport, 'en')}”. The command itself is never run.`,
    'not-used': ({ name }) => `A tunnel of Culvert has no use for ${name}.`,
    'earlier-line-wins': () => 'An earlier line has decided this already: the first value counts.',
    'applies-to-none': () => 'It concerns none of the tunnels found.',
    'match-not-run': () =>
      'It depends on a command (Match exec). Culvert runs nothing from a file, so these lines are passed over.',
    'match-not-judged': ({ criterion }) =>
      `Whether it holds depends on “${criterion}”, which only ssh knows when it connects.`,
    'command-not-taken': () =>
      'It names a program to run. No file can bring one in; enter it yourself if you trust it.',
    'aws-region-missing': () =>
      'No region is named, here or in your AWS settings, so this way cannot be taken.',
    'jump-host-not-taken': () =>
      'A part of the way cannot be told from this file, so no jump host was taken.',
    'proxy-not-supported': () => 'Culvert does not speak this kind of proxy.',
    'socket-not-supported': () => 'Forwards to and from Unix sockets are not supported.',
    'remote-socks-not-supported': () => 'A SOCKS server on the bastion’s side is not supported.',
    'one-key-only': () => 'Another key file is used: the first one that is there.',
    'unknown-token': ({ token }) => `What ${token} stands for cannot be told here.`,
    'not-ssh': ({ protocol }) => `This is a session of ${protocol}, not of SSH.`,
    'secret-not-read': () => 'Passwords are not read. You are asked when the tunnel starts.',
    'switched-off': () => 'It is switched off in the file.',
    'exclusion-not-supported': () => 'Exceptions are not taken over.',
    'pattern-not-clear': () => 'No domain or address can be told from this pattern.',
    'not-a-local-socks-proxy': () => 'This is not a SOCKS proxy on this computer.',
    malformed: () => 'This line is not well formed.',
    'too-long': ({ limit }) => `The line has more than ${limit} characters.`,
    'too-many': ({ limit }) => `What follows is not read: the limit is ${limit}.`,
    'bad-value': ({ problem }, fields) => fields[problem],
    'network-path': () =>
      'The path leads to another computer. Culvert does not look there for a file’s sake.',
    'include-missing': () => 'No such file is there.',
    'include-loop': () => 'This file includes itself.',
    'include-too-deep': ({ limit }) => `Files include each other more than ${limit} deep.`,
    'include-outside': () =>
      'The file is outside the folder of the one you chose. Only your own ~/.ssh/config may name files anywhere.',
    'include-unreadable': () => 'This file cannot be read as settings.',
  },
  notes: {
    'host-missing': () => 'The bastion is not in the file. Enter its host.',
    'key-not-found': ({ path }) => `There is no key file ${path}.`,
    'user-assumed': ({ user }) => `No user is named; ${user} is assumed.`,
    'port-chosen': () => 'No local port is named; a free one was chosen.',
    'port-taken': ({ from }) =>
      `Port ${from} belongs to another tunnel; the next free one was chosen.`,
    'name-taken': ({ from }) => `There is a tunnel “${from}” already.`,
    'already-here': ({ name }) => `The same as your tunnel “${name}”.`,
    'loopback-only': ({ from }) => `Listened on ${from}; will listen on 127.0.0.1.`,
    'match-not-run': () => 'A Match block was not judged; ssh may use other values.',
    'jump-host-not-taken': () => 'The way through jump hosts is incomplete.',
    'command-not-taken': () =>
      'It was reached by a program (ProxyCommand), which is not taken over.',
    'aws-way': ({ transport, instance }) =>
      `Reached by ${transportName(transport, 'en')} at ${instance}, in place of its ProxyCommand.`,
    'proxy-not-supported': () => 'It was reached by a proxy that Culvert does not speak.',
    'limit-from-patterns': () =>
      'Leads only to what its patterns named. See Advanced to change that.',
    'limit-left-open': () => 'Some patterns cannot be told, so it may lead anywhere.',
  },
};
