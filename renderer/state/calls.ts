import type { CallError, Result } from '../../shared/contract/result';
import { failureWords } from '../../shared/text/failures';
import { useApp } from './app-store';
import { currentText, languageOf } from './facts';
import { showToast } from './toasts';

/** Says in a notice why a call was refused. */
export function tell(error: CallError): void {
  // Whoever called it off knows.
  if (error.code === 'failure' && error.failure.code === 'cancelled') return;
  if (error.code === 'failure') {
    const words = failureWords(error.failure, languageOf(useApp.getState().facts));
    showToast({ tone: 'bad', text: words.what, detail: words.next });
  } else {
    showToast({ tone: 'bad', text: currentText().errors[error.code] });
  }
}

/** Waits for a call's answer; a refusal is told to the person and read as `undefined`. */
export async function valueOrTold<Value>(
  answer: Promise<Result<Value>>,
): Promise<{ readonly value: Value } | undefined> {
  const result = await answer;
  if (result.ok) return { value: result.value };
  tell(result.error);
  return undefined;
}
