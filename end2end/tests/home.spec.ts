// A home that knows its reader, and only where they agreed: suggestions say why, and are forgotten at a word. Every form works
// without scripts.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, goods, reference, test, type Good, type Shopper } from '../support';

test.describe.configure({ timeout: 60_000 });

const suggested = (page: Page) => page.locator('.for-you .suggestion');

/** Says yes or no to the question about what one does. */
async function answer({ page }: Shopper, yes: boolean): Promise<void> {
  const given = await page.request.post('/api/privacy/answer', { form: { behaviour: yes ? 'yes' : 'no', back: '/' }, headers: { accept: 'text/html' }, maxRedirects: 0 });
  expect(given.status()).toBe(303);
}

/** Waits until the home page suggests something because of a thing. */
async function becauseOf({ page }: Shopper, good: Good): Promise<void> {
  await expect(async () => {
    await page.goto('/');
    await expect(page.locator(`.for-you input[name=because][value="${reference(good)}"]`).first()).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 25_000 });
}

test('who did not agree sees the home page of everybody', async ({ shopper, page }, info) => {
  await shopper.look(goods.campo);
  await shopper.open('/');
  await expect(suggested(page)).toHaveCount(0);
  await answer(shopper, false);
  await shopper.look(goods.campo);
  await shopper.open('/');
  await expect(suggested(page)).toHaveCount(0);
  await expectAccessible(page, info);
});

test('suggestions follow what one does, say why, and forget at a word', async ({ shopper, page }, info) => {
  await answer(shopper, true);
  await shopper.look(goods.boards);
  await shopper.look(goods.campo);
  await becauseOf(shopper, goods.campo);
  await shopper.awake();
  await expectFits(page);
  await expectAccessible(page, info);
  const first = suggested(page).filter({ has: page.locator(`input[name=because][value="${reference(goods.campo)}"]`) }).first();
  await first.locator('summary').click();
  await expect(first.locator('.why p')).toContainText('Because you looked at');
  await expect(first.locator('.why a')).toHaveAttribute('href', /\/product\/nomad\/5/);
  await expectFits(page);
  await expectAccessible(page, info);
  const before = await suggested(page).locator('.title').allInnerTexts();

  await first.locator('form[action="/api/recommendations/forget"] button').click();
  await expect(page).toHaveURL(/\/\?forgotten=1/);
  await expect(page.locator('.for-you .absence-note.good')).toBeVisible();
  await expect(page.locator(`.for-you input[name=because][value="${reference(goods.campo)}"]`)).toHaveCount(0);
  expect(await suggested(page).locator('.title').allInnerTexts()).not.toEqual(before);

  await answer(shopper, false);
  await shopper.open('/');
  await expect(suggested(page), 'a no ends it at once').toHaveCount(0);
});

test('words of a search lead to suggestions, and are forgotten as well', async ({ shopper, page }) => {
  await answer(shopper, true);
  await shopper.open('/search?q=headphones');
  await expect(async () => {
    await page.goto('/');
    await expect(page.locator('.for-you input[name=words][value="headphones"]').first()).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 25_000 });
  const first = suggested(page).filter({ has: page.locator('input[name=words]') }).first();
  await first.locator('summary').click();
  await expect(first.locator('.why p')).toContainText('Because you searched for headphones');
  await first.locator('button').last().click();
  await expect(page).toHaveURL(/forgotten=1/);
  await expect(page.locator('.for-you input[name=words]')).toHaveCount(0);
});

test('rows stand beside a thing and beside a cart', async ({ shopper, page }, info) => {
  await expect(async () => {
    await page.goto(`/product/${goods.can.marketplace}/${goods.can.id}?look=${Date.now()}`);
    await expect(page.locator('#row-similar')).toBeVisible({ timeout: 500 });
    await expect(page.locator('.product-row').nth(1)).toBeAttached({ timeout: 500 });
  }).toPass({ timeout: 25_000 });
  const links = await page.locator('.product-row .title a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(new Set(links).size, 'nothing stands in two rows').toBe(links.length);
  await shopper.awake();
  await expectFits(page);
  await expectAccessible(page, info);
  await shopper.take(goods.can);
  await shopper.open('/cart');
  await expect(page.locator('.product-row')).toHaveCount(1);
  await expectFits(page);
  await expectAccessible(page, info);
});

test('nobody has something of somebody else forgotten, and nonsense is refused', async ({ shopper, page }) => {
  const post = (form: Record<string, string>) => page.request.post('/api/recommendations/forget', { form, headers: { accept: 'application/json' } });
  expect((await post({ product: 'nothing' })).status()).toBe(422);
  expect((await post({ product: reference(goods.boards), because: 'no product' })).status()).toBe(422);
  expect((await post({ product: reference(goods.boards), words: 'x'.repeat(10_000) })).ok()).toBe(true);
  await shopper.open('/');
  await expect(suggested(page)).toHaveCount(0);
});
