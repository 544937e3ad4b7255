import { z } from 'zod';

/** The ways there are to reach the first server. */
export const transportKindSchema = z.enum([
  'direct',
  'proxy-command',
  'http-proxy',
  'socks-proxy',
  'ssm',
  'instance-connect-endpoint',
]);
export type TransportKind = z.infer<typeof transportKindSchema>;
