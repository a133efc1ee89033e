// The cart, on its page and in its drawer: what a person does to it is what the shop has.
import type { Page } from '@playwright/test';
import { expect, goods, minor, names, reference, scripts, test, type Good } from '../support';

const line = (page: Page, good: Good) =>
  page.locator('main form.cart-line', { has: page.locator(`input[name=product][value="${reference(good)}"]`) });
const total = async (page: Page) => minor(await page.locator('.summary .grand dd').innerText());

test('a thing is added, counted, changed, removed and put back', async ({ shopper, page }, info) => {
  await shopper.look(goods.boards);
  await shopper.pressAdd(goods.boards);
  if (scripts(info)) await expect(page.getByRole('dialog')).toContainText(goods.boards.title);
  await shopper.open('/cart');
  await expect(line(page, goods.boards)).toContainText(goods.boards.title);
  const one = await total(page);

  await test.step('one more', async () => {
    await line(page, goods.boards).locator('button[name=to]').last().click();
    await expect(line(page, goods.boards).locator('input[name=quantity]')).toHaveValue('2');
    await expect.poll(() => total(page)).toBeGreaterThan(one);
  });
  await test.step('so many as are typed', async () => {
    await shopper.awake();
    await line(page, goods.boards).locator('input[name=quantity]').fill('3');
    await page.keyboard.press('Enter');
    await expect(line(page, goods.boards).locator('.amount')).toContainText('126.00');
  });
  await test.step('the total that the browser shows is the server’s', async () => {
    const shown = await total(page);
    if (scripts(info)) await expect(page.locator('[data-cart-count]').first()).toHaveText('3');
    await page.waitForLoadState('networkidle');
    await shopper.open('/cart');
    expect(await total(page)).toBe(shown);
    await expect(line(page, goods.boards).locator('input[name=quantity]')).toHaveValue('3');
  });
  await test.step('removed', async () => {
    await line(page, goods.boards).getByRole('button', { name: /remove/i }).filter({ visible: true }).last().click();
    await expect(line(page, goods.boards)).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: goods.boards.title })).toBeVisible();
  });
  await test.step('and put back as it was', async () => {
    await shopper.awake();
    await page.locator('form[action="/api/cart/undo"] button').click();
    await expect(line(page, goods.boards).locator('input[name=quantity]')).toHaveValue('3');
    await page.waitForLoadState('networkidle');
    await shopper.open('/cart');
    await expect(line(page, goods.boards).locator('input[name=quantity]')).toHaveValue('3');
  });
});

test('a quantity that makes no sense is refused with a message, and the cart stays as it was', async ({ shopper, page }) => {
  await shopper.take(goods.boards);
  for (const wrong of ['1000', 'abc', '-1', '1.5', '']) {
    await shopper.open('/cart');
    const before = await total(page);
    await line(page, goods.boards).locator('input[name=quantity]').fill(wrong);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: /\w/ }), wrong).toBeVisible();
    await expect(line(page, goods.boards).locator('input[name=quantity]'), wrong).toHaveValue('1');
    expect(await total(page), wrong).toBe(before);
  }
});

test('a quantity of 0 takes the thing out, and it can be put back', async ({ shopper, page }) => {
  await shopper.take(goods.boards);
  await shopper.open('/cart');
  await line(page, goods.boards).locator('input[name=quantity]').fill('0');
  await page.keyboard.press('Enter');
  await expect(line(page, goods.boards)).toHaveCount(0);
  await expect(page.locator('form[action="/api/cart/undo"] button')).toBeVisible();
});

test('the door of the cart refuses what makes no sense', async ({ shopper, page }) => {
  const product = reference(goods.boards);
  for (const quantity of ['0', '1000', 'abc', '-1', '99999999999999999999']) {
    const page = await shopper.post('/api/cart/add', { product, quantity });
    expect(page.headers()['location'], quantity).toContain('problem=invalid');
  }
  for (const form of [{}, { product: 'nonsense' }, { product: 'harbor:' }, { product, variant: 'x'.repeat(5_000) }]) {
    const answer = await page.request.post('/api/cart/add', { form, headers: { accept: 'application/json' } });
    expect([404, 422], JSON.stringify(form).slice(0, 50)).toContain(answer.status());
    expect((await answer.json()).message).toBeTruthy();
  }
  await shopper.open('/cart');
  await expect(page.locator('section.parcel')).toHaveCount(0);
});

test('more than there is in stock is refused with how many are left', async ({ shopper, page }) => {
  const scarce: Good = { ...goods.boards, id: 'hp-2007' };
  const answer = await shopper.post('/api/cart/add', { product: reference(scarce), quantity: '99' });
  expect(answer.headers()['location']).toMatch(/problem=out-of-stock&left=\d+/);
  await shopper.open(answer.headers()['location']);
  await expect(page.getByRole('alert').filter({ hasText: /\d+/ })).toBeVisible();
});

test('two tabs keep both additions', async ({ shopper, page, context }, info) => {
  await shopper.look(goods.boards);
  const other = await context.newPage();
  await other.goto(`/product/${goods.car.marketplace}/${goods.car.id}`);
  if (scripts(info)) await expect(other.locator('html')).toHaveAttribute('data-hydrated', '');
  await shopper.pressAdd(goods.boards);
  const form = other.locator('form[action="/api/cart/add"]', { has: other.locator(`input[value="${reference(goods.car)}"]`) }).first();
  await form.evaluate((form: HTMLFormElement) => form.requestSubmit());
  if (scripts(info)) await expect(other.getByRole('dialog')).toContainText(goods.boards.title);
  else await expect(other).toHaveURL('/cart');
  await shopper.open('/cart');
  await expect(page.locator('section.parcel')).toHaveCount(2);
  await other.close();
});

test('additions at the same moment all count', async ({ shopper, page }) => {
  await shopper.take(goods.campo);
  await Promise.all([1, 2, 3, 4].map(() => shopper.post('/api/cart/add', { product: reference(goods.boards) })));
  await shopper.open('/cart');
  await expect(line(page, goods.boards).locator('input[name=quantity]')).toHaveValue('4');
  await expect(page.locator('section.parcel', { hasText: names['nomad'] })).toBeVisible();
});

test('the drawer opens over any page, keeps the keyboard, and closes with Escape', async ({ shopper, page }, info) => {
  test.skip(!scripts(info), 'without scripts the link leads to the cart’s page');
  await shopper.take(goods.boards);
  await shopper.open('/stores');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toBeHidden();
  const opener = page.locator('[data-opens-cart]').filter({ visible: true }).first();
  await opener.click();
  await expect(drawer).toBeVisible();
  await expect(drawer).toContainText(goods.boards.title);
  expect(await drawer.evaluate((drawer) => drawer.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(opener).toBeFocused();

  await opener.click();
  await drawer.getByRole('button', { name: /remove/i }).first().click();
  await drawer.locator('form[action="/api/cart/undo"] button').click();
  await expect(drawer).toContainText(goods.boards.title);
  await drawer.locator('header button').click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL('/stores');
});
