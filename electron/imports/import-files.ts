/** Why a file gives no text. */
export type NoText =
  | 'missing'
  | 'not-a-file'
  | 'too-large'
  | 'unreadable'
  | 'not-text'
  | 'private-key';

export type ReadText =
  | { readonly ok: true; readonly text: string; readonly path: string }
  | { readonly ok: false; readonly why: NoText };

/**
 * The file system as far as an import may use it: it reads the file a person chose and what that
 * file may include, and only looks whether anything else is there.
 */
export interface ImportFiles {
  readonly home: string;
  /** The name of the person at this machine, whom ssh logs in as by default. */
  readonly user: string;
  /** Where a path without a root begins. */
  readonly folder: string;
  readonly windows: boolean;
  /** Answers the text and the file's real path, with every link followed. */
  read(path: string): Promise<ReadText>;
  /** Whether there is an ordinary file, without opening it. */
  exists(path: string): Promise<boolean>;
  /** The names in a folder, sorted; none when it cannot be listed. */
  list(folder: string): Promise<readonly string[]>;
  /** The region that the user's own AWS files name for a profile, or null; `null` is the default one. */
  awsRegion(profile: string | null): Promise<string | null>;
  /** The path with every link followed, or null when nothing is there. */
  real(path: string): Promise<string | null>;
}
