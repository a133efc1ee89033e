// Paying, and everything a bank, a gateway or a nervous finger can do about it.
import { cards, expect, goods, minor, reference, test } from '../support';

const wanted = [goods.boards, goods.campo];

for (const [what, card] of [
  ['declined', cards.declined],
  ['short of money', cards.poor],
] as const) {
  test(`a card that is ${what} is told so, and another one pays`, async ({ shopper, world, page }) => {
    await shopper.take(...wanted);
    const total = await shopper.toReview();
    await shopper.agree();
    await shopper.payWith(card);
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.locator('#card_number')).toHaveAttribute('aria-invalid', 'true');
    expect(await world.orders('harbor', shopper.email), 'nothing is ordered yet').toHaveLength(0);
    await shopper.payWith(cards.good);
    const number = await shopper.confirmed();
    expect(await shopper.paid()).toBe(total);
    expect(await world.captures(number)).toEqual([total]);
  });
}

test('a bank that asks first is answered', async ({ shopper, world, page }) => {
  await shopper.take(...wanted);
  const total = await shopper.toReview();
  await shopper.agree();
  await shopper.payWith(cards.challenged);
  await expect(page.locator('button[value=approve]')).toBeVisible();
  await page.locator('button[value=approve]').click();
  const number = await shopper.confirmed();
  expect(await world.captures(number)).toEqual([total]);
});

test('a bank that was told no orders nothing, and another card pays', async ({ shopper, world, page }) => {
  await shopper.take(goods.campo);
  await shopper.toReview();
  await shopper.agree();
  await shopper.payWith(cards.challenged);
  await page.locator('button[value=reject]').click();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await world.orders('nomad', shopper.email)).toHaveLength(0);
  await shopper.payWith(cards.good);
  await shopper.confirmed();
  expect(await world.orders('nomad', shopper.email)).toHaveLength(1);
});

test('giving the payment up leads back to the checkout with everything kept', async ({ shopper, world, page }) => {
  await shopper.take(...wanted);
  const total = await shopper.toReview('next_best', '200');
  await shopper.agree();
  await page.locator('.back a').click();
  await expect(page).toHaveURL(/\/checkout/);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('.stepper')).toContainText('Rua da Prata 12');
  await expect(page.locator('.stepper')).toContainText(shopper.email);
  for (const good of wanted) await expect(page.locator('details.fold', { hasText: good.title })).toBeVisible();
  await expect(page.locator('input[name=policy][value=next_best]')).toBeChecked();
  await expect(page.locator('input[name=tolerance][value="200"]')).toBeChecked();
  expect(await shopper.toPay()).toBe(total);

  await shopper.agree();
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  expect(await world.captures(number)).toEqual([total]);
  expect(await world.orders('harbor', shopper.email)).toHaveLength(1);
});

test('a payment whose message never comes is heard of all the same', async ({ shopper, world }) => {
  await world.turn('gateway', { webhooks: 'never' });
  const number = await shopper.buy(goods.campo);
  expect(await world.captures(number)).toHaveLength(1);
  expect(await world.orders('nomad', shopper.email)).toHaveLength(1);
});

test('a payment whose shopper never comes back is heard of all the same', async ({ shopper, world, page }) => {
  await shopper.take(goods.campo);
  await shopper.toReview();
  await shopper.agree();
  await page.route('**/confirmation', (route) => route.abort());
  await shopper.payWith(cards.good).catch(() => undefined);
  await world.mailWith(shopper.email, 'OC-');
  expect(await world.orders('nomad', shopper.email)).toHaveLength(1);
});

test('a payment whose message comes twice makes one order', async ({ shopper, world }) => {
  await world.turn('gateway', { webhooks: 'twice' });
  const number = await shopper.buy(...wanted);
  for (const good of wanted) expect(await world.orders(good.marketplace, shopper.email)).toHaveLength(1);
  expect(await world.captures(number)).toHaveLength(1);
  const mails = (await world.mail(shopper.email)).filter((mail) => mail.subject.includes(number));
  expect(mails.length).toBeLessThanOrEqual(1);
});

test('pressing pay twice makes one order', async ({ shopper, world, page }) => {
  await shopper.take(...wanted);
  await shopper.toReview();
  const validation = await page.locator('form#pay input[name=validation]').inputValue();
  const again = { validation, policy: 'keep_rest', tolerance: '0' };
  const answers = await Promise.all([1, 2, 3].map(() => shopper.post('/api/checkout/pay', again)));
  const ways = new Set(answers.map((answer) => answer.headers()['location']));
  expect([...ways], 'all lead to the same payment page').toEqual([expect.stringContaining('/pay/')]);
  await shopper.payButton.dblclick();
  await expect(page.locator('#card_number')).toBeVisible();
  expect([...ways]).toEqual([page.url()]);
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  for (const good of wanted) expect(await world.orders(good.marketplace, shopper.email)).toHaveLength(1);
  expect(await world.captures(number)).toHaveLength(1);
  await shopper.open('/orders');
  await expect(page.locator('.order-row')).toHaveCount(1);
});

test('a cart that was changed beside an open payment page is not lost', async ({ shopper, page, context }) => {
  await shopper.take(goods.campo);
  const total = await shopper.toReview();
  await shopper.agree();
  const other = await context.newPage();
  await other.goto('/cart');
  const added = await shopper.post('/api/cart/add', { product: reference(goods.boards) });
  expect(added.status()).toBe(303);
  await other.close();
  await shopper.payWith(cards.good);
  await shopper.confirmed();
  expect(await shopper.paid()).toBe(total);
  await shopper.open('/cart');
  await expect(page.locator('section.parcel')).toHaveCount(1);
  await expect(page.locator('section.parcel')).toContainText(goods.boards.title);
  expect(minor(await page.locator('.summary .grand dd').innerText())).toBeGreaterThan(0);
});
