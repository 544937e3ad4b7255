import { Copy, LogIn, RotateCw } from 'lucide-react';
import { doctorActions } from '../../../shared/model/doctor-actions';
import type { Failure } from '../../../shared/model/failure';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { signIn } from '../../state/clusters';
import { copyText } from '../../state/commands';
import { examineNetwork } from '../../state/doctor';
import { useLanguage, useText } from '../../state/facts';
import { showToast } from '../../state/toasts';
import sheet from './empty-doctor.module.css';

const css = classes(sheet);

/** An IAM policy that permits what the doctor reads, and nothing else. */
function policy(): string {
  const statement = { Effect: 'Allow', Action: doctorActions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

/** Before the first look: what the doctor does, and what it needs. */
export function EmptyDoctor() {
  const { doctor: text } = useText();
  const copy = async (): Promise<void> => {
    if (await copyText(policy())) showToast({ text: text.policyCopied });
  };
  return (
    <section className={css('state')}>
      <h2>{text.emptyTitle}</h2>
      <p className={css('text')}>{text.emptyText}</p>
      <p className={css('text')}>{text.emptyNeeds}</p>
      <ul className={css('permissions')}>
        {doctorActions.map((action) => (
          <li key={action} className="mono">
            {action}
          </li>
        ))}
      </ul>
      <Button icon={Copy} onClick={() => void copy()}>
        {text.copyPolicy}
      </Button>
      <p className={css('text')}>{text.readOnly}</p>
    </section>
  );
}

/** Nothing could be read at all: without the cluster there is nothing to examine. */
export function ReadFailure({ failure }: { readonly failure: Failure }) {
  const { doctor: text, clusters } = useText();
  const words = failureWords(failure, useLanguage());
  const signsIn = failure.code === 'aws-credentials' && failure.why === 'sign-in';
  return (
    <section className={css('state')} role="alert">
      <h2>{text.failed}</h2>
      <p>{words.what}</p>
      <p className={css('text')}>{words.cause}</p>
      <p>{words.next}</p>
      {signsIn && (
        <Button look="primary" icon={LogIn} onClick={() => void signIn()}>
          {clusters.signIn.button}
        </Button>
      )}
      <Button icon={RotateCw} onClick={() => void examineNetwork()}>
        {text.tryAgain}
      </Button>
    </section>
  );
}
