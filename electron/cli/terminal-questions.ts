import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { FailureError } from '../../shared/model/failure';
import type { Questions } from '../ssh/questions';

/**
 * Asks on the terminal, if there is one: passphrases and passwords without echo, a server's own
 * prompts as it wants them. A host key is never asked about here: a script must not be able to
 * answer, so --trust and --accept-new decide it.
 */
export function terminalQuestions(): Questions {
  const canAsk = hasTerminal();
  const secret = async (prompt: string, signal: AbortSignal) => ({
    secret: new TextEncoder().encode(await askOnTerminal(prompt, false, signal)),
    remember: false,
  });
  return {
    canAsk,
    hostKey: async ({ host, port, type, fingerprint }) => {
      throw new FailureError({ code: 'host-key-unknown', host, port, type, fingerprint });
    },
    passphrase: ({ keyName, wrong }, signal) =>
      secret(`${wrong ? 'That was not it. ' : ''}Passphrase of ${keyName}: `, signal),
    password: ({ user, host, wrong }, signal) =>
      secret(`${wrong ? 'That was not it. ' : ''}Password of ${user}@${host}: `, signal),
    keyboardInteractive: async ({ name, instruction, prompts }, signal) => {
      const heading = [name, instruction].filter((text) => text !== '').join('\n');
      if (heading !== '') process.stderr.write(`${printable(heading)}\n`);
      const answers: Uint8Array[] = [];
      for (const { prompt, echo } of prompts) {
        answers.push(
          new TextEncoder().encode(await askOnTerminal(printable(prompt), echo, signal)),
        );
      }
      return answers;
    },
  };
}

/** Whether somebody can be asked. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks for one line. @throws FailureError `auth-cancelled` when the question is taken back. */
export async function askOnTerminal(
  prompt: string,
  echo: boolean,
  signal: AbortSignal,
): Promise<string> {
  process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: echo ? process.stderr : nowhere,
    terminal: true,
  });
  // readline takes Ctrl+C for itself; the process is to hear it.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await terminal.question('', { signal });
  } catch (error) {
    throw new FailureError({ code: 'auth-cancelled' }, { cause: error });
  } finally {
    terminal.close();
    process.stdin.pause();
    process.stderr.write('\n');
  }
}

/** The server's words without what could move the cursor or change colours. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' ? '\n' : ''));
}
