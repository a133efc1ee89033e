// What moves between looking and paying: prices, stock, marketplaces. Nobody pays for what they did not agree to.
import { cards, expect, goods, minor, names, reference, test } from '../support';

test('a price that rose before paying is shown and has to be agreed to', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards, goods.campo);
  const before = await shopper.toReview();
  await world.turn('harbor', { price_change_percent: 10 });
  await shopper.payButton.click();
  await expect(page).toHaveURL(/\/checkout\?changed=1/);
  await shopper.awake();
  const changes = page.getByRole('region', { name: /changed/i });
  await expect(changes).toContainText(goods.boards.title);
  await expect(changes.locator('s')).toHaveText(/42\.00/);
  await expect(changes.locator('b')).toHaveText(/46\.20/);
  const now = await shopper.toPay();
  expect(now).toBe(before + 420);

  await shopper.agree();
  expect(minor(await page.locator('.total').innerText())).toBe(now);
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  expect(await world.captures(number)).toEqual([now]);
});

test('a price that fell is simply less to pay', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards);
  const before = await shopper.toReview();
  await world.turn('harbor', { price_change_percent: -10 });
  await shopper.agree();
  expect(minor(await page.locator('.total').innerText())).toBe(before - 420);
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  expect(await shopper.paid()).toBe(before - 420);
  expect(await world.captures(number)).toEqual([before - 420]);
});

test('a rise within what the shopper allows asks nobody again', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards);
  const before = await shopper.toReview('keep_rest', '500');
  await world.turn('harbor', { price_change_percent: 2 });
  await shopper.agree();
  expect(minor(await page.locator('.total').innerText())).toBe(before + 84);
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  expect(await world.captures(number)).toEqual([before + 84]);
});

test('a thing that sold out after the review stops the payment and is named', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards, goods.campo);
  const before = await shopper.toReview();
  await world.turn('nomad', { sold_out: [goods.campo.id] });
  await shopper.payButton.click();
  await expect(page).toHaveURL(/\/checkout\?changed=1/);
  await shopper.awake();
  const changes = page.getByRole('region', { name: /changed/i });
  await expect(changes).toContainText(goods.campo.title);
  const now = await shopper.toPay();
  expect(now).toBeLessThan(before);
  await shopper.agree();
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  expect((await shopper.parts()).map((part) => part.name)).toEqual([names['harbor']]);
  expect(await world.captures(number)).toEqual([now]);
  await shopper.open('/cart');
  await expect(page.locator('section.parcel'), 'what was not bought is still in the cart').toContainText(goods.campo.title);
});

test('a thing that sold out in the cart is not part of the total', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards, goods.car);
  await world.turn('kitemart', { sold_out: [goods.car.id] });
  const refused = await shopper.post('/api/cart/add', { product: reference(goods.car) });
  expect(refused.headers()['location']).toContain('problem=out-of-stock');
  await shopper.open('/cart');
  const line = page.locator('form.cart-line', { hasText: goods.car.title });
  await expect(line).toContainText(/sold out/i);
  await expect(line.locator('.amount')).not.toContainText('€');
  const alone = await page.locator('section.parcel', { hasText: goods.boards.title }).locator('footer b').innerText();
  expect(minor(await page.locator('.summary .grand dd').innerText())).toBe(minor(alone));
});

test('a marketplace that falls silent before the review is left out and named', async ({ shopper, world, page }) => {
  await shopper.take(goods.boards, goods.campo);
  await shopper.open('/checkout');
  await shopper.tellDetails();
  await world.turn('nomad', { error_status: 503 });
  await shopper.acceptDelivery();
  await expect(page.getByRole('region', { name: /changed/i })).toContainText(names['nomad']);
  await expect(page.locator('details.fold')).toHaveCount(1);
  await world.heal();
  // one that failed several times is left alone for five seconds, whoever asks
  await expect(async () => {
    await page.getByRole('button', { name: /ask all/i }).click();
    await expect(page.locator('details.fold')).toHaveCount(2, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
});
