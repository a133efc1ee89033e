// From the packing table to the door: what marketplaces do with their parts is told on one page and by mail.
import { expect, goods, names, test } from '../support';

test('a parcel is followed to the door, on the page and by mail', async ({ shopper, world, page }) => {
  const number = await shopper.buy(goods.boards, goods.car);
  const booked = (await world.orders('harbor', shopper.email))[0];
  const badge = page.getByRole('heading', { level: 1 }).locator('.badge');
  const card = (slug: string) => page.locator('.parcels > li', { hasText: names[slug] });
  /** Looks again until the page tells it. */
  const until = (told: () => Promise<void>) =>
    expect(async () => {
      await page.goto(`/order/${number}`);
      await told();
    }).toPass({ timeout: 20_000, intervals: [500, 1_000] });

  await world.advance('harbor', booked.id, 'shipped');
  const { parcel } = (await world.orders('harbor', shopper.email))[0];
  await until(() => expect(page.locator('.timeline')).toContainText(parcel!.tracking_number, { timeout: 100 }));
  await expect(card('harbor').getByRole('img')).toHaveAttribute('aria-label', /2/);
  const link = page.locator('.timeline a', { hasText: parcel!.tracking_number });
  await expect(link).toHaveAttribute('href', parcel!.tracking_url);
  await world.mailWith(shopper.email, number, names['harbor'], parcel!.tracking_number);

  for (const slug of ['harbor', 'kitemart']) {
    await world.advance(slug, (await world.orders(slug, shopper.email))[0].id, 'delivered');
  }
  await until(() => expect(badge).toHaveClass(/good/, { timeout: 100 }));
  await expect(card('harbor').getByRole('img')).toHaveAttribute('aria-label', /4/);
  await expect(card('kitemart').getByRole('img')).toHaveAttribute('aria-label', /4/);
  const told = await page.locator('.timeline li').filter({ hasText: names['harbor'] }).locator('b').allInnerTexts();
  expect(told, 'in the order in which it happened').toEqual(['Confirmed', 'Being packed', 'Handed to the carrier', 'On its way', 'Out for delivery', 'Delivered']);
  for (const slug of ['harbor', 'kitemart']) await world.mailWith(shopper.email, `from ${names[slug]}`, 'arrived', number);

  await shopper.open('/orders');
  await expect(page.locator('.order-row', { hasText: number }).locator('.badge')).toHaveClass(/good/);
});

test('a parcel that its marketplace calls off is told', async ({ shopper, world, page }) => {
  const number = await shopper.buy(goods.campo, goods.boards);
  await world.advance('harbor', (await world.orders('harbor', shopper.email))[0].id, 'cancelled');
  await world.mailWith(shopper.email, number, names['harbor'], 'cancelled');
  await shopper.open(`/order/${number}`);
  await expect(page.locator('.timeline')).toContainText(/cancelled/i);
});
