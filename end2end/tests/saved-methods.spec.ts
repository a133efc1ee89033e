// Ways to pay that somebody else keeps: let PayPal keep one, pay with it without its page, have it forgotten.
import { expect, expectAccessible, goods, test } from '../support';
import { join } from '../support/account';

test('PayPal is kept once, pays without its page, and is forgotten', async ({ shopper, world, page }, info) => {
  await join(page, world, shopper.email);
  await shopper.open('/account/payment');
  await page.getByRole('button', { name: /PayPal/ }).click();
  await page.getByRole('button', { name: /^Agree/ }).first().click();
  await expect(page.locator('[data-kept=paypal]')).toContainText('a•••@example.org');
  await expectAccessible(page, info);

  await shopper.take(goods.campo);
  const total = await shopper.toReview();
  await expect(page.locator('input[name=payment]').first()).toBeChecked();
  await shopper.payButton.click();
  const number = await shopper.confirmed();
  expect(await world.captures(number, 'paypal')).toEqual([total]);

  await shopper.open('/account/payment');
  await page.locator('[data-kept=paypal]').getByRole('button').click();
  await expect(page.locator('[data-kept]')).toHaveCount(0);
});

test('giving up on its page keeps nothing', async ({ shopper, world, page }) => {
  await join(page, world, shopper.email);
  await shopper.open('/account/payment');
  await page.getByRole('button', { name: /PayPal/ }).click();
  await page.locator('.back a').click();
  await expect(page).toHaveURL(/\/account\/payment/);
  await expect(page.locator('[data-kept]')).toHaveCount(0);
  await expect(page.getByRole('status').first()).toBeVisible();
});
