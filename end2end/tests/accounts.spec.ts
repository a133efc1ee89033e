// Accounts: from signing up to the first order, and every way back in. Every form works without scripts.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, goods, test, type Shopper, type World } from '../support';

// passwords are hashed slowly on purpose, and slower still by a program that was built to be debugged
test.describe.configure({ timeout: 90_000 });

const PASSWORD = 'violet tram under seven lamps';
const OTHER = 'nine copper kites over harbour';

/** The path in the last link of this kind that was sent to somebody. */
async function link(world: World, email: string, page: string): Promise<string> {
  const mail = await world.mailWith(email, `${page}`);
  return new RegExp(`https?://[^/]+(${page.replace('?', '\\?')}\\w+)`).exec(mail.text)![1];
}

/** Sends the form of a door with its last button. */
async function send(page: Page, door: string, typed: Record<string, string> = {}): Promise<void> {
  const form = page.locator(`form[action="${door}"]`);
  for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').last().click();
}

async function join({ page, email }: Shopper, world: World): Promise<void> {
  await page.goto('/sign-up');
  await send(page, '/api/account/sign-up', { email, password: PASSWORD });
  await expect(page).toHaveURL(/\/sent/);
  await page.goto(await link(world, email, '/verify?token='));
  await send(page, '/api/account/verify');
  await expect(page).toHaveURL(/\/account$/);
}

async function leave(page: Page): Promise<void> {
  const answer = await page.request.post('/api/account/sign-out', { headers: { accept: 'text/html' }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

test('from signing up to the first order, with the cart that was gathered before', async ({ shopper, world, page }, info) => {
  await shopper.take(goods.campo);
  await shopper.open('/sign-up');
  await expectAccessible(page, info);
  await expectFits(page);
  await send(page, '/api/account/sign-up', { email: 'nonsense', username: 'a', password: 'password1234567' });
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(3);
  await expect(page.locator('#email'), 'what was typed is still there').toHaveValue('nonsense');
  await expect(page.locator('#password'), 'secrets are not').toHaveValue('');
  await shopper.awake();
  await expectAccessible(page, info);
  await expectFits(page);

  await send(page, '/api/account/sign-up', { email: shopper.email, username: '', password: PASSWORD });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');
  await expectAccessible(page, info);
  const verify = await link(world, shopper.email, '/verify?token=');
  await page.goto(verify);
  await expect(page.getByRole('main')).toContainText(shopper.email);
  await expectAccessible(page, info);
  await send(page, '/api/account/verify');
  await expect(page).toHaveURL(/\/account$/);
  await page.goto(verify);
  await expect(page.locator('.absence-note.trouble'), 'a link works once').toBeVisible();

  await shopper.open('/cart');
  await expect(page.locator('.cart-line').first(), 'the cart came along').toBeVisible();
  await shopper.toReview();
  await shopper.agree();
  await shopper.payWith('4242 4242 4242 4242');
  const number = await shopper.confirmed();
  await leave(page);
  await page.goto('/orders');
  await expect(page.getByRole('main')).not.toContainText(number);
  await page.goto('/sign-in?next=%2Forders');
  await send(page, '/api/account/sign-in', { login: shopper.email, password: PASSWORD });
  await expect(page).toHaveURL(/\/orders$/);
  await expect(page.getByRole('main')).toContainText(number);
});

test('a wrong password says nothing of who has an account, and a forgotten one is set anew', async ({ shopper, world, page }, info) => {
  await join(shopper, world);
  await leave(page);
  for (const login of [shopper.email, 'nobody.at.all@example.org']) {
    await shopper.open('/sign-in');
    await send(page, '/api/account/sign-in', { login, password: OTHER });
    await expect(page.locator('.absence-note.trouble').filter({ visible: true })).toContainText('is not right');
    await expect(page.locator('#login')).toHaveValue(login);
  }
  await shopper.awake();
  await expectAccessible(page, info);
  await expectFits(page);
  await page.getByRole('link', { name: 'Forgot it?' }).click();
  await send(page, '/api/account/reset/ask', { email: shopper.email });
  await expect(page).toHaveURL(/\/sent\?for=reset/);
  await page.goto(await link(world, shopper.email, '/reset?token='));
  await send(page, '/api/account/reset/use', { password: 'too short' });
  await expect(page.locator('#password')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, info);
  await send(page, '/api/account/reset/use', { password: OTHER });
  await expect(page).toHaveURL(/\/account$/);
  await leave(page);
  await page.goto('/sign-in');
  await send(page, '/api/account/sign-in', { login: shopper.email, password: OTHER });
  await expect(page).toHaveURL(/\/account$/);
});

test('a link by mail signs in, once', async ({ shopper, world, page }, info) => {
  await join(shopper, world);
  await leave(page);
  await shopper.open('/magic');
  await expectAccessible(page, info);
  await expectFits(page);
  await send(page, '/api/account/magic/ask', { email: shopper.email });
  const magic = await link(world, shopper.email, '/magic?token=');
  await page.goto(magic);
  await expect(page.getByRole('main')).toContainText(shopper.email);
  await send(page, '/api/account/magic/use');
  await expect(page).toHaveURL(/\/account$/);
  await page.goto(magic);
  await expect(page.locator('.absence-note.trouble')).toBeVisible();
});

test('an order made as a guest is found by mail and becomes part of the account', async ({ shopper, world, page }, info) => {
  const number = await shopper.buy(goods.campo);
  await page.context().clearCookies();
  await shopper.open('/find-order');
  await expectAccessible(page, info);
  await expectFits(page);
  await send(page, '/api/account/find-order', { number, email: shopper.email });
  await expect(page).toHaveURL(/\/sent\?for=order/);
  const mail = await world.mailWith(shopper.email, 'Whoever has it can see the order');
  const order = /https?:\/\/[^/]+(\/order\/\S+\?token=\w+)/.exec(mail.text)![1];
  await join(shopper, world);
  await page.goto('/orders');
  await expect(page.getByRole('main')).not.toContainText(number);
  await page.goto(order);
  await shopper.awake();
  await expectAccessible(page, info);
  await send(page, '/api/account/claim');
  await expect(page.locator('.absence-note.good')).toBeVisible();
  await page.goto('/orders');
  await expect(page.getByRole('main')).toContainText(number);
});

test('the pages fit in Arabic and in the dark', async ({ shopper, page }, info) => {
  await page.context().addCookies([
    { name: 'lang', value: 'ar', url: page.url() === 'about:blank' ? (info.project.use.baseURL ?? '') : page.url() },
  ]);
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/sign-in', '/sign-up', '/reset', '/magic', '/find-order', '/sent?for=sign-up', '/verify?token=x']) {
    await shopper.open(path);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expectAccessible(page, info);
    await expectFits(page);
  }
});
