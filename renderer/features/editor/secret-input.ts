/** Names of the form's uncontrolled elements. */
export const secretName = 'secret';
export const rememberName = 'remember';

function inputs(form: HTMLFormElement): {
  readonly secret: HTMLInputElement | null;
  readonly remember: HTMLInputElement | null;
} {
  return {
    secret: form.querySelector<HTMLInputElement>(`input[name=${secretName}]`),
    remember: form.querySelector<HTMLInputElement>(`input[name=${rememberName}]`),
  };
}

/** What a form's secret field holds, as bytes that can be overwritten; null when it is empty. */
export function readSecret(
  form: HTMLFormElement,
  canRemember: boolean,
): { readonly secret: Uint8Array<ArrayBuffer>; readonly remember: boolean } | null {
  const { secret, remember } = inputs(form);
  if (secret === null || secret.value === '') return null;
  return {
    secret: new TextEncoder().encode(secret.value),
    remember: canRemember && (remember?.checked ?? false),
  };
}

/** Whether a secret is stored, none is given in its place, and it is no longer to be remembered. */
export function asksToForget(form: HTMLFormElement): boolean {
  const { secret, remember } = inputs(form);
  if (secret === null || secret.value !== '' || remember === null) return false;
  return remember.dataset['stored'] !== undefined && !remember.checked;
}

/** Empties the secret field once its value has been handed over. */
export function clearSecret(form: HTMLFormElement): void {
  const { secret } = inputs(form);
  if (secret !== null) secret.value = '';
}
