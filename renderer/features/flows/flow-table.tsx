import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import type { FlowDestination } from '../../../shared/model/flows';
import { doctorText } from '../../../shared/text/doctor';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Pill } from '../../components/state-pill';
import { formatBytes } from '../../format';
import { useLanguage, useText } from '../../state/facts';
import { type FlowColumn, sortFlows, useFlows } from '../../state/flows';
import { portText, ruleText, serviceText, shownRows } from './flow-rows';
import sheet from './flow-table.module.css';
import { verdictLooks } from './verdicts';

const css = classes(sheet);

const page = 200;

/** Every destination with its verdict and rule; a heading sorts by its column. */
export function FlowTable({ rows }: { readonly rows: readonly FlowDestination[] }) {
  const { flows: text } = useText();
  const { verdict, sort } = useFlows();
  const [most, setMost] = useState(page);
  const fitting = shownRows(rows, verdict, sort);
  if (fitting.length === 0) return <p className={css('none')}>{text.none}</p>;
  return (
    <div className={css('frame')}>
      <table className={css('table')} aria-label={text.title}>
        <thead>
          <tr>
            <Heading column="verdict" look="verdict-column" />
            <Heading column="group" look="group-column" />
            <th className={css('initiator-column')}>{text.columns.initiator}</th>
            <Heading column="destination" look="destination-column" />
            <Heading column="service" look="service-column" />
            <Heading column="port" look="port-column" />
            <Heading column="bytes" look="bytes-column" />
            <th>{text.columns.rule}</th>
          </tr>
        </thead>
        <tbody>
          {fitting.slice(0, most).map((row) => (
            <Row
              key={[
                row.group,
                row.initiator,
                row.destination,
                row.port,
                row.protocol,
                row.action,
                row.verdict,
                row.rule?.group,
              ].join()}
              row={row}
            />
          ))}
        </tbody>
      </table>
      {fitting.length > most && (
        <footer className={css('more')}>
          <span>{text.shown(most, fitting.length)}</span>
          <Button size="small" onClick={() => setMost(most + page)}>
            {text.showMore}
          </Button>
        </footer>
      )}
    </div>
  );
}

interface HeadingProps {
  readonly column: FlowColumn;
  readonly look?: string;
}

function Heading({ column, look }: HeadingProps) {
  const { flows } = useText();
  const { sort } = useFlows();
  const sorted = sort.column === column;
  const Arrow = sort.falling ? ArrowDown : ArrowUp;
  return (
    <th
      className={css(look)}
      aria-sort={sorted ? (sort.falling ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className={css('sort')} onClick={() => sortFlows(column)}>
        {flows.columns[column]}
        {sorted && <Arrow aria-hidden="true" className={css('arrow')} />}
      </button>
    </th>
  );
}

function Row({ row }: { readonly row: FlowDestination }) {
  const { flows: text } = useText();
  const { icon, tone } = verdictLooks[row.verdict];
  const { groups } = text;
  const rule = row.rule === null ? '' : ruleText(row.rule);
  const { needs } = doctorText(useLanguage());
  const service = serviceText(row.service, { groups, needs });
  return (
    <tr>
      <td title={text.verdictHelp[row.verdict]}>
        <Pill icon={icon} tone={tone} word={text.verdicts[row.verdict]} />
      </td>
      <td title={row.group}>
        {row.group in groups ? groups[row.group as keyof typeof groups] : row.group}
      </td>
      <td>{row.verdict === 'unused' ? '' : text.initiators[row.initiator]}</td>
      <td className={css('mono')} title={row.destination}>
        {row.destination}
      </td>
      <td title={service === '' ? '' : `${service} (${row.service})`}>{service}</td>
      <td className={css('mono')}>{portText(row)}</td>
      <td className={css('number')}>{row.records === 0 ? '' : formatBytes(row.bytes)}</td>
      <td className={css('mono', 'rule')} title={rule}>
        {rule}
      </td>
    </tr>
  );
}
