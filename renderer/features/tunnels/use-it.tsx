import { ExternalLink } from 'lucide-react';
import type { CallArgs } from '../../../shared/contract/window';
import type { ProfileView } from '../../../shared/model/profile-view';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { valueOrTold } from '../../state/calls';
import { useFacts, useText } from '../../state/facts';
import { NetworkNote } from '../export/network-note';
import { CommandLine } from './command-line';
import { DemoCheck } from './demo-check';
import { browserCommand, curlCommand } from './recipes';
import sheet from './use-it.module.css';

const css = classes(sheet);

type HelpTopic = CallArgs<'openHelp'>['topic'];

const browsers: readonly { readonly name: string; readonly topic: HelpTopic }[] = [
  { name: 'Chrome', topic: 'foxyproxy-chrome' },
  { name: 'Firefox', topic: 'foxyproxy-firefox' },
  { name: 'Edge', topic: 'foxyproxy-edge' },
];

/** How to send a browser or a command through this tunnel. */
export function UseIt({ profile }: { readonly profile: ProfileView }) {
  const { use } = useText();
  const platform = useFacts((facts) => facts.about.platform);
  if (profile.kind !== 'dynamic') return <UseForward profile={profile} kind={profile.kind} />;
  return (
    <div className={css('use')}>
      {profile.demo && <DemoCheck profileId={profile.id} />}
      <section className={css('part')}>
        <h3>{use.foxyTitle}</h3>
        <ol className={css('steps')}>
          {use.foxySteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className={css('warning')}>{use.foxyWarning}</p>
        <NetworkNote profile={profile} className={css('hint')} />
        <div className={css('links')}>
          <span>{use.getFor}</span>
          {browsers.map(({ name, topic }) => (
            <Button
              key={topic}
              size="small"
              look="quiet"
              icon={ExternalLink}
              onClick={() => void valueOrTold(window.culvert.openHelp({ topic }))}
            >
              {name}
            </Button>
          ))}
        </div>
      </section>
      <section className={css('part')}>
        <h3>{use.curlTitle}</h3>
        <CommandLine command={curlCommand(profile.localPort)} hint={use.curlHint} />
        <h3 className={css('second')}>{use.browserTitle}</h3>
        <CommandLine command={browserCommand(platform, profile.localPort)} hint={use.browserHint} />
      </section>
    </div>
  );
}

interface UseForwardProps {
  readonly profile: ProfileView;
  readonly kind: 'local' | 'remote';
}

/** Where programs find the one place this tunnel leads to. */
function UseForward({ profile, kind }: UseForwardProps) {
  const { ways } = useText();
  const host = kind === 'local' ? '127.0.0.1' : profile.listenAddress || '127.0.0.1';
  return (
    <div className={css('use')}>
      <section className={css('part')}>
        <h3>{ways.useTitle[kind]}</h3>
        <CommandLine command={`${host}:${profile.localPort}`} hint={ways.useHint[kind]} />
      </section>
    </div>
  );
}
