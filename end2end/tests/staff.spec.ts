// Staff: from the operator's key to the first owner, from an invitation to somebody at work who sees what their role permits
// and nothing else. A shop of its own, because there is only one first owner.
import { createHmac } from 'node:crypto';
import type { Browser, Page, TestInfo } from '@playwright/test';
import { expect, expectAccessible, expectFits, test, type World } from '../support';
import { Server } from '../support/server';

const PASSWORD = 'violet tram under seven lamps';

let server: Server;

test.beforeAll(async () => {
  server = await Server.open();
});

test.afterAll(() => server?.end());

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

/** Sends the form of a door with its last button. */
async function send(page: Page, door: string, typed: Record<string, string> = {}): Promise<void> {
  const form = page.locator(`form[action="${door}"]`).first();
  for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').last().click();
}

async function look(page: Page, info: TestInfo): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expectFits(page);
  await expectAccessible(page, info);
}

/** Makes an account for an address, accepts the invitation that was sent there, and sets up an app for codes. */
async function comeIn(page: Page, world: World, email: string, info: TestInfo): Promise<void> {
  const invitation = await world.mailWith(email, '/join?token=');
  const path = /https?:\/\/[^/]+(\/join\?token=\w+)/.exec(invitation.text!)![1]!;
  await page.goto(server.url + path);
  await expect(page.getByRole('main')).toContainText(email);
  await look(page, info);
  await page.getByRole('link', { name: 'Make an account' }).click();
  await send(page, '/api/account/sign-up', { email, password: PASSWORD });
  await expect(page).toHaveURL(/\/sent/);
  const verify = await world.mailWith(email, '/verify?token=');
  await page.goto(server.url + /https?:\/\/[^/]+(\/verify\?token=\w+)/.exec(verify.text!)![1]!);
  await send(page, '/api/account/verify');
  await expect(page).toHaveURL(/\/account$/);
  await page.goto(server.url + path);
  await send(page, '/api/staff/join');
  await expect(page).toHaveURL(/\/sign-in\?next/);
  await send(page, '/api/account/sign-in', { login: email, password: PASSWORD });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A second factor is needed');
  await look(page, info);
  await page.goto(server.url + '/account/security/app');
  await send(page, '/api/security/app/begin');
  const secret = (await page.locator('[data-secret]').getAttribute('data-secret'))!;
  await send(page, '/api/security/app/confirm', { code: code(secret) });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your backup codes');
  await page.goto(`${server.url}/operator`);
  await page.goto(server.url + path);
  await expect(page.getByRole('heading', { level: 1 }), 'an invitation works once').toHaveText('This invitation does not work any more');
  await page.goto(`${server.url}/operator`);
}

/** The pages that somebody behind the counter is led to. */
async function led(page: Page): Promise<string[]> {
  return page.locator('nav[aria-label="Operator\'s pages"] a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
}

async function somebodyElse(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  return context.newPage();
}

test('from the key to the first owner, and from an invitation to somebody who sees only what their role permits', async ({ page, world, browser }, info) => {
  test.setTimeout(120_000);
  const stamp = Date.now();
  const [owner, support] = [`owner-${stamp}@example.org`, `support-${stamp}@example.org`];
  await page.goto(`${server.url}/operator`);
  await send(page, '/api/operator/sign-in', { key: server.operatorKey });
  await send(page, '/api/staff/first-owner', { email: owner });
  await expect(page.getByRole('status')).toContainText('on its way');
  await send(page, '/api/operator/sign-out');

  await comeIn(page, world, owner, info);
  expect(await led(page)).toHaveLength(19);
  for (const path of await led(page)) {
    await page.goto(server.url + path);
    await look(page, info);
  }

  await page.goto(`${server.url}/operator/invitations`);
  await page.getByLabel('Role').selectOption('support');
  await send(page, '/api/staff/invite', { email: support });
  await expect(page.getByRole('status')).toContainText('Saved');
  const colleague = await somebodyElse(browser);
  await comeIn(colleague, world, support, info);
  expect(await led(colleague)).toEqual(['/operator', '/operator/alerts', '/operator/people']);
  for (const hidden of ['ledger', 'jobs', 'roles', 'audit', 'keys', 'marketplaces']) {
    const answer = await colleague.goto(`${server.url}/operator/${hidden}`);
    expect(answer!.status(), hidden).toBe(404);
  }
  await colleague.goto(`${server.url}/operator/people?q=${support}`);
  await colleague.getByRole('main').getByRole('link').filter({ hasText: 'shopper' }).first().click();
  await expect(colleague.getByRole('main')).toContainText(support);
  await expect(colleague.locator('form[action="/api/staff/assign"]')).toHaveCount(0);
  await colleague.context().close();

  await page.goto(`${server.url}/operator/audit?check=1`);
  await expect(page.getByRole('status')).toContainText('The log is whole');
  await expect(page.getByRole('table')).toContainText('invitation.accepted');
  await expect(page.getByRole('main'), 'nobody is named in the log').not.toContainText('example.org');

  await page.goto(`${server.url}/operator/keys`);
  const form = page.locator('form[action="/api/staff/make-key"]');
  await form.locator('[name=name]').fill('Reports');
  await form.getByLabel('See the books').check();
  await form.locator('button').last().click();
  const secret = await page.locator('code.secret').innerText();
  expect(secret).toMatch(/^oc_[0-9a-f]{64}$/);
  const books = await page.request.get(`${server.url}/v1/books`, { headers: { authorization: `Bearer ${secret}` } });
  expect(books.status()).toBe(200);
  await page.reload();
  await expect(page.locator('code.secret'), 'a secret is shown once').toHaveCount(0);
});
