import {
  type DoctorReport,
  type Stretch,
  type StretchState,
  stretchState,
} from '../../model/doctor';
import type { Language } from '../../model/language';
import { visible } from '../failures/visible';
import { doctorText } from './index';

const box = { width: 176, height: 84, gap: 88, margin: 16 } as const;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #161b24 }
  .small { font-size: 12px; fill: #525c6e }
  .title { font-weight: 600 }
  rect { fill: #ffffff; stroke: #dce1e8 }
  .good { stroke: #126b40; fill: #126b40 }
  .bad { stroke: #a8221b; fill: #a8221b }
  .unknown { stroke: #7e899b; fill: #7e899b }
  .wire.bad, .wire.unknown { stroke-dasharray: 6 4 }
  .label { stroke: none; font-size: 12px; text-anchor: middle }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8ebf1 } .small { fill: #a5afbf } rect { fill: #191d25; stroke: #2b323e }
    .good { stroke: #62d69d; fill: #62d69d } .bad { stroke: #ff968d; fill: #ff968d }
    .unknown { stroke: #a5afbf; fill: #a5afbf }
  }`;

function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What fits into a box on one line. */
function cut(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

export interface Place {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The places of the way, with what is known of each. */
export function placesOf(report: DoctorReport, language: Language): readonly Place[] {
  const { places } = doctorText(language);
  const { bastion, cluster } = report;
  const [primary] = cluster.nodes.primary;
  return [
    { title: places.computer, lines: [report.myAddress ?? ''] },
    {
      title: places.bastion,
      lines: bastion === null ? [places.noBastion] : [bastion.name, bastion.address],
    },
    {
      title: places.primary,
      lines: [primary?.split('.')[0] ?? cluster.state, cluster.release ?? ''],
    },
    { title: places.workers, lines: [places.nodes(cluster.nodes.workers.length)] },
    { title: places.services, lines: [places.servicesHint] },
  ];
}

export const stretchOrder: readonly Stretch[] = ['ssh', 'primary', 'workers', 'services'];

/** The way from this computer to the services as a picture of its own, with words beside colours. */
export function doctorSvg(report: DoctorReport, language: Language): string {
  const text = doctorText(language);
  const places = placesOf(report, language);
  const states = stretchOrder.map((stretch) => stretchState(report, stretch));
  const width = 2 * box.margin + places.length * box.width + states.length * box.gap;
  const height = box.height + 2 * box.margin;
  const parts = [
    ...places.map((place, at) => placeSvg(place, at)),
    ...states.map((state, at) =>
      wireSvg(state, at, text.stretches[stretchOrder[at] ?? 'ssh'], text.stretchStates[state]),
    ),
  ];
  const label = `${text.report.picture}: ${report.cluster.name}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${escaped(label)}</title>
<style>${style}
</style>
${parts.join('\n')}
</svg>
`;
}

function placeSvg({ title, lines }: Place, at: number): string {
  const x = box.margin + at * (box.width + box.gap);
  const rows = lines
    .filter((line) => line !== '')
    .map(
      (line, row) =>
        `<text class="small" x="${x + 12}" y="${box.margin + 48 + row * 18}">${escaped(cut(line))}</text>`,
    );
  return [
    `<rect x="${x}" y="${box.margin}" width="${box.width}" height="${box.height}" rx="10"/>`,
    `<text class="title" x="${x + 12}" y="${box.margin + 26}">${escaped(title)}</text>`,
    ...rows,
  ].join('\n');
}

function wireSvg(state: StretchState, at: number, name: string, word: string): string {
  const x = box.margin + (at + 1) * box.width + at * box.gap;
  const y = box.margin + box.height / 2;
  const end = x + box.gap;
  return [
    `<line class="wire ${state}" x1="${x}" y1="${y}" x2="${end - 7}" y2="${y}" stroke-width="2"/>`,
    `<path class="${state}" d="M${end - 8} ${y - 4} L${end} ${y} L${end - 8} ${y + 4} Z"/>`,
    `<text class="label ${state}" x="${x + box.gap / 2}" y="${y - 8}">${escaped(name)}</text>`,
    `<text class="label ${state}" x="${x + box.gap / 2}" y="${y + 18}">${escaped(word)}</text>`,
  ].join('\n');
}
