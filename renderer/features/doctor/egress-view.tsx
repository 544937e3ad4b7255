import type { EgressPlan, EgressRule } from '../../../shared/model/egress';
import { type DoctorText, doctorText, needStateText } from '../../../shared/text/doctor';
import { classes } from '../../components/classes';
import { useLanguage, useText } from '../../state/facts';
import { FixView } from './finding-detail';
import sheet from './tables.module.css';

const css = classes(sheet);

const tones = { yes: 'ok', maybe: 'warn', no: 'off' } as const;

/** What the cluster must reach, the fewest outbound rules for it, and what those would break. */
export function EgressView({ plan }: { readonly plan: EgressPlan }) {
  const text = doctorText(useLanguage());
  const { egress, report } = text;
  return (
    <div className={css('tables')}>
      <p className={css('note')}>{egress.launch}</p>
      <Trouble plan={plan} text={text} />
      <Rules plan={plan} text={text} />
      <Breaks plan={plan} text={text} />
      {plan.fix !== null && (
        <div className={css('part')}>
          <h3>{report.fix}</h3>
          <FixView fix={plan.fix} />
        </div>
      )}
      <Needs plan={plan} text={text} />
    </div>
  );
}

interface PartProps {
  readonly plan: EgressPlan;
  readonly text: DoctorText;
}

function Trouble({ plan, text }: PartProps) {
  const { egress, report } = text;
  const names = (needs: EgressPlan['unserved']) => needs.map((need) => text.needs[need].name);
  const lines = [
    [egress.unserved, names(plan.unserved)],
    [egress.missingNow, names(plan.missingNow ?? [])],
    [report.denied, plan.denied],
  ] as const;
  return lines
    .filter(([, those]) => those.length > 0)
    .map(([label, those]) => (
      <p key={label}>
        <span className={css('pill', 'bad')}>{label}</span> {those.join(', ')}
      </p>
    ));
}

function Rules({ plan, text }: PartProps) {
  const { doctor } = useText();
  const groups = [...new Set(plan.rules.map(({ group }) => group))];
  return groups.map((group) => {
    const own = plan.rules.filter((rule) => rule.group === group);
    const quota = plan.quota.find((each) => each.group === group);
    return (
      <table key={group} className={css('table')}>
        <caption>
          {text.egress.rules}: {text.groups[group]} <span className="mono">{own[0]?.groupId}</span>
          {quota !== undefined && ` · ${text.egress.quota(quota.rules, quota.limit)}`}
        </caption>
        <thead>
          <tr>
            <th className={css('verdict')}>{doctor.rule}</th>
            <th className={css('rule')}>{doctor.toServices}</th>
            <th>{doctor.needed}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((rule) => (
            <tr key={`${rule.protocol} ${rule.fromPort} ${rule.peer.id}`}>
              <td className="mono">{portsOf(rule)}</td>
              <td>
                <span className="mono">{rule.peer.id}</span> {peerName(rule, text)}
              </td>
              <td className={css('why')}>
                {rule.for.map((need) => text.needs[need].name).join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  });
}

function portsOf({ protocol, fromPort, toPort }: EgressRule): string {
  if (protocol === '-1') return 'all';
  return `${protocol} ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;
}

function peerName({ peer }: EgressRule, { groups }: DoctorText): string {
  return peer.name in groups ? groups[peer.name as keyof typeof groups] : peer.name;
}

function Breaks({ plan, text }: PartProps) {
  const { egress, report } = text;
  if (plan.breaks === null) {
    // Today's rules could not be read.
    return (
      <div className={css('part')}>
        <h3>{egress.breaks}</h3>
        <p className={css('note')}>{report.present.unknown}</p>
      </div>
    );
  }
  return (
    <div className={css('part')}>
      <h3>{egress.breaks}</h3>
      {plan.breaks.length === 0 ? (
        <p className={css('note')}>{egress.nothingBreaks}</p>
      ) : (
        <ul className={css('list')}>
          {plan.breaks.map(({ rule, loses }) => (
            <li key={`${rule.resource} ${rule.rule}`}>
              {egress.breakLine(
                `${rule.resource} ${rule.text}`,
                [...loses.map((need) => text.needs[need].name), egress.breakOthers].join(', '),
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Needs({ plan, text }: PartProps) {
  const { doctor } = useText();
  const { egress, report } = text;
  return (
    <table className={css('table')}>
      <caption>{egress.needs}</caption>
      <thead>
        <tr>
          <th className={css('rule')}>{doctor.toServices}</th>
          <th className={css('verdict')}>{report.columns.here}</th>
          <th>{report.columns.why}</th>
        </tr>
      </thead>
      <tbody>
        {plan.needs.map(({ need, applies, because, needs }) => (
          <tr key={need}>
            <td>{text.needs[need].name}</td>
            <td>
              <span className={css('pill', tones[applies])}>
                {needStateText({ applies, needs }, text)}
              </span>
            </td>
            <td className={css('why')}>
              {text.needs[need].why} <span className="mono">{because.join(', ')}</span>
              {needs.length > 0 && text.reasons.denied(needs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
