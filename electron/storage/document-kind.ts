import type { z } from 'zod';
import type { UpgradeStep } from './migrations/upgrade';

/** What one settings file holds and how it has changed over the versions of Culvert. */
export interface DocumentKind<Value> {
  /** The file's name without `.json`. */
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** Step n makes a document of version n + 1 out of one of version n, from version 1 on. */
  readonly steps: readonly UpgradeStep[];
  /** What there is before anything was stored. */
  readonly empty: Value;
  /** How many earlier states are kept beside the file. None for secrets: forgotten is forgotten. */
  readonly backups: 0 | 3;
}
