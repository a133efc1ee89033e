// Coupons: typed in the cart or the checkout, told plainly where they take nothing off, and a line of their own where they do.
import type { Page } from '@playwright/test';
import { amount, cards, expect, expectAccessible, expectFits, goods, minor, test } from '../support';

const grand = (page: Page) => amount(page.locator('.summary .grand dd').filter({ visible: true }).first());
const form = (page: Page) => page.locator('form.coupon').filter({ visible: true });

async function type(page: Page, code: string): Promise<void> {
  await form(page).locator('#coupon').fill(code);
  await form(page).getByRole('button', { name: 'Apply' }).click();
}

test('a code takes a tenth off the goods, in the cart, the checkout and the order', async ({ shopper, page }, info) => {
  await shopper.take(goods.boards, goods.speaker);
  await shopper.open('/cart');
  const before = await grand(page);
  await type(page, ' welcome10 ');
  const row = page.locator('[data-reduction]').filter({ visible: true });
  await expect(row.first()).toContainText('Coupon WELCOME10');
  const off = Math.abs(minor(await row.first().locator('dd').innerText()));
  expect(off).toBeGreaterThan(0);
  await expect.poll(() => grand(page)).toBe(before - off);
  await expectAccessible(page, info);
  await expectFits(page);

  const toPay = await shopper.toReview();
  expect(toPay).toBe(before - off);
  await expect(form(page)).toContainText('Coupon WELCOME10 takes');
  await expectAccessible(page, info);
  await expectFits(page);
  await shopper.agree();
  await shopper.payWith(cards.good);
  await shopper.confirmed();
  const payment = page.locator('section[aria-labelledby=payment]');
  await expect(payment.locator('[data-reduction]')).toContainText('Coupon WELCOME10');
  expect(minor(await payment.locator('.grand dd').innerText())).toBe(toPay);
});

test('a code that takes nothing off says why and stays typed', async ({ shopper, page }, info) => {
  await shopper.take(goods.boards);
  await shopper.open('/cart');
  const before = await grand(page);
  for (const [code, why] of [
    ['NOBODY', 'There is no such code'],
    ['SUMMER5', 'has expired'],
    ['LARGE50', 'counts from €1,000.00 of goods'],
  ] as const) {
    await type(page, code);
    await expect(page.locator('#coupon-problem'), code).toContainText(why);
    await expect(page.locator('#coupon'), code).toHaveValue(code);
    expect(await grand(page), code).toBe(before);
  }
  await expectAccessible(page, info);
  await type(page, '');
  await expect(page.locator('#coupon-problem')).toHaveCount(0);
});

test('a code typed in the review counts there and can be taken back', async ({ shopper, page }) => {
  await shopper.take(goods.boards, goods.speaker);
  const before = await shopper.toReview();
  await type(page, 'WELCOME10');
  await expect(form(page)).toContainText('Coupon WELCOME10 takes');
  await shopper.awake();
  expect(await shopper.toPay()).toBeLessThan(before);
  await form(page).getByRole('button', { name: 'Remove the coupon' }).click();
  await expect(form(page).locator('#coupon')).toHaveValue('');
  expect(await shopper.toPay()).toBe(before);
});

test('messages are told in French and Arabic too', async ({ shopper, page }) => {
  await shopper.take(goods.boards);
  for (const [language, label, why] of [
    ['fr', 'Appliquer', 'Ce code n’existe pas'],
    ['ar', 'طبّق', 'لا يوجد رمز كهذا'],
  ] as const) {
    await page.context().addCookies([{ name: 'lang', value: language, url: page.url() === 'about:blank' ? (process.env.BASE_URL ?? 'http://127.0.0.1:3000') : page.url() }]);
    await shopper.open('/cart');
    await form(page).locator('#coupon').fill('NOBODY');
    await form(page).getByRole('button', { name: label }).click();
    await expect(page.locator('#coupon-problem')).toContainText(why);
    await expectFits(page);
  }
});
