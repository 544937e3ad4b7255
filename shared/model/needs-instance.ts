import type { WayShape } from './way';

/** Whether the first server must be known to AWS for this way to be taken. */
export function needsInstance({ transport, logins }: Omit<WayShape, 'instance'>): boolean {
  const byAws = transport.some(
    ({ kind }) => kind === 'ssm' || kind === 'instance-connect-endpoint',
  );
  return byAws || logins[0]?.includes('one-time-key') === true;
}
