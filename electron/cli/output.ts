import type { Failure } from '../../shared/model/failure';
import type { Language } from '../../shared/model/language';
import { failureLine } from '../../shared/text/failures';
import { exitCode } from './exit-code';

/** Where a command's words go: results to stdout, everything said about them to stderr. */
export class Output {
  readonly json: boolean;
  readonly language: Language;

  constructor(json: boolean, language: Language) {
    this.json = json;
    this.language = language;
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever reads us may go away, as `head` does; that is no failure of ours.
      if (error.code === 'EPIPE') process.exit(exitCode.done);
      // What has been asked for is not there in full, and whoever goes by the exit code must know.
      this.diagnose(`culvert: the output could not be written: ${error.message}`);
      process.exit(exitCode.other);
    });
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
