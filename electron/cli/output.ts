import type { Failure } from '../../shared/model/failure';
import type { Language } from '../../shared/model/language';
import { failureLine } from '../../shared/text/failures';

/** Where a command's words go: results to stdout, everything said about them to stderr. */
export class Output {
  readonly json: boolean;
  readonly language: Language;

  constructor(json: boolean, language: Language) {
    this.json = json;
    this.language = language;
    // Whoever reads us may go away, as `head` does; that is no failure of ours.
    process.stdout.on('error', () => process.exit(0));
  }

  /** One result: an object on a line with --json, else its text. */
  result(value: object, text: string): void {
    process.stdout.write(`${this.json ? JSON.stringify(value) : text}\n`);
  }

  /** Something a person may want to know meanwhile. */
  diagnose(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  failed(failure: Failure): void {
    const message = failureLine(failure, this.language);
    if (this.json) this.result({ event: 'failed', ...failure, message }, message);
    else this.diagnose(message);
  }
}
