// The account: what somebody tells of themselves, what is kept, what is agreed to, and leaving. Every form works without
// scripts.
import type { Page } from '@playwright/test';
import { address, expect, expectAccessible, expectFits, goods, reference, test, type Shopper, type World } from '../support';

const PASSWORD = 'violet tram under seven lamps';

/** Makes an account and signs in, with the link from the mail. */
async function join({ page, email }: Shopper, world: World): Promise<void> {
  await page.goto('/sign-up');
  const form = page.locator('form[action="/api/account/sign-up"]');
  await form.locator('[name=email]').fill(email);
  await form.locator('[name=password]').fill(PASSWORD);
  await form.locator('button').last().click();
  await expect(page).toHaveURL(/\/sent/);
  const mail = await world.mailWith(email, 'token=');
  const link = /https?:\/\/\S*?(\/verify\?token=\w+)/.exec(mail.text)![1];
  await page.goto(link);
  await page.locator('form[action="/api/account/verify"] button').last().click();
  await expect(page).toHaveURL(/\/account$/);
}

/** Sends a form of the account that is on this page, and says that it was kept. */
async function save(page: Page, door: string): Promise<void> {
  await page.locator(`form[action="${door}"] button`).last().click();
  await expect(page.locator('.absence-note.good')).toBeVisible();
}

test('the question about privacy covers nothing, is answered once, and can be answered anew', async ({ shopper, page }, info) => {
  await shopper.open('/');
  const strip = page.locator('.consent-strip');
  const [no, yes] = [strip.getByRole('button').first(), strip.getByRole('button').last()];
  const sizes = await Promise.all([no, yes].map((button) => button.evaluate((one) => [one.className, one.clientHeight, one.clientWidth])));
  expect(sizes[0], 'both answers are alike').toEqual(sizes[1]);
  expect(await strip.evaluate((one) => getComputedStyle(one).position), 'it stands in the page').toBe('static');
  await expectFits(page);
  await expectAccessible(page, info);
  await no.click();
  await shopper.awake();
  await expect(strip).toHaveCount(0);
  await shopper.look(goods.boards);
  await expect(strip).toHaveCount(0);
  await shopper.open('/privacy/choices');
  await expect(page.getByRole('main')).toContainText('You declined');
  await expectAccessible(page, info);
  await expectFits(page);
  await page.getByRole('main').getByRole('button').last().click();
  await expect(page.getByRole('main')).toContainText('You agreed');
});

test('somebody fills their account, and finds all of it again', async ({ shopper, world, page }, info) => {
  await join(shopper, world);
  await shopper.open('/account/personal');
  await page.locator('#first_name').fill('Amira');
  await page.locator('#last_name').fill('Ben Salah');
  await page.locator('#username').fill('a b');
  await page.locator('form[action="/api/profile/names"] button').last().click();
  await expect(page.locator('#username')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#first_name'), 'what was typed is still there').toHaveValue('Amira');
  await shopper.awake();
  await expectAccessible(page, info);
  await page.locator('#username').fill(`amira-${Date.now().toString(36)}-${info.project.name.length}`);
  await save(page, '/api/profile/names');

  await shopper.open('/account/addresses');
  await page.locator('a[href="/account/addresses?edit=new"]').click();
  const typed = { name: 'Amira Ben Salah', street: 'Rua da Prata 12', postcode: 'SW1A 2AA', city: 'Lisboa' };
  for (const [name, value] of Object.entries(typed)) await page.locator(`#${name}`).fill(value);
  await page.locator('#country').selectOption('PT');
  await page.locator('form[action="/api/profile/address/save"] button').last().click();
  await expect(page.locator('#postcode')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#street')).toHaveValue('Rua da Prata 12');
  await page.locator('#postcode').fill('1100-419');
  await save(page, '/api/profile/address/save');
  await expect(page.locator('.places > li')).toHaveCount(1);
  await shopper.awake();
  await expectAccessible(page, info);

  await shopper.open('/account/preferences');
  await page.locator('#sizes').fill('m, 42');
  await page.locator('input[name="stance[kitemart]"][value=hidden]').check({ force: true });
  await save(page, '/api/profile/preferences');
  await shopper.awake();
  await expectAccessible(page, info);
  await shopper.open('/search?q=lamp');
  await expect(page.locator('.answers')).not.toContainText('Kite');

  await shopper.look(goods.boards);
  await page.locator('.buy-box button[form=save]').click();
  await shopper.open('/account/saved');
  await expect(page.locator(`a[href="${address(goods.boards)}"]`)).toBeVisible();
  await shopper.open('/account/searches');
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.lines')).toContainText('lamp', { timeout: 200 });
  }).toPass();
  await page.locator('form[action="/api/profile/searches/forget"] button').first().click();
  await expect(page.locator('.lines')).toHaveCount(0);

  await shopper.open('/account/notifications');
  await expect(page.locator('input[value="orders:mail"]')).toBeDisabled();
  await expect(page.locator('input[value="news:mail"]')).not.toBeChecked();
  await page.locator('input[value="news:mail"]').check();
  await save(page, '/api/profile/notifications');
  await shopper.awake();
  await expectAccessible(page, info);

  await shopper.take(goods.boards);
  await shopper.open('/checkout');
  await expect(page.locator('#street'), 'the kept address is filled in').toHaveValue('Rua da Prata 12');
  await expect(page.locator('#email')).toHaveValue(shopper.email);
  await page.locator('form[action="/api/checkout/address"] button').first().click();
  await expect(page.locator('form[action="/api/checkout/delivery"]')).toBeVisible();

  for (const path of ['/account', '/account/payment', '/account/saved', '/account/privacy']) {
    await shopper.open(path);
    await expectAccessible(page, info);
    await expectFits(page);
  }
});

test('somebody takes everything with them, leaves, and stays after all', async ({ shopper, world, page }, info) => {
  await join(shopper, world);
  const [download] = await Promise.all([page.waitForEvent('download'), page.goto('/account/privacy').then(() => page.locator('a[href="/account/export.json"]').click())]);
  expect(download.suggestedFilename()).toBe('onecart.json');
  await page.locator('form[action="/api/privacy/consent"] button').first().click();
  await expect(page.locator('.absence-note.good')).toBeVisible();
  await page.locator('a[href="/account/privacy/erase"]').click();
  await shopper.awake();
  await expectAccessible(page, info);
  await page.locator('form[action="/api/privacy/erase"] button').click();
  await expect(page.locator('.absence-note.trouble')).toContainText('Nothing was erased');
  await page.locator('[name=sure]').check();
  await page.locator('form[action="/api/privacy/erase"] button').click();
  await expect(page.locator('form[action="/api/privacy/keep"]')).toBeVisible();
  await world.mailWith(shopper.email, 'erase');
  await page.locator('form[action="/api/privacy/keep"] button').click();
  await expect(page.locator('form[action="/api/privacy/keep"]')).toHaveCount(0);
  await shopper.open('/account');
  await expect(page.locator('form[action="/api/privacy/keep"]')).toHaveCount(0);
});

test('a heart on a card saves for a guest, and what it saved is theirs after they sign in', async ({ shopper, world, page }) => {
  // of the house: the first card of a search may be another by the time the saved one is looked for
  const heart = page.locator(`button[form=save][value="${reference(goods.speaker)}"]`);
  // a shop that is seconds old has not yet put its own shelf into its index
  await expect(async () => {
    await shopper.open('/search?q=tonvik');
    await expect(heart).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await heart.click();
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await join(shopper, world);
  await shopper.open('/account/saved');
  await expect(page.locator('.wish')).toHaveCount(1);
});
