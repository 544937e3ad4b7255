import { type SeedRow, seedTableSchema } from '../../../shared/model/doctor';
import { doctorText, seedPresenceText, seedRowText } from '../../../shared/text/doctor';
import { classes } from '../../components/classes';
import { useLanguage } from '../../state/facts';
import sheet from './tables.module.css';

const css = classes(sheet);

const tones: Readonly<Record<SeedRow['verdict'], string>> = {
  required: 'ok',
  unneeded: 'bad',
  'too-wide': 'warn',
  'can-narrow': 'warn',
  obsolete: 'off',
  gap: 'bad',
  'not-possible': 'off',
};

/** What is not there need not be narrowed or taken away, and what is there is not missing. */
function toneOf({ verdict, applies, present }: SeedRow): string {
  const shouldBe = verdict === 'required' || verdict === 'gap';
  const settled = !applies || (present !== null && present === shouldBe && verdict !== 'required');
  return settled ? 'off' : tones[verdict];
}

/** The rules that guides to private EMR print, each with today's verdict for this cluster. */
export function SeedTables({ rows }: { readonly rows: readonly SeedRow[] }) {
  const text = doctorText(useLanguage());
  const { columns } = text.report;
  return (
    <div className={css('tables')}>
      {seedTableSchema.options.map((table) => {
        const own = rows.filter((row) => row.table === table);
        if (own.length === 0) return null;
        return (
          <table key={table} className={css('table', 'guide')}>
            <caption>{text.seedTables[table]}</caption>
            <thead>
              <tr>
                <th className={css('rule')}>{columns.rule}</th>
                <th className={css('verdict')}>{columns.verdict}</th>
                <th className={css('here')}>{columns.here}</th>
                <th>{columns.why}</th>
              </tr>
            </thead>
            <tbody>
              {own.map((row) => (
                <tr key={row.id}>
                  <td className="mono">{seedRowText(row, text)}</td>
                  <td>
                    <span className={css('pill', toneOf(row))}>
                      {text.seedVerdicts[row.verdict]}
                    </span>
                  </td>
                  <td>{seedPresenceText(row, text)}</td>
                  <td className={css('why')}>{text.seedWhys[row.why]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </div>
  );
}
