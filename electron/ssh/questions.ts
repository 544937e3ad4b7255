import { FailureError } from '../../shared/model/failure';

/** A secret a person typed; overwritten by whoever is done with it. */
export interface SecretAnswer {
  readonly secret: Uint8Array;
  /** Keep it in the system's key store once it has proven right. */
  readonly remember: boolean;
}

export interface HostKeyQuestion {
  readonly host: string;
  readonly port: number;
  readonly type: string;
  readonly fingerprint: string;
  /** What the key will be kept under, where that is not the server's address. */
  readonly alias?: string;
}

export interface KeyboardInteractiveQuestion {
  readonly name: string;
  readonly instruction: string;
  readonly prompts: readonly { readonly prompt: string; readonly echo: boolean }[];
}

/**
 * How the SSH layer asks a person. Each rejects with FailureError `auth-cancelled` when the person
 * declines, or when there is nobody to ask; an aborted signal takes the question back.
 */
export interface Questions {
  /** False where nobody is there, as on a command line without a terminal. */
  readonly canAsk: boolean;
  /** True only when this very key may be trusted from now on. */
  hostKey(question: HostKeyQuestion, signal: AbortSignal): Promise<boolean>;
  passphrase(
    question: { readonly keyName: string; readonly wrong: boolean },
    signal: AbortSignal,
  ): Promise<SecretAnswer>;
  password(
    question: { readonly user: string; readonly host: string; readonly wrong: boolean },
    signal: AbortSignal,
  ): Promise<SecretAnswer>;
  keyboardInteractive(
    question: KeyboardInteractiveQuestion,
    signal: AbortSignal,
  ): Promise<readonly Uint8Array[]>;
}

const decline = async (): Promise<never> => {
  throw new FailureError({ code: 'auth-cancelled' });
};

/** Where no question may be put to anybody. */
export const nobody: Questions = {
  canAsk: false,
  hostKey: decline,
  passphrase: decline,
  password: decline,
  keyboardInteractive: decline,
};
