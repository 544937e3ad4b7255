import type { Link } from './link';
import { roundTrip } from './ping';

/** A link under suspicion is asked at once and twice more; after 12 s of silence it is dead. */
const askEveryMs = 4_000;
const patienceMs = 12_000;
const lookEveryMs = 50;
/** What reached this computer before it slept is read in its first moments and proves nothing. */
const staleMs = 100;

/**
 * Asks a link whether it still lives: by the answer to a ping, or by any byte that arrives now.
 *
 * @returns true as soon as the server was heard; false after 12 s, or when the link has closed.
 */
export function isHeard(link: Link): Promise<boolean> {
  return new Promise((resolve) => {
    const began = performance.now();
    let asked = 0;
    let heardBytes = link.socket.bytesRead;
    const decide = (heard: boolean) => {
      clearInterval(timer);
      resolve(heard);
    };
    const look = () => {
      const waited = performance.now() - began;
      const read = link.socket.bytesRead;
      if (!link.isOpen) return decide(false);
      if (waited < staleMs) heardBytes = read;
      else if (read !== heardBytes) return decide(true);
      if (waited >= patienceMs) return decide(false);
      if (waited >= asked * askEveryMs) ask();
    };
    const ask = () => {
      asked += 1;
      void roundTrip(link.client, patienceMs).then((answer) => answer !== null && decide(true));
    };
    const timer = setInterval(look, lookEveryMs);
    look();
  });
}
