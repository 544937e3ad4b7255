import type { Locator, Page } from 'playwright-core';

/** The window, or a part of it to look in. */
type Place = Page | Locator;

/** The button that is named so and not only has this in its name. */
export function button(place: Place, name: string): Locator {
  return place.getByRole('button', { name, exact: true });
}

/** The field that is labelled so. */
export function field(place: Place, label: string): Locator {
  return place.getByLabel(label, { exact: true });
}

/** The tunnel that is chosen in the list. */
export function chosenRow(page: Page): Locator {
  return page.getByRole('row', { selected: true });
}

/** Chooses a page in the navigation. */
export async function goTo(page: Page, name: string): Promise<void> {
  await button(page.getByRole('navigation'), name).click();
}

/** Chooses a tab below a list. */
export async function chooseTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

/** Whether it is where the keyboard goes. */
export async function hasFocus(control: Locator): Promise<boolean> {
  return (await control.and(control.page().locator(':focus')).count()) === 1;
}

/** What the window sent as bytes, such as a passphrase. */
export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
