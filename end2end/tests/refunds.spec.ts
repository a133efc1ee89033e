// Money that is given back: because a marketplace cancelled, or because somebody paid twice.
import { cards, expect, expectAccessible, expectFits, goods, minor, sum, test } from '../support';

test('what a marketplace cancels after all is given back, and the order says so', async ({ shopper, world, page }, info) => {
  const number = await shopper.buy(goods.boards, goods.campo);
  const paid = await shopper.paid();
  const part = (await shopper.parts()).find((part) => part.text.includes(goods.boards.title))!;
  await world.advance('harbor', (await world.orders('harbor', shopper.email))[0].id, 'cancelled');
  const refunds = page.locator('.summary .money-list > li');
  for (const path of [`/order/${number}`, `/order/${number}/confirmation`]) {
    await expect(async () => {
      await page.goto(path);
      await expect(refunds.locator('.badge.good')).toHaveCount(1, { timeout: 200 });
    }).toPass({ timeout: 25_000 });
    await expect(refunds).toContainText('Harbor & Pine');
    await expect(refunds.locator('time')).toHaveCount(1);
    expect(minor(await refunds.locator('.amount').innerText())).toBe(part.total);
    expect(minor(await page.locator('.summary .saving dd').innerText())).toBe(part.total);
    expect(await shopper.paid()).toBe(paid);
    await shopper.awake();
    await expectFits(page);
    await expectAccessible(page, info);
  }
});

test('a second payment for the same order is given back and told of', async ({ shopper, world, page }) => {
  await shopper.take(goods.campo);
  const total = await shopper.toReview();
  await shopper.agree();
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  const second = await world.secondPage(number, total);
  await page.goto(second);
  await shopper.payWith(cards.good);
  const refunds = page.locator('.summary .money-list > li');
  await expect(async () => {
    await page.goto(`/order/${number}`);
    await expect(refunds.locator('.badge.good')).toHaveCount(1, { timeout: 200 });
  }).toPass({ timeout: 25_000 });
  await expect(refunds).toContainText('second payment');
  expect(minor(await refunds.locator('.amount').innerText())).toBe(total);
  expect(await shopper.paid()).toBe(total);
  expect(sum(await world.captures(number))).toBe(total);
});
