import type { Prompt } from '../../../shared/model/prompt';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { answerPrompt } from '../../state/commands';
import { useText } from '../../state/facts';
import sheet from './prompts.module.css';

const css = classes(sheet);

interface HostKeyPromptProps {
  readonly prompt: Extract<Prompt, { kind: 'host-key' }>;
  readonly about: string;
}

/** First contact: the person compares the fingerprint. Enter alone must not trust, so Cancel leads. */
export function HostKeyPrompt({ prompt, about }: HostKeyPromptProps) {
  const { prompts } = useText();
  const { promptId, host, port, type, fingerprint, alias } = prompt;
  const cancel = (): void => void answerPrompt(promptId, { kind: 'cancel' });
  const trust = (): void => void answerPrompt(promptId, { kind: 'trust', fingerprint });
  return (
    <Dialog
      title={prompts.hostKeyTitle}
      about={about}
      onCancel={cancel}
      onSubmit={cancel}
      actions={
        <>
          <Button data-first-focus="" onClick={cancel}>
            {prompts.cancel}
          </Button>
          <Button look="primary" onClick={trust}>
            {prompts.trust}
          </Button>
        </>
      }
    >
      <p>{prompts.hostKeyText}</p>
      <dl className={css('facts')}>
        <dt>{prompts.server}</dt>
        <dd className={css('mono')}>
          {host}:{port}
        </dd>
        <dt>{prompts.keyType}</dt>
        <dd className={css('mono')}>{type}</dd>
        <dt>{prompts.fingerprint}</dt>
        <dd className={css('mono', 'fingerprint')}>{fingerprint}</dd>
        {alias !== undefined && (
          <>
            <dt>{prompts.keptAs}</dt>
            <dd className={css('mono')}>{alias}</dd>
          </>
        )}
      </dl>
      <section className={css('check')}>
        <h3>{prompts.checkTitle}</h3>
        <p>{prompts.checkConsole}</p>
        <p>{prompts.checkBastion}</p>
        <code className={css('command')}>{checkCommand(type)}</code>
      </section>
    </Dialog>
  );
}

/** Prints the fingerprint of the server's key of the type that was shown. */
function checkCommand(type: string): string {
  const name = type.startsWith('ecdsa') ? 'ecdsa' : type.includes('rsa') ? 'rsa' : 'ed25519';
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`;
}
