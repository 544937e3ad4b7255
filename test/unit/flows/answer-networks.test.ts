import { describe, expect, it } from 'vitest';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

describe('two networks with the same addresses', () => {
  const header = `${defaultHeader} tcp-flags`;
  const seen = (eni: string, between: string, ports: string, start: number, flags: number) =>
    `${record(between, ports, { eni, start })} ${flags}`;
  /** In the one 10.0.0.2 serves at 45000, in the other it calls from there. */
  const lines = (start: number) => [
    seen('eni-0a', '10.0.0.1 10.0.0.2', '41000 45000', 100, 2),
    seen('eni-0a', '10.0.0.1 52.219.1.1', '41000 443', 100, 2),
    seen('eni-0b', '10.0.0.2 10.0.0.1', '45000 41000', start, 0),
    seen('eni-0b', '10.0.0.1 10.0.0.2', '41000 45000', start + 1, 0),
    seen('eni-0b', '10.0.0.1 52.219.1.1', '41000 443', start, 2),
  ];
  const openedBy = async (text: readonly string[]) => {
    const { destinations } = await ask([logFolder({ 'a.log': text.join('\n') })]);
    return destinations
      .filter(({ destination }) => destination === '10.0.0.2')
      .map(({ group, initiator, evidence }) => `${group} ${initiator} ${evidence}`)
      .sort();
  };
  const apart = ['eni-0a node flags', 'eni-0b peer pair'];

  it('are told apart by the VPC that the records name', async () => {
    const vpc = (line: string) => `${line} vpc-${line.includes('eni-0a') ? 1 : 2}`;
    expect(await openedBy([`${header} vpc-id`, ...lines(5_000).map(vpc)])).toEqual(apart);
  });

  it('are told apart by two interfaces that have one address at the same time', async () => {
    expect(await openedBy([header, ...lines(100)])).toEqual(apart);
  });

  it('are one where the VPC is, or where an address went from one interface to the next', async () => {
    const together = ['eni-0a node flags', 'eni-0b node flags'];
    const vpc = (line: string) => `${line} vpc-1`;
    expect(await openedBy([`${header} vpc-id`, ...lines(100).map(vpc)])).toEqual(together);
    expect(await openedBy([header, ...lines(5_000)])).toEqual(together);
  });

  it('leave each interface its own address, though it is another’s in the other', async () => {
    const row = (eni: string, between: string, vpc: number) =>
      `${record(between, '41000 8020', { eni })} vpc-${vpc}`;
    const text = [
      `${defaultHeader} vpc-id`,
      row('eni-0a', '10.0.0.1 10.0.0.3', 1),
      row('eni-0a', '10.0.0.1 10.0.0.4', 1),
      // Of one peer only: what is taken in its own network cannot be its own.
      row('eni-0b', '10.0.0.1 10.0.0.9', 2),
      row('eni-0c', '10.0.0.9 10.0.0.3', 2),
      row('eni-0c', '10.0.0.9 10.0.0.4', 2),
    ];
    const { destinations } = await ask([logFolder({ 'a.log': text.join('\n') })]);
    expect(destinations).toContainEqual(
      expect.objectContaining({ group: 'eni-0b', initiator: 'node', destination: '10.0.0.9' }),
    );
  });
});
