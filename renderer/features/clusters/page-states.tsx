import { Copy, ListRestart, LogIn, RotateCw } from 'lucide-react';
import type { Failure, FailureOf } from '../../../shared/model/failure';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { plainFilter } from '../../state/cluster-question';
import {
  cancelSignIn,
  changeFilter,
  readClusters,
  type SignIn,
  signIn as startSignIn,
  useClusters,
} from '../../state/clusters';
import { copyText } from '../../state/commands';
import { useLanguage, useText } from '../../state/facts';
import { showToast } from '../../state/toasts';
import sheet from './clusters-page.module.css';
import { RegionField } from './place-bar';

const css = classes(sheet);

/** Why there is no list, and what to do about it. */
export function FailureState({ failure }: { readonly failure: Failure }) {
  const { clusters } = useText();
  const words = failureWords(failure, useLanguage());
  if (failure.code === 'aws-credentials' && failure.why === 'missing') return <NoCredentials />;
  const signsIn = failure.code === 'aws-credentials' && failure.why === 'sign-in';
  return (
    <div className={css('state')} role="alert">
      <h2>{words.what}</h2>
      <p className={css('text')}>{words.cause}</p>
      <p className={css('next')}>{words.next}</p>
      {failure.code === 'aws-denied' && <Policy failure={failure} />}
      <div className={css('row')}>
        {signsIn && (
          <Button look="primary" icon={LogIn} onClick={() => void startSignIn()}>
            {clusters.signIn.button}
          </Button>
        )}
        <Button icon={RotateCw} onClick={() => void readClusters(true)}>
          {clusters.tryAgain}
        </Button>
      </div>
    </div>
  );
}

/** The first visit: what this page does, and the one thing it needs. */
function NoCredentials() {
  const { clusters } = useText();
  const { noAccess } = clusters;
  return (
    <div className={css('state')}>
      <h2>{noAccess.title}</h2>
      <p className={css('text')}>{noAccess.text}</p>
      <div className={css('row')}>
        <span>{noAccess.how}</span>
        <code className={css('code')}>{noAccess.command}</code>
        <Button size="small" icon={Copy} onClick={() => void copyText(noAccess.command)}>
          {clusters.detail.copy}
        </Button>
      </div>
      <Button look="primary" icon={RotateCw} onClick={() => void readClusters(true)}>
        {noAccess.again}
      </Button>
    </div>
  );
}

/** What an administrator can paste: the calls this page makes, and no more (reading only). */
function Policy({ failure }: { readonly failure: FailureOf<'aws-denied'> }) {
  const { clusters } = useText();
  const policy = policyFor(failure.action);
  return (
    <>
      <p className={css('text')}>{clusters.denied.policy}</p>
      <code className={css('code')}>{policy}</code>
      <Button
        size="small"
        icon={Copy}
        onClick={() =>
          void copyText(policy).then((copied) => {
            if (copied) showToast({ text: clusters.denied.copied });
          })
        }
      >
        {clusters.denied.copy}
      </Button>
    </>
  );
}

const readActions: readonly string[] = [
  'ListClusters',
  'DescribeCluster',
  'ListInstances',
  'ListInstanceGroups',
  'ListInstanceFleets',
  'DescribeSecurityConfiguration',
].map((call) => `elasticmapreduce:${call}`);

function policyFor(action: string): string {
  const Action = readActions.includes(action) ? readActions : [action];
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 1);
}

/** The first list is on its way; the header says the same to who hears the window. */
export function Reading({ words }: { readonly words: string }) {
  return (
    <div className={css('state', 'soon')} aria-hidden="true">
      <p className={css('text')}>{words}</p>
      <progress className={css('progress')} />
    </div>
  );
}

export function NoRegion() {
  const { clusters } = useText();
  return (
    <div className={css('state')}>
      <h2>{clusters.region0.title}</h2>
      <p className={css('text')}>{clusters.region0.text}</p>
      <div className={css('row')}>
        <RegionField />
      </div>
    </div>
  );
}

/** @param plain whether the list was not narrowed by the person. */
export function NoCluster({ plain }: { readonly plain: boolean }) {
  const { clusters } = useText();
  const place = useClusters((state) => state.place);
  const access = useClusters((state) => state.access);
  if (plain) {
    const profile = place?.awsProfile ?? access?.profile ?? '';
    return (
      <div className={css('state')}>
        <h2>{clusters.none.title}</h2>
        <p className={css('text')}>{clusters.none.text(place?.region ?? '', profile)}</p>
        <Button icon={ListRestart} onClick={() => void changeFilter({ state: 'all' })}>
          {clusters.none.showAll}
        </Button>
      </div>
    );
  }
  return (
    <div className={css('state')}>
      <p className={css('text')}>{clusters.none.filtered}</p>
      <Button icon={ListRestart} onClick={() => void changeFilter(plainFilter)}>
        {clusters.none.clear}
      </Button>
    </div>
  );
}

/** Waits while the person confirms in the browser; the code tells the right page from a wrong one. */
export function SignInDialog({ signIn }: { readonly signIn: SignIn }) {
  const { clusters } = useText();
  const place = useClusters((state) => state.place);
  const access = useClusters((state) => state.access);
  const { code, url } = signIn;
  const words = clusters.signIn;
  return (
    <Dialog
      title={words.title}
      about={words.about(place?.awsProfile ?? access?.profile ?? '')}
      onCancel={cancelSignIn}
      onSubmit={() => undefined}
      actions={
        <>
          {url !== null && (
            <Button icon={Copy} onClick={() => void copyText(url)}>
              {words.openAgain}
            </Button>
          )}
          <Button data-first-focus="" onClick={cancelSignIn}>
            {words.cancel}
          </Button>
        </>
      }
    >
      {code !== null && (
        <>
          <p>{words.text}</p>
          <p className={css('bigcode')}>{code}</p>
        </>
      )}
      <p role="status" className={css('waiting')}>
        {words.waiting}
      </p>
    </Dialog>
  );
}
