import type { Snapshot } from '../../../../shared/contract/window';
import type { Prompt } from '../../../../shared/model/prompt';
import { bastion, fingerprints } from './bastion';
import { threeTunnels, view } from './tunnels';

const about = { promptId: 'p1', profileId: 'nightly-etl' };

type Question<Kind extends Prompt['kind']> = Extract<Prompt, { kind: Kind }>;

/** One question of each kind. */
export const questions: {
  readonly hostKey: Question<'host-key'>;
  readonly passphrase: Question<'passphrase'>;
  readonly password: Question<'password'>;
  readonly interactive: Question<'keyboard-interactive'>;
} = {
  hostKey: {
    ...about,
    kind: 'host-key',
    ...bastion,
    type: 'ssh-ed25519',
    fingerprint: fingerprints.presented,
  },
  passphrase: { ...about, kind: 'passphrase', keyName: 'seoul.ppk', wrong: true },
  password: { ...about, kind: 'password', user: 'ec2-user', host: bastion.host, wrong: false },
  interactive: {
    ...about,
    kind: 'keyboard-interactive',
    name: 'Duo two-factor login for ec2-user',
    instruction: 'Enter a passcode or choose:\n 1. Push to XXX-XXX-1234\n 2. Phone call',
    prompts: [
      { prompt: 'Passcode or option (1-2): ', echo: true },
      { prompt: 'Token PIN: ', echo: false },
    ],
  },
};

/** A tunnel that is being made and asks. */
export function asking(...prompts: readonly Prompt[]): Snapshot {
  const base = threeTunnels();
  const connecting = view('nightly-etl', { state: 'connecting', stage: 'host-key' });
  return {
    ...base,
    tunnels: [connecting, ...base.tunnels.slice(1)],
    prompts: [...prompts],
  };
}
