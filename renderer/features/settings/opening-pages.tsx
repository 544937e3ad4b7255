import { useEffect, useState } from 'react';
import {
  type BrowserChoice,
  type BrowserKind,
  browserChoiceSchema,
} from '../../../shared/model/browser';
import { browserNames } from '../../../shared/model/browser-names';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { valueOrTold } from '../../state/calls';
import { savePreferences } from '../../state/commands';
import { useFacts, useText } from '../../state/facts';
import { ServedScript } from './served-script';
import sheet from './settings-page.module.css';

const css = classes(sheet);

/** The browsers of this computer; empty until main has looked. */
function useBrowsers(): readonly BrowserKind[] {
  const [found, setFound] = useState<readonly BrowserKind[]>([]);
  useEffect(() => {
    let shown = true;
    void valueOrTold(window.culvert.browsers(undefined)).then((answer) => {
      if (shown && answer) setFound(answer.value);
    });
    return () => {
      shown = false;
    };
  }, []);
  return found;
}

/** In which browser pages open. */
export function OpeningPages() {
  const { browser } = useText();
  const preferences = useFacts((facts) => facts.preferences);
  const found = useBrowsers();
  const chosen = preferences.browser;
  // What was chosen stays in the list although it is gone: opening a page says so then.
  const listed = chosen === 'automatic' || chosen === 'default' || found.includes(chosen);
  const kinds = listed ? found : [...found, chosen];
  const [first] = found;
  return (
    <section className={css('group')}>
      <h2>{browser.title}</h2>
      <div className={css('choices')}>
        <Field label={browser.where}>
          {(control) => (
            <select
              {...control}
              value={chosen}
              onChange={({ target }) => {
                const choice: BrowserChoice = browserChoiceSchema.parse(target.value);
                void savePreferences({ ...preferences, browser: choice });
              }}
            >
              <option value="automatic">
                {first === undefined ? browser.none : browser.auto(browserNames[first])}
              </option>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {browser.own(browserNames[kind])}
                </option>
              ))}
              <option value="default">{browser.default}</option>
            </select>
          )}
        </Field>
      </div>
      <p>{chosen === 'default' ? browser.hintDefault : browser.hint}</p>
      <ServedScript />
    </section>
  );
}
