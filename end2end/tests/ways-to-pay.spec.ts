// Paying at somebody else than the card gateway: on their page and back, refused there, given up there, down.
import { cards, expect, expectAccessible, goods, names, test, type Shopper } from '../support';

/** Chooses a way to pay in the review and goes on to its page. */
async function payBy(shopper: Shopper, way: string): Promise<void> {
  await shopper.page.locator(`input[name=payment][value=${way}]`).check();
  await shopper.payButton.click();
  await expect(shopper.page.getByRole('button', { name: /^Agree/ }).first()).toBeVisible();
}

test('PayPal holds the sum and takes what the shops confirm', async ({ shopper, world, page }, info) => {
  await shopper.take(goods.boards, goods.campo);
  const total = await shopper.toReview();
  await expectAccessible(page, info);
  await payBy(shopper, 'paypal');
  await page.getByRole('button', { name: /^Agree/ }).first().click();
  const number = await shopper.confirmed();
  expect(await shopper.paid()).toBe(total);
  expect(await world.captures(number, 'paypal')).toEqual([total]);
  expect(await world.captures(number), 'the card gateway knows nothing of it').toEqual([]);
  await expect(page.locator('main')).toContainText('PayPal');
});

test('a shop that refuses its part is not paid by PayPal', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards, goods.campo);
  const total = await shopper.toReview();
  await world.turn('nomad', { refuse_orders: true });
  await payBy(shopper, 'paypal');
  await page.getByRole('button', { name: /^Agree/ }).first().click();
  const number = await shopper.confirmed();
  const parts = await shopper.parts();
  const placed = parts.find((part) => part.name === names['harbor'])!;
  expect(placed.total).toBeLessThan(total);
  expect(await world.captures(number, 'paypal')).toEqual([placed.total]);
});

test('giving up at PayPal leads back, and the same cart is paid by card', async ({ shopper, page }) => {
  await shopper.take(goods.campo);
  await shopper.toReview();
  await payBy(shopper, 'paypal');
  await page.locator('.back a').click();
  await expect(page).toHaveURL(/\/checkout/);
  await expect(page.getByRole('alert')).toBeVisible();
  await page.locator('input[name=payment][value=card]').check();
  await shopper.agree();
});

test('what PayPal declines after all is told, and the same cart is paid by card', async ({ shopper, world, page }) => {
  await shopper.take(goods.campo);
  const total = await shopper.toReview();
  await payBy(shopper, 'paypal');
  await page.getByText('What else can happen').click();
  await page.locator('button[value=decline]').click();
  await expect(page).toHaveURL(/\/confirmation/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('did not go through');
  await page.getByRole('link', { name: 'Pay in another way' }).click();
  await page.locator('input[name=payment][value=card]').check();
  await shopper.agree();
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  expect(await world.captures(number)).toEqual([total]);
});

test('Alipay is offered for yuan, and gives back what a shop did not confirm', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards, goods.campo);
  await shopper.open('/checkout');
  await expect(page.locator('input[name=payment][value=alipay]')).toHaveCount(0);
  const changed = await shopper.post('/api/preferences', { lang: 'en', currency: 'CNY', country: 'CN', theme: 'light', back: '/' });
  expect(changed.status()).toBeLessThan(400);
  await shopper.open('/checkout');
  await shopper.tellDetails({ street: 'Jianguo Road 1', postcode: '100000', city: 'Beijing' });
  await shopper.acceptDelivery();
  await world.turn('nomad', { refuse_orders: true });
  await payBy(shopper, 'alipay');
  await page.getByRole('button', { name: /^Agree/ }).first().click();
  const number = await shopper.confirmed();
  const [taken] = await world.captures(number, 'alipay');
  const given = (await world.moved('refunded', number, 'alipay')).reduce((sum, minor) => sum + minor, 0);
  expect(given).toBeGreaterThan(0);
  expect(taken - given).toBe(await shopper.paid());
});

test('a provider that is down is named and cannot be chosen', async ({ shopper, world, page }) => {
  test.slow();
  await world.turn('paypal', { error_status: 503 });
  await shopper.take(goods.campo);
  await shopper.toReview();
  // the shop looks at its gateways every fifteen seconds
  await expect(async () => {
    await page.reload();
    await expect(page.locator('[data-down=paypal]')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 25_000 });
  await expect(page.locator('input[name=payment][value=paypal]')).toHaveCount(0);
  await world.heal();
  await expect(async () => {
    await page.reload();
    await expect(page.locator('input[name=payment][value=paypal]')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 25_000 });
});
