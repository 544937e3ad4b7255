import { Info } from 'lucide-react';
import { languageSchema, preferencesSchema } from '../../../shared/contract/window';
import { languageNames } from '../../../shared/text/language-names';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { PageHeader } from '../../components/page-header';
import { savePreferences } from '../../state/commands';
import { useFacts, useText } from '../../state/facts';
import { OpeningPages } from './opening-pages';
import sheet from './settings-page.module.css';

const css = classes(sheet);

const themes = preferencesSchema.shape.theme.options;
const languages = languageSchema.options;

/** How Culvert looks and speaks, where secrets are kept, and what runs. */
export function SettingsPage() {
  const { settings } = useText();
  const about = useFacts((facts) => facts.about);
  return (
    <>
      <PageHeader title={settings.title} />
      <div className={css('page')}>
        {about.quarantined !== null && (
          <p className={css('notice')}>
            <Info aria-hidden="true" className={css('icon')} />
            {settings.quarantined(about.quarantined)}
          </p>
        )}
        <Appearance />
        <OpeningPages />
        <section className={css('group')}>
          <h2>{settings.secrets}</h2>
          {about.secretStorage.available ? (
            <p>{settings.secretsKept}</p>
          ) : (
            <p>
              {settings.secretsOff} {settings.secretsWhy[about.secretStorage.why]}
            </p>
          )}
        </section>
        <section className={css('group')}>
          <h2>{settings.about}</h2>
          <dl className={css('about')}>
            <dt>{settings.version}</dt>
            <dd>{about.version}</dd>
            <dt>{settings.electron}</dt>
            <dd>{about.electron}</dd>
            <dt>{settings.platform}</dt>
            <dd>{about.platform}</dd>
          </dl>
        </section>
      </div>
    </>
  );
}

function Appearance() {
  const { settings } = useText();
  const preferences = useFacts((facts) => facts.preferences);
  const system = useFacts((facts) => facts.about.systemLanguage);
  return (
    <section className={css('group')}>
      <h2>{settings.appearance}</h2>
      <div className={css('choices')}>
        <Field label={settings.theme}>
          {(control) => (
            <select
              {...control}
              value={preferences.theme}
              onChange={({ target }) => {
                const theme = themes.find((each) => each === target.value) ?? 'system';
                void savePreferences({ ...preferences, theme });
              }}
            >
              {themes.map((theme) => (
                <option key={theme} value={theme}>
                  {settings.themes[theme]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={settings.language}>
          {(control) => (
            <select
              {...control}
              value={preferences.language}
              onChange={({ target }) => {
                const language = languages.find((each) => each === target.value) ?? 'system';
                void savePreferences({ ...preferences, language });
              }}
            >
              <option value="system">{settings.systemLanguage(languageNames[system])}</option>
              {languages.map((language) => (
                <option key={language} value={language} lang={language}>
                  {languageNames[language]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </section>
  );
}
