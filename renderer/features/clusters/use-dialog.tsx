import { useState } from 'react';
import { tunnelActions } from '../../../shared/model/actions';
import type { ClusterSummary } from '../../../shared/model/cluster';
import type { ProfileView } from '../../../shared/model/profile-view';
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
      <TunnelChoice
        profiles={profiles}
        chosen={choice.profileId}
        running={running}
        onChoose={(profileId) => setChoice({ ...choice, profileId })}
      />
      <FollowChoices
        cluster={cluster}
        chosen={choice.follow}
        onChoose={(follow) => setChoice({ ...choice, follow })}
      />
      <WayChoices login={choice.login} onChoose={(login) => setChoice({ ...choice, login })} />
    </Dialog>
  );
}

interface TunnelChoiceProps {
  readonly profiles: readonly ProfileView[];
  /** Null for a new one. */
  readonly chosen: string | null;
  readonly running: boolean;
  readonly onChoose: (profileId: string | null) => void;
}

function TunnelChoice({ profiles, chosen, running, onChoose }: TunnelChoiceProps) {
  const text = useText().clusters.dialog;
  return (
    <Field label={text.tunnel} warning={running ? text.stopFirst : null}>
      {(control) => (
        <select
          {...control}
          value={chosen ?? ''}
          onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
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
  );
}

interface FollowChoicesProps {
  readonly cluster: ClusterSummary;
  readonly chosen: Follow;
  readonly onChoose: (follow: Follow) => void;
}

/** What finds the cluster again once this one is gone: its name, its id or one of its tags. */
function FollowChoices({ cluster, chosen, onChoose }: FollowChoicesProps) {
  const text = useText().clusters.dialog;
  const tags = useBrief(cluster.id)?.tags;
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
    <Choices label={text.follow}>
      {follows.map(({ follow, label, hint }) => (
        <Choice
          key={label}
          group="follow"
          label={label}
          hint={hint}
          chosen={JSON.stringify(follow) === JSON.stringify(chosen)}
          onChoose={() => onChoose(follow)}
        />
      ))}
    </Choices>
  );
}

interface WayChoicesProps {
  /** By logging in at the cluster itself rather than through a bastion. */
  readonly login: boolean;
  readonly onChoose: (login: boolean) => void;
}

function WayChoices({ login, onChoose }: WayChoicesProps) {
  const text = useText().clusters.dialog;
  return (
    <Choices label={text.way}>
      <Choice
        group="way"
        label={text.bastion}
        hint={text.bastionHint}
        chosen={!login}
        onChoose={() => onChoose(false)}
      />
      <Choice
        group="way"
        label={text.login}
        hint={text.loginHint}
        chosen={login}
        onChoose={() => onChoose(true)}
      />
    </Choices>
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
