import type { EgressNeed, EgressPlan, EgressRule } from '../../shared/model/egress';
import { type DoctorText, doctorText } from '../../shared/text/doctor';
import { table } from './cluster-text';
import type { Notation } from './doctor';
import type { Output } from './output';

/** The minimal egress: its needs, its rules, what would break, and the summary last. */
export function printEgress(plan: EgressPlan, output: Output, notation: Notation): void {
  const text = doctorText(output.language);
  if (!output.json) {
    output.result({}, asText(plan, text, notation));
    return;
  }
  for (const need of plan.needs) output.result(needObject(need, text), '');
  for (const { group, groupId, for: needs, peer, ...rule } of plan.rules) {
    output.result({ rule: { group, groupId, ...rule, peer }, for: needs }, '');
  }
  for (const { group, rule, loses } of plan.breaks ?? []) {
    output.result({ break: { group, rule, loses } }, '');
  }
  const { quota, unserved, missingNow, adviceOnly, denied, fix, cluster, region } = plan;
  output.result({ fix }, '');
  output.result(
    {
      summary: {
        cluster: cluster.id,
        release: cluster.release,
        region,
        needs: plan.needs.filter(({ applies }) => applies === 'yes').length,
        rules: plan.rules.length,
        breaks: plan.breaks?.length ?? null,
        quota,
        unserved,
        missingNow,
        adviceOnly,
        denied,
      },
    },
    '',
  );
}

function needObject(
  { need, applies, because, ports, needs }: EgressNeed,
  text: DoctorText,
): object {
  const { name, why } = text.needs[need];
  return { need, applies, name, why, because, ports, needs };
}

function ruleLine(
  { protocol, fromPort, peer, for: needs }: EgressRule,
  text: DoctorText,
): string[] {
  const ports = protocol === '-1' ? 'all' : `${protocol} ${fromPort}`;
  const served = needs.map((need) => text.needs[need].name).join(', ');
  return [`  ${ports}`, '→', peer.id, `(${peer.name})`, served];
}

function asText(plan: EgressPlan, text: DoctorText, notation: Notation): string {
  const { egress } = text;
  const names = (needs: EgressPlan['unserved']) =>
    needs.map((need) => text.needs[need].name).join(', ');
  const wanted = plan.needs.filter(({ applies }) => applies !== 'no');
  const groups = [...new Set(plan.rules.map(({ group }) => group))];
  const breaks = plan.breaks ?? [];
  return [
    egress.title(`${plan.cluster.name} (${plan.cluster.id})`),
    ...(plan.adviceOnly ? [text.report.adviceOnly] : []),
    egress.needs,
    table(
      wanted.map(({ need, applies, because }) => [
        `  ${text.needs[need].name}`,
        egress.applies[applies],
        because.length > 0 ? because.join(', ') : text.needs[need].why,
      ]),
    ),
    ...groups.flatMap((group) => {
      const rules = plan.rules.filter((rule) => rule.group === group);
      return [
        `${egress.rules}: ${text.groups[group]} (${rules[0]?.groupId})`,
        table(rules.map((rule) => ruleLine(rule, text))),
      ];
    }),
    plan.quota
      .map((each) => `${text.groups[each.group]}: ${egress.quota(each.rules, each.limit)}`)
      .join('\n'),
    ...(plan.unserved.length > 0 ? [`${egress.unserved}: ${names(plan.unserved)}`] : []),
    ...(plan.missingNow !== null && plan.missingNow.length > 0
      ? [`${egress.missingNow}: ${names(plan.missingNow)}`]
      : []),
    egress.breaks,
    breaks.length === 0
      ? `  ${egress.nothingBreaks}`
      : breaks
          .map(({ rule, loses }) => {
            const lost = [...loses.map((need) => text.needs[need].name), egress.breakOthers];
            return `  ${egress.breakLine(`${rule.resource} ${rule.text}`, lost.join(', '))}`;
          })
          .join('\n'),
    ...(plan.denied.length > 0 ? [`${text.report.denied}: ${plan.denied.join(', ')}`] : []),
    ...(plan.fix === null ? [] : [`${text.report.fix}:`, plan.fix[notation]]),
    egress.launch,
    text.report.nothingChanged,
  ].join('\n\n');
}
