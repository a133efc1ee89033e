// What is found by its words: typos, beginnings, numbers, other languages, and what helps where nothing is found.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, scripts, test } from '../support';

const cards = (page: Page) => page.locator('article.product-card');
const help = (page: Page) => page.locator('.search-help');
const titles = async (page: Page) => (await cards(page).locator('.title').allInnerTexts()).join('\n');

/** The index fills beside the requests, from a catalogue that is gone through after the start. */
async function found(page: Page, address: string, wanted: RegExp): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(address);
      return titles(page);
    }, { timeout: 30_000, intervals: [500, 1000, 2000] })
    .toMatch(wanted);
}

test('a typo finds the thing, says what it was read as, and lets itself be taken word by word', async ({ shopper, page }, info) => {
  await shopper.open('/');
  await found(page, '/search?q=hedphones', /headphones/i);
  await expect(help(page)).toContainText('headphones');
  await expectAccessible(page, info);
  await expectFits(page);
  await help(page).getByRole('link', { name: 'hedphones' }).click();
  await expect(page).toHaveURL(/q=%22hedphones%22/);
  await expect(cards(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  const instead = help(page).getByRole('link', { name: 'headphones' });
  await instead.click();
  await expect(cards(page).first()).toBeVisible();
});

test('beginnings, plurals, other words and other languages find the same thing', async ({ shopper, page }) => {
  await shopper.open('/');
  await found(page, '/search?q=headph', /headphones/i);
  await found(page, '/search?q=arrosoirs', /watering can|arrosoir/i);
  await found(page, `/search?q=${encodeURIComponent('غلاية')}`, /kettle/i);
});

test('a number on the box finds what is in it', async ({ shopper, page }) => {
  await shopper.open('/');
  await found(page, '/search?q=headphones', /headphones/i);
  await cards(page).first().locator('.title a').click();
  await expect(page).toHaveURL(/\/product\//);
  const structured = await page.locator('script[type="application/ld+json"]').first().textContent();
  const gtin = /"gtin1?\d?"\s*:\s*"(\d{8,14})"/.exec(structured ?? '')?.[1];
  test.skip(!gtin, 'this page tells no number');
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  await found(page, `/search?q=${gtin}`, new RegExp(heading.slice(0, 8).replace(/[.*+?^${}()|[\]\\]/g, '.'), 'i'));
});

test('nobody is left with an empty page: other words are offered, whatever was typed', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=qzxwvqzxwv');
  await expect(cards(page)).toHaveCount(0);
  await expect(page.locator('.empty-state')).toBeVisible();
  await expectAccessible(page, info);
  for (const odd of ['?!?!', "'; DROP TABLE product; --", '(a|b)*[^c]{99}', '%00%07', 'x'.repeat(3000)]) {
    const answer = await page.goto(`/search?q=${encodeURIComponent(odd)}`);
    expect(answer!.status(), odd).toBeLessThan(500);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
});

test('what is half typed and mistyped is suggested all the same', async ({ shopper, page }, info) => {
  test.skip(!scripts(info), 'suggestions need scripts');
  await shopper.open('/stores');
  const box = page.locator('#q');
  const options = page.locator('#q-suggestions').getByRole('option');
  await expect
    .poll(async () => {
      await box.fill('');
      await box.pressSequentially('wireless haed', { delay: 20 });
      await page.waitForTimeout(600);
      return (await options.allInnerTexts()).join('\n');
    }, { timeout: 30_000 })
    .toMatch(/headphones/i);
});
