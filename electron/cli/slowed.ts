import { slowedWords } from '../../shared/text/slowed';
import type { Output } from './output';

/** Says that AWS asks to slow down and how long it is to the next try. */
export interface SlowedTeller {
  /** @param inMs when the next try is made, from now. */
  readonly tell: (inMs: number) => void;
  /** Takes a line that still counts down off the terminal. */
  readonly end: () => void;
}

/** On a terminal one line counts the seconds down; elsewhere one line says it. */
export function slowedTeller(output: Pick<Output, 'language' | 'diagnose'>): SlowedTeller {
  const { stderr } = process;
  const words = (inMs: number) => slowedWords(Math.ceil(inMs / 1_000), output.language);
  let timer: NodeJS.Timeout | null = null;
  const end = () => {
    if (timer === null) return;
    clearInterval(timer);
    timer = null;
    stderr.write('\r\x1b[K');
  };
  if (!stderr.isTTY) return { tell: (inMs) => output.diagnose(words(inMs)), end };
  const tell = (inMs: number) => {
    end();
    const until = performance.now() + inMs;
    const show = () => {
      const left = until - performance.now();
      if (left <= 0) end();
      else stderr.write(`\r\x1b[K${words(left)}`);
    };
    timer = setInterval(show, 1_000);
    timer.unref();
    show();
  };
  return { tell, end };
}
