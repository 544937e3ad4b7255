import { z } from 'zod';
import type { TunnelKind } from './profile';

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

/**
 * What a tunnel of a kind can be handed over as: only a dynamic one is a proxy that browsers know how
 * to use.
 */
export function exportKindsOf(kind: TunnelKind): readonly ExportKind[] {
  return kind === 'dynamic' ? exportKindSchema.options : ['ssh-config'];
}
