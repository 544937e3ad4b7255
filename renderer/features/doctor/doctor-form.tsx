import { Stethoscope, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { useClusters } from '../../state/clusters';
import {
  cancelExamination,
  changeDoctor,
  examineNetwork,
  isBadAddress,
  missingField,
  useDoctor,
} from '../../state/doctor';
import { wayOf } from '../../state/doctor-way';
import { useFacts, useText } from '../../state/facts';
import { useSlowedWords } from '../../state/slowed';
import sheet from './doctor-form.module.css';

const css = classes(sheet);

/** Which cluster, over which bastion, from which address; and how far the reading is. */
export function DoctorForm() {
  const { doctor: text, flows } = useText();
  const { running, myAddress, primarySsh } = useDoctor();
  const slowed = useSlowedWords();
  const whole = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const tried = tries > 0;
  const [left, setLeft] = useState(false);
  const badAddress = isBadAddress(myAddress) && (tried || left);
  const missing = tried ? missingField() : null;
  const lacks = { place: flows.source.problems.place, cluster: text.badCluster };
  useEffect(() => {
    if (tries > 0) whole.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    void examineNetwork();
  };
  return (
    <form ref={whole} className={css('form')} onSubmit={submit}>
      <ClusterField problem={missing === null ? null : lacks[missing]} />
      <BastionField />
      <Field label={text.myAddress} problem={badAddress ? text.badAddress : null}>
        {(control) => (
          <input
            {...control}
            value={myAddress}
            placeholder={text.myAddressHint}
            title={text.myAddressTitle}
            spellCheck={false}
            onBlur={() => setLeft(true)}
            onChange={({ target }) => changeDoctor({ myAddress: target.value })}
          />
        )}
      </Field>
      <div className={css('go')}>
        {running === null ? (
          <Button submit look="primary" icon={Stethoscope}>
            {text.examine}
          </Button>
        ) : (
          <Button icon={X} onClick={cancelExamination}>
            {text.cancel}
          </Button>
        )}
      </div>
      <div className={css('whole')}>
        <Checkbox
          label={text.primarySsh}
          title={text.primarySshTitle}
          checked={primarySsh}
          onChange={({ target }) => changeDoctor({ primarySsh: target.checked })}
        />
      </div>
      {running !== null && (
        <p className={css('progress')} role="status">
          <span aria-hidden="true" className={css('bar')} />
          {slowed ?? text.reading(running.step, running.done)}
        </p>
      )}
    </form>
  );
}

/** The bastions of the tunnels are offered; any other can be typed. */
function BastionField() {
  const { doctor: text } = useText();
  const bastion = useDoctor((state) => state.bastion);
  const profiles = useFacts((facts) => facts.profiles);
  const hosts = profiles
    .filter(({ demo }) => !demo)
    .map((profile) => wayOf(profile).bastion)
    .filter((host) => host !== '');
  return (
    <>
      <Field label={text.bastion}>
        {(control) => (
          <input
            {...control}
            list="doctor-bastions"
            maxLength={512}
            value={bastion}
            placeholder={text.bastionHint}
            spellCheck={false}
            onChange={({ target }) => changeDoctor({ bastion: target.value })}
          />
        )}
      </Field>
      <datalist id="doctor-bastions">
        {[...new Set(hosts)].map((host) => (
          <option key={host} value={host} />
        ))}
      </datalist>
    </>
  );
}

/**
 * The clusters of the list by name; where there is none, its id is typed. While the list is being
 * read the place is kept for it: a field must not change under somebody's hands.
 */
function ClusterField({ problem }: { readonly problem: string | null }) {
  const { doctor: text } = useText();
  const list = useClusters((state) => state.list);
  const waiting = useClusters(({ access, reading }) => access === null || reading !== null);
  const clusterId = useDoctor((state) => state.clusterId);
  const known = list ?? [];
  return (
    <Field label={text.cluster} problem={problem}>
      {(control) =>
        known.length === 0 && !waiting ? (
          <input
            {...control}
            value={clusterId}
            placeholder={text.clusterExample}
            spellCheck={false}
            onChange={({ target }) => changeDoctor({ clusterId: target.value })}
          />
        ) : (
          <select
            {...control}
            value={clusterId}
            onChange={({ target }) => changeDoctor({ clusterId: target.value })}
          >
            <option value="">{text.chooseCluster}</option>
            {clusterId !== '' && !known.some(({ id }) => id === clusterId) && (
              <option value={clusterId}>{clusterId}</option>
            )}
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name} · {id}
              </option>
            ))}
          </select>
        )
      }
    </Field>
  );
}
