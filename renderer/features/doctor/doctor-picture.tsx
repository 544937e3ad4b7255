import { Cloud, type LucideIcon, Monitor, Network, Server, Shield } from 'lucide-react';
import { Fragment } from 'react';
import {
  type DoctorReport,
  type Stretch,
  type StretchState,
  stretchState,
} from '../../../shared/model/doctor';
import { doctorText } from '../../../shared/text/doctor';
import { placesOf, stretchOrder } from '../../../shared/text/doctor/svg';
import { classes } from '../../components/classes';
import { Hop, Wire, type WireLook } from '../../components/hop';
import { chooseStretch, useDoctor } from '../../state/doctor';
import { useLanguage } from '../../state/facts';
import sheet from './doctor-picture.module.css';

const css = classes(sheet);

const icons: readonly LucideIcon[] = [Monitor, Shield, Server, Network, Cloud];
const looks: Readonly<Record<StretchState, WireLook>> = {
  good: 'good',
  bad: 'cut',
  unknown: 'idle',
};

/** The way from this computer to the services; each stretch leads to what was found on it. */
export function DoctorPicture({ report }: { readonly report: DoctorReport }) {
  const language = useLanguage();
  const { report: words } = doctorText(language);
  const places = placesOf(report, language);
  return (
    <section aria-label={words.picture} className={css('picture')}>
      {places.map(({ title, lines }, at) => {
        const before = stretchOrder[at - 1];
        const bad = before !== undefined && stretchState(report, before) === 'bad';
        return (
          <Fragment key={title}>
            {before !== undefined && <StretchWire report={report} stretch={before} />}
            <Hop icon={icons[at] ?? Cloud} title={title} trouble={bad}>
              {[0, 1].map((row) => (
                <p key={row} className={css('line')} title={lines[row]}>
                  {lines[row] ?? ' '}
                </p>
              ))}
            </Hop>
          </Fragment>
        );
      })}
    </section>
  );
}

interface StretchWireProps {
  readonly report: DoctorReport;
  readonly stretch: Stretch;
}

function StretchWire({ report, stretch }: StretchWireProps) {
  const text = doctorText(useLanguage());
  const chosen = useDoctor((state) => state.stretch === stretch);
  const state = stretchState(report, stretch);
  const name = text.stretches[stretch];
  const word = text.stretchStates[state];
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={`${name}: ${word}`}
      className={css('stretch', chosen && 'chosen')}
      onClick={() => chooseStretch(stretch)}
    >
      <Wire look={looks[state]} above={name} below={word} />
    </button>
  );
}
