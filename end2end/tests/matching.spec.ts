// The same thing across marketplaces: why, how sure, "not the same" for one visitor at once, and the operator's desk.
import { becomeOwner } from '../support/account';
import { address, expect, expectAccessible, expectFits, goods, names, scripts, test } from '../support';
import { Server } from '../support/server';

test('a product says why its offers are the same thing, and a visitor may say that one is not', async ({ page, browser }, info) => {
  await page.goto(address(goods.can));
  const fold = page.locator('#same-thing');
  await expect(fold).toContainText('Why these offers are the same thing');
  await fold.locator('summary').click();
  const rows = fold.locator('.listings > li');
  const before = await rows.count();
  expect(before).toBeGreaterThan(0);
  await expect(rows.first()).toContainText('% sure');
  await expect(rows.first()).toContainText('the same trade item number');
  await expectFits(page);
  await expectAccessible(page, info);

  const offers = page.locator('#offers .offer-row');
  const shown = await offers.count();
  const seller = (await rows.first().locator('bdi').first().innerText()).trim();
  await rows.first().getByRole('button', { name: 'Not the same' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is something else' })).toContainText(seller);
  if (shown > 2) await expect(offers).toHaveCount(shown - 1);
  else await expect(page.locator('#offers')).toHaveCount(0);
  await expectAccessible(page, info);

  const other = await browser.newContext({ javaScriptEnabled: scripts(info), baseURL: info.project.use.baseURL });
  const stranger = await other.newPage();
  await stranger.goto(address(goods.can));
  await expect(stranger.locator('#offers .offer-row'), 'nobody else sees a difference').toHaveCount(shown);
  await other.close();

  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.locator('#offers .offer-row')).toHaveCount(shown);
});

test('what is not shown as one thing cannot be told apart', async ({ page, request }) => {
  const form = { shown: `${goods.can.marketplace}:${goods.can.id}`, other: `${goods.cap.marketplace}:${goods.cap.id}` };
  const headers = { accept: 'application/json' };
  expect((await request.post('/api/matching/apart', { form, headers })).status()).toBe(404);
  expect((await request.post('/api/matching/apart', { form: { ...form, other: 'x' }, headers })).status()).toBe(422);
  expect((await request.post('/api/staff/pair', { form: { one: form.shown, other: form.other, same: '1' }, headers })).status()).toBe(404);
  await page.goto('/operator/pairs');
  await expect(page).toHaveURL(/\/operator$/);
});

test('staff decides about doubtful pairs, and the decision stays', async ({ page, world }, info) => {
  test.slow();
  const server = await Server.open();
  try {
    await becomeOwner(page, world, `owner-${Date.now()}@example.org`, server);
    await page.goto(`${server.url}/search?q=headphones`);
    const pairs = page.locator('.entries.pairs > li');
    await expect(async () => {
      await page.goto(`${server.url}/operator/pairs`);
      expect(await pairs.count()).toBeGreaterThan(0);
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pairs');
    await expectFits(page);
    await expectAccessible(page, info);

    const first = pairs.first();
    const links = await first.locator('a.link').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).getAttribute('href')!));
    await first.getByRole('button', { name: 'The same thing' }).click();
    await expect(page.getByRole('status')).toContainText('Saved');
    await page.goto(server.url + links[0]!);
    await expect(page.locator('#same-thing')).toContainText('Checked by a person');
    await expect(page.locator('#same-thing'), 'the other is an offer of it now').toContainText(names[links[1]!.split('/')[2]!]!);
    await page.goto(`${server.url}/operator/audit`);
    await expect(page.getByRole('table')).toContainText('pair.merged');
  } finally {
    await server.end();
  }
});
