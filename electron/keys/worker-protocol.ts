import type { Failure } from '../../shared/model/failure';
import type { KeyFacts } from '../../shared/model/key-facts';

/** What the engine asks of the key worker. */
export type KeyRequest =
  | { readonly id: number; readonly intent: 'inspect'; readonly path: string }
  | {
      readonly id: number;
      readonly intent: 'read';
      readonly path: string;
      /** Handed over, not copied: the worker alone holds it then. */
      readonly passphrase: Uint8Array | null;
    };

/** The unlocked key as it crosses between threads: a Buffer arrives as a plain Uint8Array. */
export interface KeyResult {
  readonly facts: KeyFacts;
  /** Null after `inspect`. */
  readonly key: { readonly publicBlob: Uint8Array; readonly pem: string } | null;
}

/** What the key worker answers. */
export type KeyReply =
  | { readonly id: number; readonly ok: true; readonly result: KeyResult }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };
