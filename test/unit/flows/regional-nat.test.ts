import { expect, it } from 'vitest';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

/** What a regional NAT gateway writes of a connection, whose interface AWS does not name. */
function relayed(between: string): string {
  return `${record(between, '40000 443', { eni: '-' })} 10.0.0.1 52.219.1.1`;
}

it('judges the nodes beside records of a NAT gateway that has no interface', async () => {
  const lines = [
    `${defaultHeader} pkt-srcaddr pkt-dstaddr`,
    `${record('10.0.0.1 52.219.1.1', '40000 443')} 10.0.0.1 52.219.1.1`,
    relayed('10.0.0.1 52.219.1.1'),
    relayed('198.51.100.3 52.219.1.1'),
  ];
  const { destinations, summary } = await ask([logFolder({ 'a.log': lines.join('\n') })]);
  expect(destinations.filter(({ records }) => records > 0)).toMatchObject([
    { group: 'eni-0a', initiator: 'node', destination: '52.219.1.1', port: 443, records: 1 },
  ]);
  expect(summary).toMatchObject({ records: 3, relayed: 2, undecided: 0 });
});
