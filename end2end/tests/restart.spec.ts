// The shop dies between the payment and the last confirmation. When it is back it finishes what was paid for, once.
import { cards, expect, goods, test } from '../support';
import { Server } from '../support/server';

let server: Server;
test.beforeEach(async () => {
  server = await Server.open();
});
test.afterEach(() => server.end());

test('a shop that is killed while it orders finishes the order when it is back', async ({ browser, world, makeShopper }) => {
  test.setTimeout(150_000);
  const context = await browser.newContext({ baseURL: server.url });
  const shopper = makeShopper(await context.newPage());
  await shopper.take(goods.boards, goods.campo);
  const agreed = await shopper.toReview();
  await shopper.agree();

  await test.step('one marketplace takes its order and never says so, the other has not even read it', async () => {
    await world.turn('harbor', { lose_reply_next: 1, lose_reply_by: 'hang' });
    await world.turn('nomad', { latency_ms: 60_000 });
    await shopper.payWith(cards.good);
    await expect.poll(() => world.orders('harbor', shopper.email), { timeout: 15_000 }).toHaveLength(1);
    await server.kill();
  });
  const number = /\/order\/([^/]+)\//.exec(shopper.page.url())![1];
  expect(await world.orders('nomad', shopper.email)).toHaveLength(0);
  expect(await world.captures(number), 'nothing is taken before it is confirmed').toEqual([]);

  await world.heal();
  await server.start();
  await expect.poll(() => world.captures(number), { timeout: 100_000, intervals: [1_000] }).toEqual([agreed]);
  for (const slug of ['harbor', 'nomad']) expect(await world.orders(slug, shopper.email), slug).toHaveLength(1);
  await shopper.open(`/order/${number}/confirmation`);
  expect(await shopper.confirmed()).toBe(number);
  expect(await shopper.paid()).toBe(agreed);
  expect((await shopper.parts()).every((part) => part.theirs !== '')).toBe(true);
  await world.mailWith(shopper.email, number);
  await context.close();
});

test('a payment made while the shop is away is heard of when it is back', async ({ browser, world, makeShopper }) => {
  test.setTimeout(90_000);
  const context = await browser.newContext({ baseURL: server.url });
  const shopper = makeShopper(await context.newPage());
  await shopper.take(goods.campo);
  const agreed = await shopper.toReview();
  await shopper.agree();
  await server.kill();
  await shopper.payWith(cards.good);
  await shopper.page.waitForURL(/chrome-error:|confirmation/);
  await server.start();
  await world.mailWith(shopper.email, 'OC-');
  await shopper.open('/orders');
  await shopper.page.locator('.order-row a').click();
  expect(await shopper.paid()).toBe(agreed);
  expect(await world.orders('nomad', shopper.email)).toHaveLength(1);
  await context.close();
});
