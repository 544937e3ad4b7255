import { RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { regionSchema } from '../../../shared/model/way';
import { IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { isComposing } from '../../components/composing';
import { goTo, readClusters, stopReading, useClusters } from '../../state/clusters';
import { useText } from '../../state/facts';
import sheet from './clusters-page.module.css';
import { regions } from './regions';

const css = classes(sheet);

/** As whom and where AWS is asked: the profiles of the user's own files, and any region. */
export function PlaceBar() {
  const { clusters } = useText();
  const access = useClusters((state) => state.access);
  const place = useClusters((state) => state.place);
  const reading = useClusters((state) => state.reading !== null);
  if (access === null) return null;
  const chosen = place?.awsProfile ?? '';
  const chooseProfile = (name: string): void => {
    const own = access.profiles.find((each) => each.name === name)?.region;
    const region = own ?? place?.region ?? access.region;
    if (region !== null) void goTo({ region, awsProfile: name === '' ? null : name });
  };
  return (
    <>
      <select
        aria-label={clusters.profile}
        title={clusters.profile}
        className={css('choice')}
        value={chosen}
        onChange={({ target }) => chooseProfile(target.value)}
      >
        <option value="">{clusters.defaultProfile(access.profile)}</option>
        {access.profiles.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        {chosen !== '' && !access.profiles.some(({ name }) => name === chosen) && (
          <option value={chosen}>{chosen}</option>
        )}
      </select>
      <RegionField key={place?.region ?? ''} />
      {reading ? (
        <IconButton
          icon={X}
          label={clusters.stop}
          look="plain"
          size="normal"
          onClick={stopReading}
        />
      ) : (
        <IconButton
          icon={RotateCw}
          label={clusters.refresh}
          look="plain"
          size="normal"
          disabled={place === null}
          onClick={() => void readClusters(true)}
        />
      )}
    </>
  );
}

/** Any region can be typed; the known ones are offered. Enter, or leaving it, goes there. */
export function RegionField() {
  const { clusters, fields } = useText();
  const place = useClusters((state) => state.place);
  const [typed, setTyped] = useState(place?.region ?? '');
  const [bad, setBad] = useState(false);
  const go = (text: string): void => {
    const region = regionSchema.safeParse(text);
    setBad(text !== '' && !region.success);
    if (!region.success || region.data === place?.region) return;
    void goTo({ region: region.data, awsProfile: place?.awsProfile ?? null });
  };
  return (
    <>
      <input
        aria-label={clusters.region}
        aria-invalid={bad}
        title={bad ? fields['region-invalid'] : clusters.region}
        className={css('choice', 'region', bad && 'invalid')}
        list="aws-regions"
        value={typed}
        placeholder={clusters.regionExample}
        spellCheck={false}
        onChange={({ target }) => {
          setTyped(target.value);
          // Chosen from the list, not typed.
          if (regions.includes(target.value)) go(target.value);
        }}
        onFocus={({ target }) => target.select()}
        onBlur={({ target }) => go(target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event)) go(event.currentTarget.value.trim());
        }}
      />
      <datalist id="aws-regions">
        {regions.map((region) => (
          <option key={region} value={region} />
        ))}
      </datalist>
    </>
  );
}
