import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface OutOfTheWay {
  readonly notices: RefObject<HTMLElement | null>;
  /** Whether they are to be at the other edge of the window. */
  readonly away: boolean;
}

/**
 * Keeps what lies over the page from hiding what has the focus: who works with the keyboard cannot
 * wait for it to go. It goes over to the other edge, and back where the focus is under it there.
 *
 * @param count how many notices there are; each may lie over something else.
 */
export function useOutOfTheWay(count: number): OutOfTheWay {
  const notices = useRef<HTMLElement>(null);
  const [away, setAway] = useState(false);
  useLayoutEffect(() => {
    // Where only the last of them have room, the newest is seen.
    notices.current?.firstElementChild?.lastElementChild?.scrollIntoView({ block: 'nearest' });
    if (count === 0) setAway(false);
    else if (betterAway(notices.current)) setAway((before) => !before);
  }, [count]);
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (betterAway(notices.current)) setAway((before) => !before);
      });
    };
    // What has got the focus may only then be scrolled into sight.
    const events = ['focusin', 'scroll'] as const;
    for (const each of events) document.addEventListener(each, look, true);
    return () => {
      cancelAnimationFrame(frame);
      for (const each of events) document.removeEventListener(each, look, true);
    };
  }, []);
  return { notices, away };
}

/** Whether the middle of what has the focus lies under this, and would not at the other edge. */
function betterAway(over: HTMLElement | null): boolean {
  const { activeElement: focused, body } = document;
  if (over === null || focused === null || focused === body || over.contains(focused)) return false;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const x = left + width / 2;
  const y = top + height / 2;
  const place = over.getBoundingClientRect();
  const there = window.innerHeight - y;
  if (there > place.top && there < place.bottom) return false;
  return over.contains(document.elementFromPoint(x, y));
}
