// What things truly cost: offers by true cost with every part told, what prices were, real deals, and better ways to fill a
// cart, agreed to and taken back in one step.
import type { Page } from '@playwright/test';
import { address, amount, expect, expectAccessible, expectFits, goods, minor, reference, scripts, test, type Good } from '../support';
import { Server } from '../support/server';

/** The same watering can at the marketplace where it comes to most, and so can move. */
const dear: Good = goods.can;

const total = async (page: Page) => minor(await page.locator('.summary .grand dd').innerText());

/** Has goods go to a country. */
async function to(page: Page, country: string): Promise<void> {
  const { hostname } = new URL(test.info().project.use.baseURL ?? 'http://127.0.0.1:3000');
  await page.context().addCookies([{ name: 'country', value: country, domain: hostname, path: '/' }]);
}

test('offers stand by true cost, and every part tells where it is from', async ({ shopper, page }, info) => {
  await shopper.look(dear);
  const rows = page.locator('#offers .offer-row:not(.out)');
  const totals = await Promise.all((await rows.locator('.total').all()).map((one) => amount(one)));
  expect(totals.length).toBeGreaterThan(1);
  expect([...totals].sort((left, right) => left - right)).toEqual(totals);
  const parts = rows.first().locator('.cost-parts');
  await parts.locator('summary').click();
  for (const name of ['Price', 'Delivery', 'Customs duty', 'Import tax']) {
    await expect(parts.getByRole('rowheader', { name, exact: true })).toBeVisible();
  }
  await expect(parts).toContainText('published');
  await expectAccessible(page, info);
  await expectFits(page);
});

test('another place of delivery makes other totals, and what is not known is said', async ({ shopper, page }, info) => {
  await to(page, 'CH');
  await shopper.look(dear);
  await expect(page.locator('#offers')).toContainText('Switzerland');
  await expect(page.locator('#offers .made-of .note').first()).toContainText('paid on arrival');

  await to(page, 'KE');
  await shopper.look(dear);
  await expect(page.locator('#offers .made-of .note').first()).toContainText('which we do not know');
  await shopper.take(dear);
  await shopper.open('/cart');
  await expect(page.locator('p[data-border]')).toContainText('We do not know how much');
  await expectAccessible(page, info);
});

test('a cart that could be bought better says so, is rearranged in one step, and put back in one', async ({ shopper, page }, info) => {
  await shopper.take(dear);
  await shopper.open('/cart');
  const before = await total(page);
  const better = page.locator('section.proposal[data-aim=cost]');
  await expect(better).toContainText('Save');
  await expect(better).toContainText('We went through every way');
  await expectAccessible(page, info);
  await expectFits(page);
  const wanted = Number(await better.locator('input[name=cost]').inputValue());

  await test.step('rearranged', async () => {
    await better.getByRole('button', { name: 'Rearrange my cart' }).click();
    await expect(page.getByText('Your cart was rearranged.')).toBeVisible();
    await expect.poll(() => total(page)).toBe(wanted);
    await expect(page.locator(`main input[name=product][value="${dear.marketplace}:${dear.id}"]`)).toHaveCount(0);
    await page.waitForLoadState('networkidle');
    await shopper.open('/cart');
    expect(await total(page)).toBe(wanted);
  });
  await test.step('and put back', async () => {
    await page.locator('form[action="/api/cart/optimise-undo"] button').click();
    await expect.poll(() => total(page)).toBe(before);
    await expect(page.getByText('Your cart was rearranged.')).toHaveCount(0);
    await page.waitForLoadState('networkidle');
    await shopper.open('/cart');
    expect(await total(page)).toBe(before);
    await expect(page.locator(`main input[name=product][value="${dear.marketplace}:${dear.id}"]`).first()).toBeAttached();
  });
});

test('what was proposed for another cart, at another cost or for nothing is refused and changes nothing', async ({ shopper, page }) => {
  await shopper.take(dear);
  await shopper.open('/cart');
  const before = await total(page);
  const form = page.locator('section.proposal[data-aim=cost] form');
  const [version, cost] = await Promise.all(['version', 'cost'].map((name) => form.locator(`input[name=${name}]`).inputValue()));
  for (const [wrong, problem] of [
    [{ by: 'cost', version: String(Number(version) + 1), cost }, 'conflict'],
    [{ by: 'cost', version, cost: String(Number(cost) - 1) }, 'conflict'],
    [{ by: 'luck', version, cost }, 'invalid'],
    [{ by: 'cost', version: 'x'.repeat(5_000), cost }, 'invalid'],
    [{ by: '', version: '', cost: '' }, 'invalid'],
  ] as const) {
    const answer = await shopper.post('/api/cart/optimise', { ...wrong });
    expect(answer.headers()['location'], JSON.stringify(wrong).slice(0, 60)).toContain(`problem=${problem}`);
  }
  expect((await shopper.post('/api/cart/optimise-undo', {})).headers()['location']).toContain('problem=conflict');
  await shopper.open('/cart');
  expect(await total(page)).toBe(before);
});

test('how far it is to free delivery is shown beside the sentence', async ({ shopper, page }) => {
  await shopper.take(goods.boards);
  await shopper.open('/cart');
  const bar = page.locator('section.parcel footer progress');
  await expect(bar).toHaveCount(1);
  expect(Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
  await expect(page.locator('section.parcel footer')).toContainText('more here for free delivery');
});

test('a price without a history is not judged, and the method says what it takes', async ({ shopper, page }, info) => {
  await shopper.look(goods.kettle);
  await expect(page.locator('#prices [data-advice=none]')).toContainText('fewer than 60');
  await page.locator('#prices').getByRole('link', { name: 'How we work this out' }).click();
  await expect(page).toHaveURL(/\/method\/prices/);
  await expect(page.locator('#before')).toContainText('98/6/EC');
  await expect(page.locator('#borders tbody tr')).not.toHaveCount(0);
  await expectAccessible(page, info);
  await expectFits(page);
});

test('recorded prices make a chart, advice with what it rests on, and a doubt where a claim is not so', async ({ makeShopper, page }, info) => {
  const server = await Server.open();
  try {
    const shopper = makeShopper(page);
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const line = (good: Good, back: number, price: string, list = '') => `${good.marketplace},${good.id},${day(back)},${price},EUR,${list}`;
    const rows = ['marketplace,external_id,day,price,currency,list_price'];
    for (let back = 100; back > 0; back -= 1) {
      // One fell from far above what it costs; another has long cost no more than it does in its claimed sale.
      rows.push(line(goods.boards, back, '90.00'), line(goods.speaker, back, '3.00', back < 3 ? '99.00' : ''));
    }
    server.importPrices(rows);
    await shopper.open(`${server.url}${address(goods.boards)}`);
    await expect(page.locator('#prices .chart')).toHaveAttribute('aria-label', /the best total was between/);
    await expect(page.locator('#prices [data-advice]')).toContainText('known days');
    await page.locator('#prices summary').click();
    await expect(page.locator('#prices tbody tr').first()).toBeVisible();
    await expectAccessible(page, info);
    await expectFits(page);
    // The cart says the same of what stands in it.
    await shopper.post(`${server.url}/api/cart/add`, { product: reference(goods.boards) });
    await shopper.open(`${server.url}/cart`);
    await expect(page.locator('#timing [data-advice]')).toContainText('known days');
    await expectAccessible(page, info);
    await expectFits(page);
  } finally {
    await server.end();
  }
});

test('the page of deals is whole with and without deals', async ({ shopper, page }, info) => {
  await shopper.open('/deals');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Real deals');
  await expect(page.locator('main .deal, main .empty-state').first()).toBeVisible();
  await expectAccessible(page, info);
  await expectFits(page);
  if (scripts(info)) expect(await page.evaluate(() => document.querySelectorAll('[style]').length)).toBe(0);
});
