import { type RefObject, useEffect, useRef } from 'react';

/**
 * For what appears in the place of a control that had the focus: takes the focus if nobody has it
 * any more, so that the next Tab goes on from here and not from the top of the window. In a window
 * that has just opened nobody has lost it yet.
 */
export function useLostFocus<Control extends HTMLElement>(): RefObject<Control | null> {
  const control = useRef<Control>(null);
  useEffect(() => {
    if (everUsed && document.activeElement === document.body) control.current?.focus();
  }, []);
  return control;
}

let everUsed = false;
addEventListener('focusin', () => {
  everUsed = true;
});
