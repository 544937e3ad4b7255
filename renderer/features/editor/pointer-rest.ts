let pressed = false;
let waiting: (() => void)[] = [];

function release(): void {
  pressed = false;
  // The click follows the release: what it is meant for must not have moved by then.
  setTimeout(() => {
    const due = waiting;
    waiting = [];
    for (const run of due) run();
  });
}

/** Watches the pointer for as long as an editor is open; undone by what it returns. */
export function watchPointer(): () => void {
  const press = (): void => {
    pressed = true;
  };
  const ends = ['pointerup', 'pointercancel'] as const;
  window.addEventListener('pointerdown', press, true);
  for (const end of ends) window.addEventListener(end, release, true);
  return () => {
    window.removeEventListener('pointerdown', press, true);
    for (const end of ends) window.removeEventListener(end, release, true);
    pressed = false;
    waiting = [];
  };
}

/**
 * Runs at once, or after the click when a button of the pointer is down: words that appear under a
 * field as it is left would push away the very thing that is being clicked.
 */
export function whenPointerRests(run: () => void): void {
  if (pressed) waiting.push(run);
  else run();
}
