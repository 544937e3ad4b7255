import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { IconButton, type IconButtonProps } from './button';
import { classes } from './classes';
import sheet from './menu.module.css';

const css = classes(sheet);

export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
  /** Why it cannot be done now; null when it can. */
  readonly refused?: string | null;
  readonly tone?: 'plain' | 'bad';
}

interface MenuProps extends Omit<IconButtonProps, 'onClick' | 'popoverTarget'> {
  readonly items: readonly MenuItem[];
}

/**
 * A button that opens a small menu. The browser's own popover brings the top layer, Escape and
 * closing by a click elsewhere; arrows, Home and End move in it (ARIA menu button pattern).
 */
export function Menu({ items, label, ...button }: MenuProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState({ top: 0, right: 0 });
  const [open, setOpen] = useState(false);

  const entries = (): HTMLButtonElement[] => [
    ...(popover.current?.querySelectorAll<HTMLButtonElement>('[role=menuitem]') ?? []),
  ];

  const beforeToggle = (): void => {
    const box = opener.current?.getBoundingClientRect();
    if (box !== undefined) setPlace(placeAt(box, items.length));
  };

  const move = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Tab') popover.current?.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };

  return (
    <>
      <IconButton
        {...button}
        ref={opener}
        label={label}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
      />
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className={css('menu')}
        style={place}
        onKeyDown={move}
        onClick={(event) => event.stopPropagation()}
        onBeforeToggle={beforeToggle}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open') entries()[0]?.focus();
        }}
      >
        {items.map((item) => (
          <Item key={item.label} {...item} close={() => popover.current?.hidePopover()} />
        ))}
      </div>
    </>
  );
}

/** Where a menu of so many items opens: under its button, or above where there is no room. In px. */
function placeAt(button: DOMRect, items: number): { readonly top: number; readonly right: number } {
  const tall = items * 32 + 12;
  const below = button.bottom + 4 + tall < window.innerHeight;
  return {
    top: below ? button.bottom + 4 : Math.max(4, button.top - tall - 4),
    right: window.innerWidth - button.right,
  };
}

interface ItemProps extends MenuItem {
  readonly close: () => void;
}

function Item({ label, icon: Icon, run, refused = null, tone = 'plain', close }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={refused !== null}
      title={refused ?? undefined}
      className={css('item', tone === 'bad' && 'bad')}
      onClick={() => {
        if (refused !== null) return;
        close();
        run();
      }}
    >
      <Icon aria-hidden="true" className={css('icon')} />
      {label}
    </button>
  );
}
