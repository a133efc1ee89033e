// Groups of customers: made behind the counter, filled with a customer, and prices of their own for who is in them.
import { expect, expectAccessible, expectFits, goods, minor, test } from '../support';
import { becomeOwner, join } from '../support/account';
import { Server } from '../support/server';

test('a group has prices of its own, which its members alone see and pay', async ({ browser, page, world, makeShopper }, info) => {
  test.slow();
  // a shop of its own: there is only one owner who was made so, and nobody else's carts are to change
  const server = await Server.open();
  try {
    const base = server.url;
    const member = makeShopper(await (await browser.newContext({ ...info.project.use, baseURL: base })).newPage());
    await join(member.page, world, member.email, base);

    await becomeOwner(page, world, `owner-${Date.now()}@example.org`, server);
    await page.goto(`${base}/operator/promotions`);
    await expect(page.getByLabel('For whom'), 'there is nobody to choose').toHaveCount(0);
    await page.goto(`${base}/operator/groups`);
    await expectAccessible(page, info);
    await page.getByLabel('Name (customers do not see it)').fill('Wholesale');
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.locator('.entries')).toContainText('0 members');
    await page.locator('form[action="/api/operator/make-group"]').getByLabel('Name (customers do not see it)').fill('WHOLESALE');
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByText('Another group has this name.')).toBeVisible();
    await expect(page.locator('input#name'), 'what was typed stays').toHaveValue('WHOLESALE');
    await expectFits(page);

    await page.locator('.entries').getByRole('link', { name: 'Wholesale' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wholesale');
    await page.getByLabel('E-mail address or username of a customer').fill('nobody-at-all@example.org');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText('Nobody has an account with this address or name.')).toBeVisible();
    await page.getByLabel('E-mail address or username of a customer').fill(member.email);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('.entries')).toContainText(member.email);
    await expectFits(page);
    await expectAccessible(page, info);

    await page.goto(`${base}/operator/promotions`);
    await page.getByLabel('Name that shoppers read').fill('Trade prices');
    await page.getByLabel('How much').fill('20');
    await page.getByLabel('On whose goods').selectOption('harbor');
    await page.getByLabel('For whom').selectOption({ label: 'Wholesale' });
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(page.locator('.entries')).toContainText('Wholesale');

    await member.take(goods.boards);
    await member.open('/cart');
    const row = member.page.locator('[data-reduction]').filter({ visible: true });
    await expect(row).toContainText('Trade prices');
    await expect(row, 'a fifth of 42.00').toContainText('8.40');
    const total = minor(await member.page.locator('.summary .grand dd').innerText());
    await member.open('/checkout');
    await expect(member.page.locator('[data-reduction]').filter({ visible: true }).first()).toContainText('Trade prices');

    const guest = makeShopper(await (await browser.newContext({ ...info.project.use, baseURL: base })).newPage());
    await guest.take(goods.boards);
    await guest.open('/cart');
    await expect(guest.page.locator('.summary .grand dd')).toBeVisible();
    await expect(guest.page.locator('[data-reduction]')).toHaveCount(0);
    expect(await guest.page.content(), 'others are not told of it').not.toContain('Trade prices');
    expect(minor(await guest.page.locator('.summary .grand dd').innerText()) - total).toBe(840);

    await page.goto(`${base}/operator/groups`);
    await expect(page.locator('.entries')).toContainText('1 member');
    await expect(page.locator('.entries')).toContainText('Trade prices');
    await page.getByText('Change this group').click();
    await expect(page.getByText('A promotion that is not over is for this group.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remove this group' })).toHaveCount(0);
    await page.locator('.entries').getByRole('link', { name: 'Wholesale' }).click();
    await page.getByRole('button', { name: 'Take out' }).click();
    await expect(page.getByText('Nobody is shown here.')).toBeVisible();
    await member.open('/cart');
    await expect(member.page.locator('.summary .grand dd')).toBeVisible();
    await expect(member.page.locator('[data-reduction]'), 'whoever is out pays as everybody does').toHaveCount(0);

    await page.goto(`${base}/operator/promotions`);
    await page.getByRole('button', { name: 'End it' }).click();
    await expect(page.getByText(/Ended on/)).toBeVisible();
    await page.goto(`${base}/operator/groups`);
    await page.getByText('Change this group').click();
    await page.getByRole('button', { name: 'Remove this group' }).click();
    await expect(page.getByText('There is no group yet.')).toBeVisible();
    await member.page.context().close();
    await guest.page.context().close();
  } finally {
    await server.end();
  }
});
