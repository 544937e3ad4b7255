import type { FailureOf } from '../../model/failure';
import { list } from './data';
import { englishKeys } from './en-keys';
import { capital, serverName } from './servers';
import { type Dictionary, type LoginCode, words } from './words';

const agentNames: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent': 'ssh-agent',
  'windows-openssh': 'the OpenSSH agent of Windows, nor from Pageant',
  pageant: 'Pageant',
};

const agentSteps: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent':
    'Run ssh-add -l in a terminal. If that fails too, start an agent with eval "$(ssh-agent -s)" and open Culvert from the same session.',
  'windows-openssh':
    'Keys in Pageant: start it and add the key there. Keys of OpenSSH: in PowerShell as administrator, Set-Service ssh-agent -StartupType Manual; Start-Service ssh-agent, then load the key with ssh-add.',
  pageant: 'Start Pageant, add your key to it, then start the tunnel again.',
};

const agentCauses: Record<FailureOf<'agent-unavailable'>['why'], string> = {
  'not-configured': 'It is not running, or this session does not know it (SSH_AUTH_SOCK).',
  'no-answer': 'It is there but does not answer; it may be waiting for you in a window of its own.',
  refused: 'It is there but refuses: another user owns it, or it is locked.',
};

/** Words for the failures of logging in, in English: key files, agents and what the server takes. */
export const englishLogin: Dictionary<LoginCode> = {
  ...englishKeys,
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
      `${where === undefined ? 'The bastion' : capital(serverName(where, 'en'))} does not let ${user} in.`,
      `Tried: ${tried.length === 0 ? 'nothing, as there was nothing to offer' : list(tried)}. It accepts: ${
        accepted.length === 0 ? 'it did not say' : list(accepted)
      }. Usually the user name is another one (ec2-user on Amazon Linux, hadoop on EMR, ubuntu on Ubuntu) or the key is not the one of this instance. Of an agent's keys three are offered at most, as a server counts each against MaxAuthTries: name a key file to have the right one offered first.`,
      `Check the user name, and choose the key pair the instance was launched with, or have your public key added to ~/.ssh/authorized_keys of ${user}.`,
    ),
  'password-expired': ({ user, server: where }) =>
    words(
      `The password of ${user} has expired.`,
      `${where === undefined ? 'The bastion' : capital(serverName(where, 'en'))} wants a new one before it lets anybody in.`,
      'Log in once with ssh in a terminal and choose a new password there, or ask its administrator, then press Start.',
    ),
  'auth-cancelled': () =>
    words(
      'The login was cancelled.',
      'The question for a passphrase, password or code was closed without an answer.',
      'Press Start to be asked again.',
    ),
};
