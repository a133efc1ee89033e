// Every page: for eyes, ears and keyboards, in a narrow window, in the dark, from right to left, and in French.
import type { Page, TestInfo } from '@playwright/test';
import { expect, expectAccessible, expectFits, goods, phone, scripts, test, type Shopper } from '../support';

/** Looks at the page that is shown, with everything every page has. */
async function look(page: Page, info: TestInfo): Promise<void> {
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/.+ · Onecart|Onecart/);
  await expectFits(page);
  await expectAccessible(page, info);
}

const before: [string, string][] = [
  ['welcome', '/welcome'],
  ['home', '/'],
  ['search', '/search'],
  ['results', '/search?q=lamp&marketplace=harbor&sort=total'],
  ['no results', '/search?q=qzxwvut'],
  ['category', '/search?category=audio'],
  ['product', `/product/harbor/${goods.can.id}`],
  ['marketplaces', '/stores'],
  ['empty cart', '/cart'],
  ['no orders', '/orders'],
];

test.describe.configure({ timeout: 60_000 });

test('before anything is bought', async ({ shopper, page }, info) => {
  for (const [name, path] of before) {
    await test.step(name, async () => {
      await shopper.open(path);
      await look(page, info);
    });
  }
});

test('from the cart to the order', async ({ shopper, page }, info) => {
  await shopper.take(goods.boards, goods.campo);
  if (scripts(info)) {
    await shopper.open('/');
    await page.locator('[data-opens-cart]').filter({ visible: true }).first().click();
    await expect(page.getByRole('dialog')).toContainText(goods.boards.title);
    await look(page, info);
  }
  await shopper.open('/cart');
  await look(page, info);
  await shopper.open('/checkout');
  await look(page, info);
  await shopper.tellDetails({ email: 'nobody' });
  await look(page, info);
  await shopper.tellDetails();
  await look(page, info);
  await shopper.acceptDelivery();
  await look(page, info);
  await shopper.agree();
  await expectAccessible(page, info);
  await expectFits(page);
  await shopper.payWith('4242 4242 4242 4242');
  const number = await shopper.confirmed();
  await look(page, info);
  for (const path of [`/order/${number}`, '/orders']) {
    await shopper.open(path);
    await look(page, info);
  }
});

test('what is not there is said with its status and a way to search', async ({ shopper, page }, info) => {
  for (const path of ['/nothing', '/order/OC-0000-0000', '/order/nonsense', '/product/harbor/none', '/pictures/none.webp.html']) {
    const answer = await page.goto(path);
    expect(answer!.status(), path).toBe(404);
    await expect(page.getByRole('main').getByRole('searchbox')).toBeVisible();
  }
  await page.goto('/nothing');
  await look(page, info);
  await page.getByRole('main').getByRole('searchbox').fill('lamp');
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL(/q=lamp/);
  await shopper.awake();
});

async function inDifferentClothes(shopper: Shopper, info: TestInfo, paths: string[]): Promise<void> {
  await shopper.take(goods.boards);
  for (const path of paths) {
    await shopper.open(path);
    await look(shopper.page, info);
  }
}

const few = ['/welcome', '/search?q=lamp', `/product/harbor/${goods.can.id}`, '/cart', '/checkout'];

test('in the dark', async ({ shopper, page }, info) => {
  test.skip(!scripts(info) || phone(info), 'colours are the same on a phone, and only scripts can judge them');
  await page.emulateMedia({ colorScheme: 'dark' });
  await inDifferentClothes(shopper, info, [...few, '/', '/stores', '/orders']);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(ground);
});

test('in Arabic, from right to left', async ({ shopper, page, context, baseURL }, info) => {
  await context.addCookies([{ name: 'lang', value: 'ar', url: baseURL! }]);
  await inDifferentClothes(shopper, info, few);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(page.locator('main h1')).toHaveText(/[\u0600-\u06ff]/);
});

test('in French', async ({ shopper, page, context, baseURL }, info) => {
  await context.addCookies([{ name: 'lang', value: 'fr', url: baseURL! }]);
  await inDifferentClothes(shopper, info, ['/', '/cart']);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.locator('.summary .grand dd')).toHaveText(/\d,\d{2}\s€/);
});

test('language, currency, country and theme are chosen in the frame and stay chosen', async ({ shopper, page }) => {
  await shopper.open('/search?q=lamp');
  await page.locator('details.menu summary').filter({ visible: true }).click();
  await page.locator('#preference-lang').selectOption('fr');
  await page.locator('#preference-currency').selectOption('JPY');
  await page.locator('#preference-country').selectOption('DE');
  await page.locator('#preference-theme').selectOption('dark');
  await page.locator('form[action="/api/preferences"] button').click();
  await expect(page).toHaveURL('/search?q=lamp');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('article.product-card .total').first()).toContainText('¥');
  await expect(page.locator('details.menu summary').first()).toContainText('Allemagne');
});

test('the keyboard reaches the content first', async ({ shopper, page }) => {
  await shopper.open('/');
  await page.keyboard.press('Tab');
  const skip = page.locator('a.skip');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
});
