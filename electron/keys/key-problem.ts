import type { Failure, FailureOf } from '../../shared/model/failure';

type NamedFailure = Extract<Failure, { name: string }>;
type KeyCode = Exclude<NamedFailure['code'], 'profile-missing'>;

/** A failure about a key file that does not know yet which file: parsers see bytes, never names. */
export type KeyProblem = {
  [Code in KeyCode]: Omit<FailureOf<Code>, 'name'>;
}[KeyCode];

/** Carries a {@link KeyProblem} up to whoever knows the file's name. Never holds key bytes. */
export class KeyProblemError extends Error {
  readonly problem: KeyProblem;
  constructor(problem: KeyProblem) {
    super(problem.code);
    this.name = 'KeyProblemError';
    this.problem = problem;
  }
}

const longestType = 64;

/** The error for a kind of key, cipher or derivation that Culvert cannot use, by its own name. */
export function unsupported(type: string): KeyProblemError {
  const printable = type.replace(/[^\x20-\x7e]/g, '?').slice(0, longestType);
  return new KeyProblemError({ code: 'key-unsupported', type: printable });
}

/** For a file that is of a format, and not as that format must be. */
export function corrupt(format: string): KeyProblemError {
  return new KeyProblemError({ code: 'key-corrupt', format });
}

/** For a file that ends before what it announces. */
export function truncated(format: string): KeyProblemError {
  return new KeyProblemError({ code: 'key-truncated', format });
}

/** For a passphrase that opens nothing; a damaged file can look the same. */
export function passphraseWrong(): KeyProblemError {
  return new KeyProblemError({ code: 'passphrase-wrong' });
}
