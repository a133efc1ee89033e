// A marketplace that refuses at the last moment: after the review, before its order is placed.
import { cards, expect, goods, names, sum, test } from '../support';

const refused = goods.can;
const kept = goods.campo;

test('the rest is kept: the missing part is named and never charged', async ({ shopper, world, page }) => {
  await shopper.take(refused, kept);
  const agreed = await shopper.toReview('keep_rest');
  await shopper.agree();
  await world.turn(refused.marketplace, { refuse_orders: true });
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();

  const parts = await shopper.parts();
  const missing = parts.find((part) => part.name === names[refused.marketplace])!;
  const there = parts.find((part) => part.name === names[kept.marketplace])!;
  expect(missing.theirs).toBe('');
  expect(there.theirs).not.toBe('');
  await expect(page.getByRole('status').filter({ hasText: names[refused.marketplace] })).toBeVisible();
  expect(await shopper.paid(), 'what was confirmed is what is charged').toBe(there.total);
  expect(missing.total + there.total).toBe(agreed);
  expect(await world.captures(number)).toEqual([there.total]);
  expect(await world.orders(refused.marketplace, shopper.email)).toHaveLength(0);
  expect(await world.orders(kept.marketplace, shopper.email)).toHaveLength(1);
  const mail = await world.mailWith(shopper.email, number, names[refused.marketplace]);
  expect(mail.text).toContain(names[kept.marketplace]);
});

test('the next best is taken: the same thing from another marketplace, for no more', async ({ shopper, world }) => {
  await shopper.take(refused, kept);
  const agreed = await shopper.toReview('next_best');
  await shopper.agree();
  await world.turn(refused.marketplace, { refuse_orders: true });
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();

  const placed = (await shopper.parts()).filter((part) => part.theirs !== '');
  const instead = placed.find((part) => part.name !== names[kept.marketplace])!;
  expect(placed).toHaveLength(2);
  expect(Object.values(names)).toContain(instead.name);
  expect(instead.name).not.toBe(names[refused.marketplace]);
  const slug = Object.keys(names).find((slug) => names[slug] === instead.name)!;
  expect(await world.orders(slug, shopper.email)).toHaveLength(1);
  expect(await world.orders(refused.marketplace, shopper.email)).toHaveLength(0);
  const paid = await shopper.paid();
  expect(paid).toBe(sum(placed.map((part) => part.total)));
  expect(paid).toBeLessThanOrEqual(agreed);
  expect(await world.captures(number)).toEqual([paid]);
});

test('the next best is not there: the rest is kept', async ({ shopper, world }) => {
  await shopper.take(goods.boards, kept);
  await shopper.toReview('next_best');
  await shopper.agree();
  for (const slug of ['harbor', 'kitemart', 'baobab']) await world.turn(slug, { refuse_orders: true });
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  const placed = (await shopper.parts()).filter((part) => part.theirs !== '');
  expect(placed.map((part) => part.name)).toEqual([names[kept.marketplace]]);
  expect(await world.captures(number)).toEqual([placed[0].total]);
});

test('all or nothing: nothing is bought and nothing is charged', async ({ shopper, world, page }) => {
  await shopper.take(refused, goods.speaker);
  await shopper.toReview('all_or_nothing');
  await shopper.agree();
  await world.turn(refused.marketplace, { refuse_orders: true });
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();

  expect(await shopper.paid()).toBe(0);
  expect(await world.captures(number)).toEqual([]);
  expect(await world.orders(refused.marketplace, shopper.email)).toHaveLength(0);
  await world.mailWith(shopper.email, number);
  await shopper.open(`/order/${number}`);
  await expect(page.getByRole('heading', { level: 1 }).locator('.badge')).toHaveClass(/trouble/);
});

test('a reply that gets lost makes exactly one order', async ({ shopper, world }) => {
  await shopper.take(goods.boards, kept);
  const agreed = await shopper.toReview();
  await shopper.agree();
  await world.turn('harbor', { lose_reply_next: 1, lose_reply_by: 'close' });
  await world.turn('nomad', { lose_reply_next: 1, lose_reply_by: 'gateway_timeout' });
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  for (const slug of ['harbor', 'nomad']) expect(await world.orders(slug, shopper.email), slug).toHaveLength(1);
  expect(await world.captures(number)).toEqual([agreed]);
});
