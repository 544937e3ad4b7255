import { expect, it } from 'vitest';
import { proposedRules } from '../../../electron/flows/export-rules';
import type { EgressRule } from '../../../shared/model/flows';
import { flowAnswer } from '../../support/flow-answer';

it('does not take rules for one because their first ports are the same', () => {
  const [any] = flowAnswer.destinations;
  if (any?.rule === undefined || any.rule === null) throw new Error('a destination with a rule');
  const to = (toPort: number): EgressRule => ({ ...(any.rule as EgressRule), fromPort: 0, toPort });
  const destinations = [to(1_023), to(65_535), to(65_535)].map((rule) => ({ ...any, rule }));
  // The wider one lets the other's pass.
  expect(proposedRules(destinations).map(({ toPort }) => toPort)).toEqual([65_535]);
});
