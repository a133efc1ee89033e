// What the shop takes off carts by itself: begun behind the counter, told in the cart, paid, and ended.
import { cards, expect, expectAccessible, goods, minor, test } from '../support';
import { becomeOwner } from '../support/account';
import { Server } from '../support/server';

test('a promotion is begun, counts in the cart and the order, and is ended', async ({ browser, page, world, makeShopper }, info) => {
  test.slow();
  // a shop of its own: what is taken off here would be taken off the carts of all other paths
  const server = await Server.open();
  try {
    await becomeOwner(page, world, `owner-${Date.now()}@example.org`, server);
    await page.goto(`${server.url}/operator/promotions`);
    await expectAccessible(page, info);
    await page.getByLabel('Name that shoppers read').fill('Autumn week');
    await page.getByLabel('How much').fill('200');
    await page.getByLabel('On whose goods').selectOption('harbor');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(page.getByText('A whole percentage from 1 to 100')).toBeVisible();
    await expect(page.getByLabel('Name that shoppers read'), 'what was typed stays').toHaveValue('Autumn week');
    await expect(page.getByLabel('On whose goods')).toHaveValue('harbor');
    await page.getByLabel('How much').fill('20');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(page.locator('.entries')).toContainText('20 % off the goods');

    const context = await browser.newContext({ ...info.project.use, baseURL: server.url });
    const shopper = makeShopper(await context.newPage());
    await shopper.take(goods.boards, goods.campo);
    await shopper.open('/cart');
    const row = shopper.page.locator('[data-reduction]').filter({ visible: true });
    await expect(row).toContainText('Autumn week');
    await expect(row, 'a fifth of 42.00, nothing of the other marketplace').toContainText('8.40');
    const total = await shopper.toReview();
    await expect(shopper.page.locator('[data-reduction]').filter({ visible: true }).first()).toContainText('Autumn week');
    await shopper.agree();
    await shopper.payWith(cards.good);
    const number = await shopper.confirmed();
    expect(await shopper.paid()).toBe(total);
    expect(await world.captures(number)).toEqual([total]);
    await expect(shopper.page.getByRole('region', { name: 'Payment' }).locator('[data-reduction]')).toContainText('8.40');
    const [booked] = await world.orders('harbor', shopper.email);
    expect(booked!.amounts.total_minor, 'the marketplace is paid in full').toBeGreaterThanOrEqual(4200);

    await page.goto(`${server.url}/operator/promotions`);
    await page.getByRole('button', { name: 'End it' }).click();
    await expect(page.getByText(/Ended on/)).toBeVisible();
    await shopper.take(goods.boards);
    await shopper.open('/cart');
    await expect(shopper.page.locator('.summary .grand dd')).toBeVisible();
    await expect(shopper.page.locator('[data-reduction]')).toHaveCount(0);
    expect(minor(await shopper.page.locator('.summary .grand dd').innerText())).toBeGreaterThanOrEqual(4200);
    await context.close();
  } finally {
    await server.end();
  }
});
