// The wallet: paying in, paying with it, and what it says when it holds too little.
import type { Page } from '@playwright/test';
import { amount, cards, expect, expectAccessible, expectFits, goods, minor, scripts, test, type Shopper } from '../support';

const balance = (page: Page) => amount(page.locator('[data-balance]'));
const rows = (page: Page) => page.locator('#history .money-list > li');

/** Pays an amount into the wallet with a good card; ends on the wallet's page. */
async function payIn({ page }: Shopper, typed: string): Promise<void> {
  await page.goto('/wallet');
  await page.locator('#amount').fill(typed);
  await page.locator('form[action="/api/wallet/top-up"] button').click();
  await expect(page.locator('#card_number')).toBeVisible();
}

async function comesBack({ page }: Shopper): Promise<void> {
  await expect(page).toHaveURL(/\/wallet\?topped=TU-/);
  await expect(async () => {
    if ((await page.locator('[data-pending]').count()) > 0) await page.reload();
    await expect(page.locator('[data-pending]')).toHaveCount(0, { timeout: 100 });
  }).toPass({ timeout: 25_000, intervals: [100, 300] });
}

test('an empty wallet says so and is found where the orders are', async ({ shopper, page }, info) => {
  await shopper.open('/orders');
  await page.locator('a[href="/wallet"]').filter({ visible: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your wallet');
  await shopper.awake();
  expect(await balance(page)).toBe(0);
  await expect(rows(page)).toHaveCount(0);
  await expectAccessible(page, info);
  await expectFits(page);
});

test('an amount that makes no sense is told beside its field, and stays typed', async ({ shopper, page }, info) => {
  for (const wrong of ['nothing', '0', '-5', '0.001', '1e3', '999999999', '12.345']) {
    await shopper.open('/wallet');
    await page.locator('#amount').fill(wrong);
    await page.locator('form[action="/api/wallet/top-up"] button').click();
    await expect(page.locator('#amount'), wrong).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#amount-told'), wrong).toContainText('€100,000.00');
    await expect(page.locator('#amount')).toHaveValue(wrong);
  }
  await shopper.awake();
  await expectAccessible(page, info);
  const forged = await shopper.post('/api/wallet/top-up', { amount: '10', currency: 'XXX' });
  expect(forged.status()).toBe(303);
  expect(forged.headers()['location']).toContain('problem=invalid');
});

test('what is paid in pays an order at once', async ({ shopper, world, page }, info) => {
  await payIn(shopper, '400,50');
  await shopper.payWith(cards.good);
  await comesBack(shopper);
  await shopper.awake();
  expect(await balance(page)).toBe(40_050);
  await expect(page.locator('.absence-note.good')).toContainText('€400.50');
  await expect(rows(page)).toHaveCount(1);

  await shopper.take(goods.boards, goods.campo);
  const total = await shopper.toReview();
  await page.locator('input[name=payment][value=wallet]').check();
  await expectAccessible(page, info);
  await expectFits(page);
  await shopper.payButton.click();
  const number = await shopper.confirmed();
  await expect(page.locator('.summary')).toContainText('wallet');
  expect(await shopper.paid()).toBe(total);
  expect(await world.captures(number)).toEqual([]);
  for (const good of [goods.boards, goods.campo]) expect(await world.orders(good.marketplace, shopper.email)).toHaveLength(1);

  await shopper.open('/wallet');
  expect(await balance(page)).toBe(40_050 - total);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first().locator(`a[href="/order/${number}"]`)).toBeVisible();
  expect(-minor(await rows(page).first().locator('.amount').innerText()) + 40_050).toBe(await balance(page));
  await expectAccessible(page, info);
});

test('a wallet that holds too little is not offered, and a door that is forced says why', async ({ shopper, page }) => {
  await payIn(shopper, '2');
  await shopper.payWith(cards.good);
  await comesBack(shopper);
  await shopper.take(goods.campo);
  const total = await shopper.toReview();
  await expect(page.locator('input[name=payment][value=wallet]')).toHaveCount(0);
  const form = page.locator('form#pay');
  await expect(form).toContainText('€2.00');
  await expect(form).toContainText(`€${((total - 200) / 100).toFixed(2)}`);
  await expect(form.locator('a[href="/wallet"]')).toBeVisible();
  const validation = await form.locator('input[name=validation]').inputValue();
  const forced = await shopper.post('/api/checkout/pay', { validation, policy: 'keep_rest', tolerance: '0', payment: 'wallet' });
  await page.goto(forced.headers()['location']);
  await expect(page.getByRole('alert')).toContainText('wallet');
  await expect(page.locator('form#pay')).toBeVisible();
});

test('who turns back at the payment page has paid nothing', async ({ shopper, page }) => {
  await payIn(shopper, '30');
  await page.locator('.back a').click();
  await expect(page).toHaveURL(/\/wallet\?cancelled=TU-/);
  await expect(page.locator('.absence-note.change')).toBeVisible();
  await shopper.open('/wallet');
  expect(await balance(page)).toBe(0);
  await expect(page.locator('.absence-note')).toHaveCount(0);
});

test('a payment that is not confirmed yet is waited for', async ({ shopper, world, page }, info) => {
  await world.turn('gateway', { webhooks: 'never' });
  await payIn(shopper, '5');
  await shopper.payWith(cards.good);
  await comesBack(shopper);
  expect(await balance(page)).toBe(500);
  if (scripts(info)) await expect(page.locator('html')).toHaveAttribute('data-hydrated', '');
});

test('the history has pages', async ({ shopper, page }, info) => {
  test.skip(scripts(info), 'the same with scripts');
  test.slow();
  for (let time = 0; time < 21; time += 1) {
    await payIn(shopper, `${time + 1}`);
    await shopper.payWith(cards.good);
    await comesBack(shopper);
  }
  await expect(rows(page)).toHaveCount(20);
  await page.locator('#history a[rel=next]').click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('€1.00');
  await page.locator('#history a[rel=prev]').click();
  await expect(rows(page)).toHaveCount(20);
});

test('the wallet in Arabic and French', async ({ shopper, page, context, baseURL }, info) => {
  for (const lang of ['ar', 'fr']) {
    await context.addCookies([{ name: 'lang', value: lang, url: baseURL! }]);
    await shopper.open('/wallet?problem=invalid&field=amount&typed=x#top-up');
    await expectFits(page);
    await expectAccessible(page, info);
  }
  await expect(page.locator('#amount-told')).toContainText('€');
});
