// Marketplaces that hang, talk nonsense or are gone. The others go on selling, and the page names who is missing.
import type { Page } from '@playwright/test';
import { expect, goods, names, reference, scripts, test } from '../support';

const missing = (page: Page) => page.locator('ul.answers li.absent');

test('a hanging and a babbling marketplace are named, and the others still sell', async ({ shopper, world, page }, info) => {
  await world.turn('kitemart', { hang: true });
  await world.turn('nomad', { garbage: true });
  await shopper.open('/search?q=oak');
  await expect(missing(page)).toHaveCount(2);
  for (const slug of ['kitemart', 'nomad']) {
    await expect(missing(page).filter({ hasText: names[slug] })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: names[slug] })).toBeVisible();
  }
  expect(await page.locator('article.product-card').count()).toBeGreaterThan(0);

  await shopper.look(goods.boards);
  await shopper.pressAdd(goods.boards);
  if (scripts(info)) await expect(page.getByRole('dialog')).toContainText(goods.boards.title);
  else await expect(page.locator('section.parcel')).toContainText(goods.boards.title);
});

test('asking again finds who is back', async ({ shopper, world, page }) => {
  await world.turn('baobab', { error_status: 500 });
  await shopper.open('/search?q=terracotta');
  await expect(missing(page)).toHaveCount(1);
  const few = await page.locator('[data-live=count] b').innerText();
  await world.heal();
  // one that failed several times is left alone for five seconds, whoever asks
  await expect(async () => {
    await page.locator('.absence-note a').click();
    await shopper.awake();
    await expect(missing(page)).toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  expect(await page.locator('[data-live=count] b').innerText()).not.toBe(few);
});

test('with all five gone our own shelf still sells', async ({ shopper, world, page }) => {
  for (const place of await world.marketplaces()) await world.turn(place.slug, { error_status: 502 });
  await shopper.open('/search?q=tonvik');
  await expect(missing(page)).toHaveCount(5);
  await expect(page.locator('article.product-card', { hasText: goods.speaker.title })).toBeVisible();

  const answer = await page.goto('/search?q=velune');
  expect(answer!.status()).toBe(200);
  await expect(page.locator('.empty-state')).toBeVisible();
  await expect(page.locator('.empty-state').getByRole('searchbox')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /5 marketplaces/ })).toBeVisible();
});

test('a product whose marketplace is silent is shown as it was last known', async ({ shopper, world, page }) => {
  await shopper.open('/');
  await shopper.search(goods.kettle.words);
  await expect(page.locator('article.product-card').first()).toBeVisible();
  await world.turn('baobab', { hang: true });
  const answer = await page.goto(`/product/baobab/${goods.kettle.id}?by=returns`);
  expect(answer!.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(goods.kettle.title);
  await expect(page.getByRole('status').filter({ hasText: names['baobab'] })).toBeVisible();
});

test('a product nobody knows is a page of its own', async ({ page }) => {
  for (const path of ['/product/harbor/none', '/product/nobody/hp-2224', '/product/harbor/%00', `/product/harbor/${'x'.repeat(3000)}`]) {
    const answer = await page.goto(path);
    expect(answer!.status(), path).toBe(404);
    await expect(page.getByRole('main').getByRole('searchbox')).toBeVisible();
  }
});

test('a marketplace that sells on its own page only cannot be put into the cart', async ({ shopper }) => {
  const answer = await shopper.post('/api/cart/add', { product: reference({ ...goods.campo, marketplace: 'lumen', id: 'L073874Y7A' }) });
  expect(answer.headers()['location']).toContain('problem=hand-off-only');
});
