import type { Page } from 'playwright-core';

// By place and not by words: the screens are drawn in three languages.

/** Opens the form of a new tunnel. */
async function newTunnel(page: Page): Promise<void> {
  await page.locator('main > header button').last().click();
}

/** Fills it in with what is wrong, and saves. */
export async function badForm(page: Page): Promise<void> {
  await newTunnel(page);
  await page.locator('[data-field=host]').fill('bastion seoul');
  await page.locator('[data-field=sshPort]').fill('70000');
  await page.locator('[data-field=localPort]').fill('8158');
  await page.locator('[data-field=user]').fill('');
  await page.locator('form footer button').last().click();
}

/** Says which pages and which destinations a tunnel is for. */
export async function limitsForm(page: Page): Promise<void> {
  await newTunnel(page);
  await page.locator('[data-field=pages]').fill('http://ip-10-0-1-23.ec2.internal:8088/');
  await page.locator('summary').click();
  await page.locator('[data-field=limit]').fill('compute.internal\n8088');
  await page.locator('[data-field=hostKeyAlias]').fill('emr-prod');
  await page.locator('[data-field=hostKeyAlias]').scrollIntoViewIfNeeded();
}

/** Fills it in, with a key that has a passphrase. */
export async function filledForm(page: Page): Promise<void> {
  await newTunnel(page);
  await page.locator('[data-field=name]').fill('Nightly ETL');
  await page.locator('[data-field=host]').fill('bastion.seoul.example.com');
  await page.locator('[data-field=key]').click();
  await page.locator('input[type=password]').fill('a passphrase');
}

/** Adds a jump host, and a second and a third way to the first server. */
export async function ladderForm(page: Page): Promise<void> {
  await newTunnel(page);
  const middle = page.locator('section').filter({ has: page.locator('[data-field=host]') });
  await page.locator('[data-field=host]').fill('ip-10-0-1-23.ec2.internal');
  await middle.last().locator('button').last().click();
  await page.locator('[data-field="jumpHosts.0.host"]').fill('bastion.example.com');
  const ways = page.locator('section').filter({ has: page.locator('ol') });
  await ways.last().locator('button').last().click();
  await ways.last().locator('select').nth(1).selectOption('ssm');
  await ways.last().locator('button').last().click();
}

/** Chooses a tunnel that leads to one place only. */
export async function forwardForm(page: Page, kind: 'local' | 'remote'): Promise<void> {
  await newTunnel(page);
  await page.locator('form select').first().selectOption(kind);
}
