// How an account is kept safe: codes of an app, backup codes, passkeys, the telephone number, sessions. The forms work
// without scripts; passkeys need them.
import { createHmac } from 'node:crypto';
import type { CDPSession, Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, scripts, test, type Shopper, type World } from '../support';

const PASSWORD = 'violet tram under seven lamps';

/** The code that an app shows for a secret, now or so many steps of thirty seconds later. */
function code(secret: string, later = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const digest = createHmac('sha1', key).update(step).digest();
  const at = digest[19]! & 15;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** Makes an account and signs in, with the link from the mail; `origin` is where the shop is visited. */
async function join({ page, email }: Shopper, world: World, origin = ''): Promise<void> {
  await page.goto(`${origin}/sign-up`);
  const form = page.locator('form[action="/api/account/sign-up"]');
  await form.locator('[name=email]').fill(email);
  await form.locator('[name=password]').fill(PASSWORD);
  await form.locator('button').last().click();
  await expect(page).toHaveURL(/\/sent/);
  const mail = await world.mailWith(email, 'token=');
  await page.goto(origin + /https?:\/\/\S*?(\/verify\?token=\w+)/.exec(mail.text!)![1]!);
  await page.locator('form[action="/api/account/verify"] button').last().click();
  await expect(page).toHaveURL(/\/account$/);
}

async function signOut(page: Page, origin = ''): Promise<void> {
  const answer = await page.request.post(`${origin}/api/account/sign-out`, { form: {}, headers: { accept: 'text/html' }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

async function typePassword(page: Page, email: string, origin = ''): Promise<void> {
  await page.goto(`${origin}/sign-in?next=/account/security`);
  const form = page.locator('form[action="/api/account/sign-in"]');
  await form.locator('[name=login]').fill(email);
  await form.locator('[name=password]').fill(PASSWORD);
  await form.locator('button').last().click();
}

async function look(page: Page, info: Parameters<typeof expectAccessible>[1]): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expectFits(page);
  await expectAccessible(page, info);
}

test('codes of an app are asked for after the password, each works once, and a backup code stands in', async ({ shopper, world, page }, info) => {
  test.slow();
  await join(shopper, world);
  await shopper.open('/account/security');
  await look(page, info);
  await page.getByRole('link', { name: 'Set up an app' }).click();
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
  await look(page, info);
  const secret = (await page.locator('[data-secret]').getAttribute('data-secret'))!;
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await page.getByLabel('The code that the app shows').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('alert')).toContainText('This code is not right');
  await expect(page.locator('[data-secret]'), 'the secret is still the same').toHaveAttribute('data-secret', secret);
  await page.getByLabel('The code that the app shows').fill(code(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your backup codes');
  const backup = await page.locator('.backup-codes code').allInnerTexts();
  expect(new Set(backup).size).toBe(10);
  await look(page, info);
  await page.reload();
  await expect(page.locator('.backup-codes'), 'they are shown once').toHaveCount(0);

  await signOut(page);
  await typePassword(page, shopper.email);
  await expect(page).toHaveURL(/\/sign-in\/factor/);
  await look(page, info);
  const stranger = await page.request.get('/account/security', { maxRedirects: 0 });
  expect(stranger.status(), 'the password alone opens nothing').toBe(303);
  const next = code(secret, 1);
  await page.getByLabel('Code', { exact: true }).fill(next);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in and security');

  await signOut(page);
  await typePassword(page, shopper.email);
  await page.getByLabel('Code', { exact: true }).fill(next);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert'), 'a code works once').toContainText('This code is not right');
  await look(page, info);
  await page.getByLabel('Code', { exact: true }).fill(backup[0]!.toLowerCase());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('[data-backup-codes]')).toHaveAttribute('data-backup-codes', '9');
  await expect(page.getByText('Backup code used')).toBeVisible();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('Codes are no longer asked for.')).toBeVisible();
  await signOut(page);
  await typePassword(page, shopper.email);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in and security');
});

test('a passkey opens the account without a name or a password, and only after its device asked who is there', async ({ shopper, world, page, baseURL }, info) => {
  test.skip(!scripts(info), 'passkeys need scripts');
  test.slow();
  // browsers bind passkeys to names, and a number is none
  const origin = baseURL!.replace('127.0.0.1', 'localhost');
  const device: CDPSession = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await join(shopper, world, origin);
  await page.goto(`${origin}/account/security`);
  await shopper.awake();
  await page.getByLabel('Name', { exact: true }).fill('My phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey was added.')).toBeVisible();
  await expect(page.locator('[data-passkey-named="My phone"]')).toBeVisible();
  await shopper.awake();
  await look(page, info);
  const kept = await device.send('WebAuthn.getCredentials', { authenticatorId });
  expect(kept.credentials.map((one) => [one.isResidentCredential, one.rpId])).toEqual([[true, 'localhost']]);

  await page.getByLabel('Name of My phone').fill('My old phone');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(page.locator('[data-passkey-named="My old phone"]')).toBeVisible();

  const comeIn = async () => {
    await page.goto(`${origin}/sign-in?next=/account/security`);
    await shopper.awake();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  };
  await signOut(page, origin);
  await comeIn();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in and security');
  await expect(page.locator('[data-passkey-named]')).toContainText('Last used');

  await signOut(page, origin);
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await comeIn();
  await expect(page.locator('form[data-passkey] [data-passkey-problem]'), 'a device that did not ask is not enough').toBeVisible();
  await look(page, info);
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await comeIn();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in and security');
  await page.getByRole('button', { name: 'Remove My old phone' }).click();
  await expect(page.getByText('The passkey was removed.')).toBeVisible();
  await signOut(page, origin);
  await comeIn();
  await expect(page.getByRole('alert').filter({ visible: true }), 'one that was removed opens nothing').toContainText('did not open an account');
});

test('a telephone number is proved by the code from the text message', async ({ shopper, world, page }, info) => {
  await join(shopper, world);
  await shopper.open('/account/security');
  const number = `+35191${String(Date.now() % 10_000_000).padStart(7, '0')}`;
  await page.getByLabel('Phone number with country code').fill('910 000 000');
  await page.getByRole('button', { name: 'Send a code' }).click();
  await expect(page.locator('#phone').getByRole('alert')).toContainText('country code');
  await expect(page.getByLabel('Phone number with country code'), 'what was typed is still there').toHaveValue('910 000 000');
  await page.getByLabel('Phone number with country code').fill(number);
  await page.getByRole('button', { name: 'Send a code' }).click();
  const text = (await world.mailWith(number, 'Onecart')).text!;
  const sent = /\d{6}/.exec(text)![0];
  await page.getByLabel('Code from the text message').fill(sent === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.locator('#phone').getByRole('alert')).toContainText('This code is not right');
  await look(page, info);
  await page.getByLabel('Code from the text message').fill(sent);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Your number is confirmed.')).toBeVisible();
  await expect(page.locator('[data-phone]')).toHaveText(number);
  await page.getByRole('button', { name: 'Remove number' }).click();
  await expect(page.locator('[data-phone]')).toHaveCount(0);
});

test('somebody sees where they are signed in, and signs out elsewhere', async ({ shopper, world, page, browser, baseURL }, info) => {
  await join(shopper, world);
  const elsewhere = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: scripts(info) });
  const other = await elsewhere.newPage();
  await typePassword(other, shopper.email);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Sign-in and security');
  await shopper.open('/account/security');
  const rows = page.locator('#sessions .entries > li');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'This device' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByText('You are signed out everywhere else.')).toBeVisible();
  await expect(rows).toHaveCount(1);
  await other.goto('/account/security');
  await expect(other).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});
