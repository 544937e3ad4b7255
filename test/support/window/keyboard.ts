import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { waitUntil } from '../ports';

/** Where the keyboard is, as a screen reader says it. */
export interface Stop {
  readonly role: string;
  readonly name: string;
}

const nodeSchema = z.object({
  role: z.object({ value: z.string() }),
  name: z.object({ value: z.string() }).optional(),
});

/** More than any page has. */
const mostStops = 120;

/**
 * A person without a mouse. After every key the focus must be somewhere: in the window, not cut off
 * and not covered, drawn around, and with a name.
 */
export class Keyboard {
  readonly #page: Page;
  #session: CDPSession | null = null;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses a key, and goes on when the focus is at rest and can be seen. */
  async press(key: string): Promise<Stop> {
    await this.#page.keyboard.press(key);
    return this.rest(`after ${key}`);
  }

  async type(words: string): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+A');
    await this.#page.keyboard.type(words);
    await this.rest(`after typing ${words}`);
  }

  /** Goes on with Tab until the focus is on what is named so. */
  async tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    for (let at = 0; at < mostStops; at += 1) {
      const stop = await this.press(key);
      if (matches(stop.name, name)) return;
      passed.push(`${stop.role} ${stop.name}`);
    }
    throw new Error(`${key} leads nowhere near ${name}, but to ${passed.join(', ')}`);
  }

  /** Goes once through all there is from here, and returns it. */
  async walk(key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<readonly Stop[]> {
    await this.#page.evaluate('document.activeElement.dataset.walkedFrom = ""');
    const stops: Stop[] = [];
    for (let at = 0; at < mostStops; at += 1) {
      stops.push(await this.press(key));
      if (await this.#page.evaluate('"walkedFrom" in document.activeElement.dataset')) {
        await this.#page.evaluate('delete document.activeElement.dataset.walkedFrom');
        return stops;
      }
    }
    throw new Error(`${key} does not come round`);
  }

  /** Waits until the focus is on what is named so, without a key. */
  async isOn(name: string | RegExp): Promise<void> {
    let stop: Stop = { role: '', name: '' };
    await waitUntil(`the focus on ${name}`, async () => {
      stop = await this.#stop();
      return matches(stop.name, name);
    }).catch((error: unknown) => {
      throw new Error(`the focus is on ${stop.role} ${stop.name}, not on ${name}`, {
        cause: error,
      });
    });
    await this.rest(`on ${name}`);
  }

  /** The focus once it is at rest, which must be without a fault. */
  async rest(when: string): Promise<Stop> {
    let stop: Stop = { role: '', name: '' };
    const look = async (): Promise<string[]> => {
      const found = await this.#page.evaluate<string[]>(faults);
      stop = await this.#stop();
      return stop.name === '' ? [...found, `a ${stop.role} without a name`] : found;
    };
    await expect.poll(look, { message: when, timeout: 5_000 }).toEqual([]);
    return stop;
  }

  async #stop(): Promise<Stop> {
    this.#session ??= await this.#page.context().newCDPSession(this.#page);
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression: 'document.activeElement',
    });
    const { objectId = '' } = result;
    const tree = await this.#session.send('Accessibility.getPartialAXTree', {
      objectId,
      fetchRelatives: false,
    });
    const node = nodeSchema.parse(tree.nodes[0]);
    return { role: node.role.value, name: node.name?.value ?? '' };
  }
}

function matches(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.test(name);
}

/** What is wrong with the place of the focus, looked at in the window. */
const faults = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return ['nothing has the focus'];
  const wrong = [];
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(focused);
  const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 &&
    outlineColor !== 'rgba(0, 0, 0, 0)';
  if (!outlined) wrong.push('no ring');
  const reach = outlined ? parseFloat(outlineOffset) + parseFloat(outlineWidth) : 0;
  const box = focused.getBoundingClientRect();
  const ring = { left: box.left - reach, right: box.right + reach,
    top: box.top - reach, bottom: box.bottom + reach };
  // What frames it; a frame that is itself fixed is cut by the window alone.
  const frames = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
  if (getComputedStyle(focused).position !== 'fixed') {
    for (let each = focused.parentElement; each !== null; each = each.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(each);
      const edge = each.getBoundingClientRect();
      frames.push({
        left: overflowX === 'visible' ? -Infinity : edge.left,
        right: overflowX === 'visible' ? Infinity : edge.right,
        top: overflowY === 'visible' ? -Infinity : edge.top,
        bottom: overflowY === 'visible' ? Infinity : edge.bottom,
      });
      if (position === 'fixed') break;
    }
  }
  const most = (side) => Math.max(...frames.map((each) => each[side]));
  const least = (side) => Math.min(...frames.map((each) => each[side]));
  const seen = { left: most('left'), top: most('top'), right: least('right'), bottom: least('bottom') };
  const cut = {
    left: seen.left - ring.left, top: seen.top - ring.top,
    right: ring.right - seen.right, bottom: ring.bottom - seen.bottom,
  };
  for (const [side, by] of Object.entries(cut)) {
    if (by > 1) wrong.push('the ' + side + ' of its ring is cut off by ' + Math.round(by) + ' px');
  }
  // In the middle of what is seen of it lies it, and nothing over it.
  const x = (Math.max(box.left, seen.left) + Math.min(box.right, seen.right)) / 2;
  const y = (Math.max(box.top, seen.top) + Math.min(box.bottom, seen.bottom)) / 2;
  const top = document.elementFromPoint(x, y);
  if (top === null || !(focused.contains(top) || top.contains(focused))) {
    wrong.push('covered by ' + (top?.className ?? 'nothing'));
  }
  if (wrong.length === 0) return [];
  return wrong.map((each) => focused.textContent.slice(0, 60) + ' ' + focused.outerHTML.slice(0, 160) + ': ' + each);
})()`;
