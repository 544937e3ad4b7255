import type { CallError, Result } from '../../shared/contract/result';
import type { Failure } from '../../shared/model/failure';
import { useApp } from './app-store';
import { currentText, languageOf } from './facts';
import { showToast } from './toasts';

/** Says in a notice why a call was refused. */
export function tell(error: CallError): void {
  // Whoever called it off knows.
  if (error.code === 'failure' && error.failure.code === 'cancelled') return;
  if (error.code === 'failure') void tellFailure(error.failure);
  else showToast({ tone: 'bad', text: currentText().errors[error.code] });
}

/** The words of all failures are many, and not needed to show the window. */
async function tellFailure(failure: Failure): Promise<void> {
  const language = languageOf(useApp.getState().facts);
  try {
    const { failureWords } = await import('../../shared/text/failures');
    const { what, next } = failureWords(failure, language);
    showToast({ tone: 'bad', text: what, detail: next });
  } catch {
    showToast({ tone: 'bad', text: currentText().reasons[failure.code] });
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
