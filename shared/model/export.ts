import { z } from 'zod';

export const exportKindSchema = z.enum([
  'foxyproxy',
  'foxyproxy-proxy',
  'foxyproxy-patterns',
  'foxyproxy-legacy-json',
  'foxyproxy-xml',
  'zeroomega',
  'pac',
  'firefox-policy',
  'shell',
  'powershell',
  'ssh-config',
]);
/** What a tunnel can be handed over as. What each replaces is said in shared/text/exports. */
export type ExportKind = z.infer<typeof exportKindSchema>;
