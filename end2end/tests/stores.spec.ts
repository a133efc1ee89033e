// Marketplaces: a page for each with how it kept its word, and reports of counterfeits from the form to the block.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { address, expect, expectAccessible, expectFits, goods, names, phone, reference, scripts, test } from '../support';

test.describe.configure({ timeout: 60_000 });

/** The key of the shop that is tested; by hand that of `./dev run`. */
function key(): string {
  const file = fileURLToPath(new URL('../../data/onecart.db.operator', import.meta.url));
  return (process.env.OPERATOR_KEY ?? readFileSync(file, 'utf8')).trim();
}

async function look(page: Page, info: TestInfo): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expectFits(page);
  await expectAccessible(page, info);
}

test('every marketplace has a page: who it is, how it kept its word, its terms and its goods', async ({ shopper, page }, info) => {
  await shopper.open('/stores');
  await page.getByRole('link', { name: names['harbor'], exact: true }).first().click();
  await expect(page).toHaveURL(/\/stores\/harbor$/);
  await shopper.awake();
  await look(page, info);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names['harbor']!);
  await expect(page.locator('[data-trust]')).toHaveCount(4);
  await expect(page.locator('.store-page')).toContainText('Reviews and ratings cannot move these numbers.');
  await expect(page.locator('.specs')).toContainText('Returns');
  const cards = page.locator('article.product-card .title a');
  const first = await cards.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(first.length).toBe(24);
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/\/stores\/harbor\?page=2$/);
  await shopper.awake();
  const second = await cards.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(second.filter((link) => first.includes(link)), 'no product stands on two pages').toEqual([]);
  for (const wrong of ['/stores/nowhere', '/stores/harbor?page=0', '/stores/harbor?page=99999', '/stores/harbor?page=x', '/stores/Har%20bor']) {
    expect((await page.request.get(wrong)).status(), wrong).toBe(404);
  }
});

test('what was seen of orders is counted, and too little is said to be too little', async ({ shopper, page }) => {
  await shopper.open('/stores/lumen');
  await expect(page.locator('[data-trust=store-refunded]')).toContainText('Not enough seen yet');
});

test('in Arabic, from right to left', async ({ shopper, page, context, baseURL }, info) => {
  await context.addCookies([{ name: 'lang', value: 'ar', url: baseURL! }]);
  for (const path of ['/stores/baobab', `/report?marketplace=harbor&product=${goods.boards.id}`]) {
    await shopper.open(path);
    await look(page, info);
    await expect(page.locator('main h1, main p').first()).toBeVisible();
  }
});

test('a guest reports a product; what is wrong with the form stands beside its field', async ({ shopper, page }, info) => {
  await shopper.look(goods.cap);
  await page.getByRole('link', { name: 'Report a counterfeit' }).click();
  await expect(page).toHaveURL(/\/report\?marketplace=nomad&product=56/);
  await shopper.awake();
  await look(page, info);
  const form = page.locator('form[action="/api/report"]');
  await form.locator('#words').fill('The <b>stitching</b> & the label are wrong.');
  const [refused] = await Promise.all([
    page.waitForResponse((answer) => answer.url().includes('/report?') && answer.request().method() === 'GET'),
    form.getByRole('button').click(),
  ]);
  expect(refused.status()).toBe(422);
  await expect(page.locator('#reason-problem')).toBeVisible();
  await expect(form.locator('#words'), 'what was typed is still there').toHaveValue('The <b>stitching</b> & the label are wrong.');
  await shopper.awake();
  await look(page, info);
  await form.locator('input[name=reason][value=fake]').check();
  await form.getByRole('button').click();
  await expect(page).toHaveURL(/sent=1/);
  await expect(page.locator('.absence-note.good')).toBeVisible();
  for (const wrong of ['/report', '/report?marketplace=nowhere', '/report?marketplace=harbor&product=none']) {
    expect((await page.request.get(wrong)).status(), wrong).toBe(404);
  }
  const again = await shopper.post('/api/report', { marketplace: 'nomad', product: goods.cap.id, reason: 'other', words: '' });
  expect(again.headers()['location']).toContain('/report?');
  const statuses: number[] = [];
  for (const good of [goods.boards, goods.can, goods.car, goods.campo, goods.daypack, goods.kettle]) {
    const answer = await page.request.post('/api/report', { form: { marketplace: good.marketplace, product: good.id, reason: 'fake' }, headers: { accept: 'application/json' } });
    statuses.push(answer.status());
  }
  expect(statuses.filter((status) => status === 429).length, 'five a day are enough').toBeGreaterThan(0);
});

test('what the operator blocks is out of stock and in no list, until it may be sold again', async ({ shopper, page, browser, baseURL }, info) => {
  test.skip(phone(info) || !scripts(info), 'one block is enough, and every other path is spared from it');
  await shopper.take(goods.cube);
  const sent = await shopper.post('/api/report', { marketplace: goods.cube.marketplace, product: goods.cube.id, reason: 'dangerous', words: 'It breaks.' });
  expect(sent.headers()['location']).toContain('sent=1');
  const context = await browser.newContext({ baseURL: baseURL!, locale: 'en-GB', reducedMotion: 'reduce' });
  const clerk = await context.newPage();
  await clerk.goto('/operator');
  await clerk.getByLabel("Operator's key").fill(key());
  await clerk.getByRole('button', { name: 'Open' }).click();
  await clerk.getByRole('link', { name: 'Reports' }).click();
  await look(clerk, info);
  const report = clerk.locator('.entries > li', { hasText: 'It breaks.' }).first();
  try {
    await report.getByRole('button', { name: 'Block this' }).click();
    await expect(clerk.locator('.absence-note.good')).toBeVisible();
    await page.goto(`${address(goods.cube)}?look=${Date.now()}`);
    await expect(page.locator('.buy-box')).toContainText(/sold out|out of stock/i);
    const refused = await shopper.post('/api/cart/add', { product: reference(goods.cube) });
    expect(refused.headers()['location']).toContain('problem=out-of-stock');
    await shopper.open('/cart');
    await expect(page.locator('main')).toContainText(/sold out|out of stock/i);
    await shopper.open(`/search?q=${encodeURIComponent(goods.cube.words)}&look=1`);
    await expect(page.locator(`article.product-card a[href^="${address(goods.cube)}"]`)).toHaveCount(0);
  } finally {
    await clerk.goto('/operator/reports');
    const blocked = clerk.locator('section[aria-labelledby=blocked] li', { hasText: goods.cube.title });
    await blocked.getByRole('button', { name: 'Let it be sold again' }).click();
    await expect(clerk.locator('.absence-note.good')).toBeVisible();
  }
  await report.getByRole('button', { name: 'Seen to' }).click();
  await expect(clerk.locator('details.fold')).toContainText('Reports that were seen to');
  await page.goto(`${address(goods.cube)}?look=${Date.now()}`);
  await expect(page.locator('form[action="/api/cart/add"]').first()).toBeVisible();
  await context.close();
});
