import type { FlowDestination } from '../../../shared/model/flows';
import { doctorText } from '../../../shared/text/doctor';
import { classes } from '../../components/classes';
import { formatBytes } from '../../format';
import { useLanguage, useText } from '../../state/facts';
import sheet from './flow-picture.module.css';
import { type Band, bandsOf } from './flow-rows';

const css = classes(sheet);

const width = 900;
const height = 420;
const gap = 14;
const leftEdge = 150;
const rightEdge = width - 230;
/** A band of few bytes must still be seen beside one of many. */
const thinnest = 2;

interface Stop {
  readonly name: string;
  readonly bytes: number;
  readonly top: number;
  readonly tall: number;
}

/** Stacks names from the top, each as tall as its bands together. */
function stops(
  bands: readonly Band[],
  of: (band: Band) => string,
  scale: number,
): Map<string, Stop> {
  const sums = new Map<string, { bytes: number; tall: number }>();
  for (const band of bands) {
    const sum = sums.get(of(band)) ?? { bytes: 0, tall: 0 };
    sum.bytes += band.bytes;
    sum.tall += thickness(band, scale);
    sums.set(of(band), sum);
  }
  const placed = new Map<string, Stop>();
  let top = 8;
  for (const [name, { bytes, tall }] of [...sums].sort((a, b) => b[1].bytes - a[1].bytes)) {
    placed.set(name, { name, bytes, top, tall });
    top += Math.max(tall, 30) + gap;
  }
  return placed;
}

function thickness({ bytes }: Band, scale: number): number {
  return Math.max(thinnest, Math.sqrt(bytes) * scale);
}

/** Node groups on the left, services on the right, and what flowed between them. */
export function FlowPicture({ rows }: { readonly rows: readonly FlowDestination[] }) {
  const { flows } = useText();
  const { needs } = doctorText(useLanguage());
  const bands = bandsOf(rows, { ...flows.picture, groups: flows.groups, needs });
  const roots = bands.reduce((sum, { bytes }) => sum + Math.sqrt(bytes), 0);
  const scale = roots === 0 ? 0 : (height - 11 * gap) / roots;
  const left = stops(bands, ({ group }) => group, scale);
  const right = stops(bands, ({ target }) => target, scale);
  const used = new Map<string, number>();
  const take = (stop: Stop | undefined, side: string, tall: number): number => {
    if (stop === undefined) return 0;
    const key = `${side} ${stop.name}`;
    const before = used.get(key) ?? 0;
    used.set(key, before + tall);
    return stop.top + before + tall / 2;
  };
  const groupName = (group: string) =>
    group in flows.groups ? flows.groups[group as keyof typeof flows.groups] : group;
  const bottom = Math.max(
    ...[...left.values(), ...right.values()].map(({ top, tall }) => top + Math.max(tall, 30)),
    80,
  );
  return (
    <div className={css('frame')}>
      <svg viewBox={`0 0 ${width} ${bottom + 8}`} role="img" aria-label={flows.picture.label}>
        {bands.map((band) => {
          const tall = thickness(band, scale);
          const from = take(left.get(band.group), 'left', tall);
          const to = take(right.get(band.target), 'right', tall);
          const middle = (leftEdge + rightEdge) / 2;
          return (
            <path
              key={`${band.group} ${band.target} ${band.verdict}`}
              className={css('band', band.verdict)}
              strokeWidth={tall}
              d={`M ${leftEdge} ${from} C ${middle} ${from}, ${middle} ${to}, ${rightEdge} ${to}`}
            >
              <title>
                {`${groupName(band.group)} → ${band.target}: ${formatBytes(band.bytes)}, ${flows.verdicts[band.verdict]}`}
              </title>
            </path>
          );
        })}
        {[...left.values()].map((stop) => (
          <Label
            key={stop.name}
            stop={stop}
            at={leftEdge}
            side="left"
            name={groupName(stop.name)}
          />
        ))}
        {[...right.values()].map((stop) => (
          <Label key={stop.name} stop={stop} at={rightEdge} side="right" name={stop.name} />
        ))}
      </svg>
    </div>
  );
}

interface LabelProps {
  readonly stop: Stop;
  readonly at: number;
  readonly side: 'left' | 'right';
  readonly name: string;
}

function Label({ stop, at, side, name }: LabelProps) {
  const x = side === 'left' ? at - 12 : at + 12;
  const anchor = side === 'left' ? 'end' : 'start';
  const y = stop.top + Math.max(stop.tall, 24) / 2;
  return (
    <g>
      <rect
        className={css('bar')}
        x={side === 'left' ? at - 5 : at}
        y={stop.top}
        width={5}
        height={Math.max(stop.tall, thinnest)}
        rx={2}
      />
      <text className={css('name')} x={x} y={y - 1} textAnchor={anchor}>
        {name}
      </text>
      <text className={css('bytes')} x={x} y={y + 14} textAnchor={anchor}>
        {formatBytes(stop.bytes)}
      </text>
    </g>
  );
}
