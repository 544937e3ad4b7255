import { importLimits } from '../../../shared/model/import-limits';

/** The names in a folder of PuTTY's that may be sessions, as many as an import takes. */
export function sessionFileNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => !name.startsWith('.')).slice(0, importLimits.tunnels);
}
