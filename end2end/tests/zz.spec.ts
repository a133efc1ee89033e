import { test } from '../support';
test('probe', async ({ shopper, page }) => {
  await shopper.open('/product/harbor/hp-2539');
  console.log(await page.locator('.quantity').first().evaluate((e) => e.outerHTML));
});
