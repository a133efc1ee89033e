// With SCREENSHOTS=1: the pictures of the README, into docs/screenshots.
import { cards, expect, goods, phone, picture, test } from '../support';

test('pictures of the way from the landing page to the order', async ({ shopper, world, page, context, baseURL }, info) => {
  test.setTimeout(120_000);
  for (const [name, path] of [
    ['welcome', '/welcome'],
    ['home', '/'],
    ['search', '/search?q=lamp'],
    ['product', `/product/harbor/${goods.can.id}`],
    ['marketplaces', '/stores'],
  ]) {
    await shopper.open(path);
    await picture(page, info, name);
  }
  await shopper.take(goods.boards, goods.daypack, goods.kettle, goods.campo);
  await shopper.open('/cart');
  await picture(page, info, 'cart');
  await shopper.toReview();
  await page.locator('#step').scrollIntoViewIfNeeded();
  await picture(page, info, 'checkout');
  await shopper.agree();
  await shopper.payWith(cards.good);
  const number = await shopper.confirmed();
  await picture(page, info, 'confirmation');

  const booked = (await world.orders('harbor', shopper.email))[0];
  await world.advance('harbor', booked.id, 'delivered');
  await world.advance('kitemart', (await world.orders('kitemart', shopper.email))[0].id, 'shipped');
  await world.mailWith(shopper.email, number, 'has sent');
  await world.mailWith(shopper.email, number, 'arrived');
  await shopper.open(`/order/${number}`);
  await picture(page, info, 'order');

  if (!phone(info)) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await shopper.open('/');
    await picture(page, info, 'home-dark');
    return;
  }
  await context.addCookies([{ name: 'lang', value: 'ar', url: baseURL! }]);
  await shopper.open(`/product/harbor/${goods.can.id}`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await picture(page, info, 'product-arabic');
});
