import { useEffect, useState } from 'react';
import type { PacAddress } from '../../../shared/contract/browser-calls';
import { failureLine } from '../../../shared/text/failures';
import { Checkbox } from '../../components/checkbox';
import { classes } from '../../components/classes';
import { valueOrTold } from '../../state/calls';
import { savePreferences } from '../../state/commands';
import { useFacts, useLanguage, useText } from '../../state/facts';
import { CommandLine } from '../tunnels/command-line';
import sheet from './settings-page.module.css';

const css = classes(sheet);

/** Where the script is now; asked again whenever it is turned on or off. */
function useAddress(on: boolean): PacAddress | null {
  const [address, setAddress] = useState<PacAddress | null>(null);
  useEffect(() => {
    if (!on) return setAddress(null);
    let shown = true;
    void valueOrTold(window.culvert.pacAddress(undefined)).then((answer) => {
      if (shown && answer) setAddress(answer.value);
    });
    return () => {
      shown = false;
    };
  }, [on]);
  return address;
}

/** Whether one proxy script for all tunnels is served, and its address. */
export function ServedScript() {
  const { browser } = useText();
  const language = useLanguage();
  const preferences = useFacts((facts) => facts.preferences);
  const address = useAddress(preferences.servePac);
  return (
    <div className={css('script')}>
      <Checkbox
        label={browser.pac}
        hint={browser.pacHint}
        checked={preferences.servePac}
        onChange={({ target }) =>
          void savePreferences({ ...preferences, servePac: target.checked })
        }
      />
      {address?.url && <CommandLine command={address.url} hint={browser.pacAddress} />}
      {address?.failure && <p role="alert">{failureLine(address.failure, language)}</p>}
    </div>
  );
}
