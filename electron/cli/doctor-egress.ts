import type { EgressNeed, EgressPlan, EgressRule } from '../../shared/model/egress';
import { type DoctorText, doctorText, needStateText } from '../../shared/text/doctor';
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

/** What in the cluster asks for it, or what would have told. */
function needReason({ need, because, needs }: EgressNeed, text: DoctorText): string {
  if (because.length > 0) return because.join(', ');
  return needs.length > 0 ? text.reasons.denied(needs) : text.needs[need].why;
}

/** Null when today's rules could not be read: then nobody knows what would be lost. */
function breaksText(breaks: EgressPlan['breaks'], text: DoctorText): string {
  const { egress, report } = text;
  if (breaks === null) return `  ${report.present.unknown}`;
  if (breaks.length === 0) return `  ${egress.nothingBreaks}`;
  return breaks
    .map(({ rule, loses }) => {
      const lost = [...loses.map((need) => text.needs[need].name), egress.breakOthers];
      return `  ${egress.breakLine(`${rule.resource} ${rule.text}`, lost.join(', '))}`;
    })
    .join('\n');
}

function asText(plan: EgressPlan, text: DoctorText, notation: Notation): string {
  const { egress } = text;
  const names = (needs: EgressPlan['unserved']) =>
    needs.map((need) => text.needs[need].name).join(', ');
  const wanted = plan.needs.filter(({ applies }) => applies !== 'no');
  const groups = [...new Set(plan.rules.map(({ group }) => group))];
  return [
    egress.title(`${plan.cluster.name} (${plan.cluster.id})`),
    ...(plan.adviceOnly ? [text.report.adviceOnly] : []),
    egress.needs,
    table(
      wanted.map((each) => [
        `  ${text.needs[each.need].name}`,
        needStateText(each, text),
        needReason(each, text),
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
    breaksText(plan.breaks, text),
    ...(plan.denied.length > 0 ? [`${text.report.denied}: ${plan.denied.join(', ')}`] : []),
    ...(plan.fix === null ? [] : [`${text.report.fix}:`, plan.fix[notation]]),
    egress.launch,
    text.report.nothingChanged,
  ].join('\n\n');
}
