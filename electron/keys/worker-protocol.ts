import type { Failure } from '../../shared/model/failure';
import type { KeyFacts } from '../../shared/model/key-facts';

/** A key file that the engine wants unlocked. */
export interface KeyRequest {
  readonly id: number;
  readonly path: string;
  /** Handed over, not copied: the worker alone holds it then. */
  readonly passphrase: Uint8Array;
}

/** The unlocked key as it crosses between threads: a Buffer arrives as a plain Uint8Array. */
export interface KeyResult {
  readonly facts: KeyFacts;
  readonly publicBlob: Uint8Array;
  readonly pem: string;
}

/** What the key worker answers. */
export type KeyReply =
  | { readonly id: number; readonly ok: true; readonly result: KeyResult }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };
