import { useState } from 'react';
import { tunnelActions } from '../../../shared/model/actions';
import type { ClusterSummary } from '../../../shared/model/cluster';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { startUsing, useBrief } from '../../state/clusters';
import { useFacts, useText } from '../../state/facts';
import { viewOf } from '../../state/fold';
import { type Follow, tieCluster, type UseChoice } from '../../state/tie-cluster';
import sheet from './use-dialog.module.css';

const css = classes(sheet);

/** Which tunnel the cluster is for, what it follows, and which way leads in. */
export function UseDialog({ cluster }: { readonly cluster: ClusterSummary }) {
  const { clusters } = useText();
  const text = clusters.dialog;
  const all = useFacts((facts) => facts.profiles);
  const profiles = all.filter((profile) => profile.kind === 'dynamic' && !profile.demo);
  const bound = profiles.find((profile) => profile.cluster?.last?.id === cluster.id);
  const tags = useBrief(cluster.id)?.tags;
  const [choice, setChoice] = useState<UseChoice>({
    profileId: bound?.id ?? null,
    follow: { by: 'name' },
    login: bound?.cluster?.login ?? false,
  });
  const [busy, setBusy] = useState(false);
  const running = useFacts(
    (facts) =>
      choice.profileId !== null && !tunnelActions(viewOf(facts, choice.profileId).state).edit,
  );
  const close = (): void => startUsing(null);
  const go = (thenStart: boolean): void => {
    if (busy || running) return;
    setBusy(true);
    void tieCluster(cluster, choice, thenStart).finally(() => setBusy(false));
  };
  const follows: { follow: Follow; label: string; hint: string | null }[] = [
    { follow: { by: 'name' }, label: text.byName(cluster.name), hint: text.byNameHint },
    { follow: { by: 'id' }, label: text.byId, hint: text.byIdHint },
    ...Object.entries(tags ?? {}).map(([key, value]) => ({
      follow: { by: 'tag', key, value } as const,
      label: text.byTag(`${key}=${value}`),
      hint: null,
    })),
  ];
  return (
    <Dialog
      title={text.title}
      about={text.about(cluster.name, cluster.id)}
      onCancel={close}
      onSubmit={() => go(false)}
      actions={
        <>
          <Button onClick={close}>{text.cancel}</Button>
          {choice.profileId === null ? (
            <Button submit look="primary" disabled={busy} data-first-focus="">
              {text.continue}
            </Button>
          ) : (
            <>
              <Button submit disabled={busy || running}>
                {text.save}
              </Button>
              <Button
                look="primary"
                disabled={busy || running}
                data-first-focus=""
                onClick={() => go(true)}
              >
                {text.saveAndStart}
              </Button>
            </>
          )}
        </>
      }
    >
      <Field label={text.tunnel} warning={running ? text.stopFirst : null}>
        {(control) => (
          <select
            {...control}
            value={choice.profileId ?? ''}
            onChange={({ target }) =>
              setChoice({ ...choice, profileId: target.value === '' ? null : target.value })
            }
          >
            <option value="">{text.newTunnel}</option>
            {profiles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Choices label={text.follow}>
        {follows.map(({ follow, label, hint }) => (
          <Choice
            key={label}
            group="follow"
            label={label}
            hint={hint}
            chosen={JSON.stringify(follow) === JSON.stringify(choice.follow)}
            onChoose={() => setChoice({ ...choice, follow })}
          />
        ))}
      </Choices>
      <Choices label={text.way}>
        <Choice
          group="way"
          label={text.bastion}
          hint={text.bastionHint}
          chosen={!choice.login}
          onChoose={() => setChoice({ ...choice, login: false })}
        />
        <Choice
          group="way"
          label={text.login}
          hint={text.loginHint}
          chosen={choice.login}
          onChoose={() => setChoice({ ...choice, login: true })}
        />
      </Choices>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly children: React.ReactNode;
}

function Choices({ label, children }: ChoicesProps) {
  return (
    <fieldset className={css('choices')}>
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly group: string;
  readonly label: string;
  readonly hint: string | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ group, label, hint, chosen, onChoose }: ChoiceProps) {
  return (
    <label className={css('choice')}>
      <input type="radio" name={group} checked={chosen} onChange={onChoose} />
      <span>
        {label}
        {hint !== null && <span className={css('hint')}>{hint}</span>}
      </span>
    </label>
  );
}
