// What people keep for another day: lists, the comparison, what is put aside, searches and alerts. Every form works without
// scripts.
import type { Page } from '@playwright/test';
import { address, expect, expectAccessible, expectFits, goods, phone, reference, scripts, test, type Good } from '../support';

/** Presses a button of a product's page or card. */
const heart = (page: Page) => page.locator('.buy-box button[form=save]');

/** The row of a product in a list. */
const row = (page: Page, good: Good) => page.locator('.lines > li', { has: page.locator(`a[href="${address(good)}"]`) });

test('a guest keeps lists, notes what they want, shares one, and takes things into the cart', async ({ shopper, page, browser }, info) => {
  await shopper.look(goods.boards);
  await heart(page).click();
  await expect(page).toHaveURL(/saved=1/);
  await shopper.look(goods.car);
  await heart(page).click();
  await shopper.open('/lists');
  await expect(row(page, goods.boards)).toBeVisible();
  await expectAccessible(page, info);
  await expectFits(page);

  await test.step('a list of one’s own', async () => {
    await page.locator('.new-list > summary').click();
    await page.locator('form[action="/api/lists/new"] button').click();
    await expect(page.locator('#list_name')).toHaveAttribute('aria-invalid', 'true');
    await page.locator('#list_name').fill('For the kitchen');
    await page.locator('form[action="/api/lists/new"] button').click();
    await expect(page.locator('#list')).toHaveText('For the kitchen');
    await shopper.awake();
    await page.locator('nav .chips a').first().click();
    await shopper.awake();
  });
  await test.step('a note, a number, and another list', async () => {
    const wish = row(page, goods.boards);
    await wish.locator('details > summary').click();
    await wish.locator('input[type=number][name=quantity]').fill('2');
    await wish.locator('[name=note]').fill('the oak ones');
    await wish.locator('[name=to]').selectOption({ label: 'For the kitchen' });
    await wish.locator('form[action="/api/lists/change"] button').click();
    await expect(row(page, goods.boards)).toHaveCount(0);
    await page.locator('nav .chips a', { hasText: 'For the kitchen' }).click();
    await expect(row(page, goods.boards)).toContainText('the oak ones');
    await shopper.awake();
    await expectAccessible(page, info);
  });
  await test.step('shown by a link, and to nobody any more', async () => {
    await page.locator('form[action="/api/lists/share"] button').click();
    const link = await page.locator('.shared-link input[readonly]').inputValue();
    const other = await (await browser.newContext()).newPage();
    await other.goto(new URL(link).pathname);
    await expect(row(other, goods.boards)).toContainText('the oak ones');
    await expect(other.locator('form[action^="/api/lists/"]')).toHaveCount(0);
    await expectFits(other);
    await shopper.awake();
    await page.locator('form[action="/api/lists/share"] button').click();
    await expect(page.locator('.shared-link')).toHaveCount(0);
    expect((await other.goto(new URL(link).pathname))!.status()).toBe(404);
    await other.context().close();
  });
  await test.step('into the cart', async () => {
    await shopper.awake();
    await row(page, goods.boards).locator('form[action="/api/lists/to-cart"] button').click();
    await expect(page).toHaveURL('/cart');
    await expect(page.locator('main form.cart-line input[name=quantity]')).toHaveValue('2');
  });
});

test('a line is saved for later, is no part of the total, and comes back', async ({ shopper, page }, info) => {
  await shopper.take(goods.boards, goods.car);
  await shopper.open('/cart');
  const lines = page.locator('main form.cart-line');
  await expect(lines).toHaveCount(2);
  await lines.filter({ has: page.locator(`input[value="${reference(goods.boards)}"]`) }).locator('[formaction="/api/later/keep"]').click();
  await expect(page).toHaveURL(/\/cart/);
  await expect(page.locator('main form.cart-line')).toHaveCount(1);
  await shopper.awake();
  const aside = page.locator('#put-aside');
  await expect(aside).toContainText(goods.boards.title);
  if (scripts(info)) await expect(page.locator('[data-cart-count]').first()).toHaveText('1');
  await expectAccessible(page, info);
  await expectFits(page);
  await aside.locator('button:not([formaction])').click();
  await expect(page.locator('main form.cart-line')).toHaveCount(2);
  await expect(aside).toHaveCount(0);
});

test('products stand side by side, their differences marked, and the table scrolls within itself', async ({ shopper, page }, info) => {
  for (const good of [goods.boards, goods.car, goods.speaker]) {
    await shopper.look(good);
    await page.locator('.keep-row button[form=compare]').click();
    await expect(page).toHaveURL(/\/compare\?p=/);
  }
  await shopper.awake();
  const heads = page.locator('.compare thead th[scope=col]');
  await expect(heads).toHaveCount(3);
  await expect(page.locator('.compare tr.differs').first()).toBeVisible();
  await expectAccessible(page, info);
  await expectFits(page);
  if (phone(info)) {
    const inside = await page.locator('.compare').evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(inside, 'what does not fit is reached within the table').toBeGreaterThan(0);
  }
  const all = await page.locator('.compare tbody tr').count();
  await page.locator('a[href*="only=differences"]').click();
  await expect(page.locator('.compare tbody tr:not(.differs)')).toHaveCount(0);
  expect(await page.locator('.compare tbody tr').count()).toBeLessThanOrEqual(all);
  await shopper.awake();
  await heads.first().locator('form[action="/api/compare/remove"] button').click();
  await expect(heads).toHaveCount(2);
  await shopper.open('/compare');
  await expect(heads, 'the browser keeps them').toHaveCount(2);
  await shopper.open(`/compare?p=${encodeURIComponent(reference(goods.campo))}&p=nonsense`);
  await expect(heads, 'an address alone says which').toHaveCount(1);
});

test('a card of a search is put beside others without leaving the search', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=lamp');
  await page.locator('.product-card .save.second').first().click();
  await expect(page).toHaveURL(/\/search\?q=lamp/);
  await expect(page.locator('.keep-search a[href^="/compare?p="]')).toBeVisible();
  await shopper.awake();
  await expectAccessible(page, info);
  await expectFits(page);
});

test('a search is saved and found again', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=kettle&to=200');
  await page.locator('form[action="/api/searches/save"] button').click();
  await expect(page).toHaveURL(/\/searches\?done=1/);
  await expect(page.locator('.lines > li')).toContainText('kettle');
  await shopper.awake();
  await expectAccessible(page, info);
  await expectFits(page);
  await page.locator('form[action="/api/searches/open"] button').click();
  await expect(page).toHaveURL(/\/search\?q=kettle&to=200/);
  await shopper.open('/searches');
  await page.locator('form[action="/api/searches/forget"] button').click();
  await expect(page.locator('.lines > li')).toHaveCount(0);
});

test('a guest asks to be told, confirms by mail, and ends it', async ({ shopper, world, page }, info) => {
  await shopper.look(goods.boards);
  await page.locator('.keep-row a[href^="/alerts/new"]').click();
  await shopper.awake();
  await expectAccessible(page, info);
  await expectFits(page);
  await page.locator('#target').fill('cheap');
  await page.locator('form[action="/api/alerts/set"] button').click();
  await expect(page.locator('#email')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#target'), 'what was typed is still there').toHaveValue('cheap');
  await shopper.awake();
  await expectAccessible(page, info);
  await page.locator('#target').fill('10.00');
  await page.locator('#email').fill(shopper.email);
  await page.locator('form[action="/api/alerts/set"] button').click();
  await expect(page).toHaveURL(/\/alerts\?sent=1/);
  await shopper.awake();
  await expectAccessible(page, info);
  const mail = await world.mailWith(shopper.email, '/alerts/confirm?');
  const link = /https?:\/\/[^/\s]+(\/alerts\/confirm\?\S+)/.exec(mail.text!)![1];
  await shopper.open(link);
  await expectAccessible(page, info);
  await page.locator('form[action="/api/alerts/confirm"] button').click();
  await expect(page).toHaveURL(/done=1/);
  await shopper.open('/alerts');
  await expect(row(page, goods.boards)).toBeVisible();
  await expectFits(page);
  await row(page, goods.boards).locator('form[action="/api/alerts/forget"] button').click();
  await expect(row(page, goods.boards)).toHaveCount(0);
});

test('what was looked at is shown only with a yes, and can be forgotten', async ({ shopper, page }, info) => {
  await shopper.look(goods.boards);
  await shopper.open('/recent');
  await expect(page.getByRole('main')).toContainText('not remembered');
  await shopper.open('/');
  await page.locator('.consent-strip').getByRole('button').last().click();
  await shopper.awake();
  await shopper.look(goods.boards);
  const card = page.locator('.product-grid > li', { has: page.locator(`a[href="${address(goods.boards)}"]`) });
  await expect(async () => {
    await shopper.open('/recent');
    await expect(card).toHaveCount(1, { timeout: 200 });
  }).toPass();
  await expectAccessible(page, info);
  await expectFits(page);
  await card.locator('form[action="/api/recent/forget"] button').click();
  await expect(card).toHaveCount(0);
});
