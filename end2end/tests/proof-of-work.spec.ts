// Proofs of work: a browser with scripts sends one that nobody sees, one without scripts has a small room, and neither is shut
// out. A shop of its own, whose limits hold for this machine as they do for everybody in earnest.
import { expect, expectAccessible, expectFits, scripts, test } from '../support';
import { join, send } from '../support/account';
import { Server } from '../support/server';

// what works for the proof was built to be debugged
test.describe.configure({ timeout: 90_000 });

const PASSWORD = 'violet tram under seven lamps';

/** How many forms a household may send at once without a proof (docs/decisions/0026-limits.md). */
const ROOM = 10;

let server: Server;

test.beforeAll(async () => {
  server = await Server.open({ ONECART_RATE_LIMITS: 'on' });
});

test.afterAll(() => server?.end());

test('with scripts a form carries a proof that is accepted where there is no room without one', async ({ shopper, world, page, request }, info) => {
  test.skip(!scripts(info), 'only scripts work for a proof');
  await join(page, world, shopper.email, server.url);
  await page.context().clearCookies();
  const ask = () => request.post(`${server.url}/api/account/magic/ask`, { form: { email: 'nobody@example.org' }, headers: { accept: 'application/json' } });
  await expect.poll(async () => (await ask()).status(), { message: 'the room is full', intervals: [10] }).toBe(429);
  expect(Number((await ask()).headers()['retry-after'])).toBeGreaterThan(0);

  await shopper.open(`${server.url}/sign-in`);
  const sent = page.waitForRequest((one) => one.method() === 'POST' && one.url().endsWith('/api/account/sign-in'));
  await send(page, '/api/account/sign-in', { login: shopper.email, password: PASSWORD });
  expect((await sent).postData()).toMatch(/proof=sign-in\.\d+\.\d+\.[0-9a-f]{32}\.[0-9a-f]{64}%3A\d+/);
  await expect(page).toHaveURL(/\/account$/);
});

test('without scripts a form goes, and once too many came it says what to do', async ({ page }, info) => {
  test.skip(scripts(info), 'with scripts there is a proof');
  for (let number = 0; number < ROOM; number += 1) {
    await page.goto(`${server.url}/magic`);
    await send(page, '/api/account/magic/ask', { email: `nobody${number}@example.org` });
    await expect(page).toHaveURL(/\/sent\?for=magic/);
  }
  await page.goto(`${server.url}/magic`);
  await send(page, '/api/account/magic/ask', { email: 'late@example.org' });
  await expect(page.getByRole('alert')).toContainText('allow JavaScript');
  await expect(page.locator('#email'), 'what was typed is still there').toHaveValue('late@example.org');
  await expectFits(page);
});

test('a new password is judged in words while it is typed', async ({ shopper, page }, info) => {
  await shopper.open('/sign-up');
  const meter = page.locator('[data-strength] meter');
  await expect(meter, 'nothing was typed').toBeHidden();
  test.skip(!scripts(info), 'without scripts the form says it when it is sent');
  const words = page.locator('[data-strength] [role=status]');
  await page.locator('#password').fill('seven lamps');
  await expect(words).toContainText('15 characters');
  await expect(meter).toHaveAttribute('value', '0');
  await page.locator('#password').fill(PASSWORD);
  await expect(words).toContainText(/strong/i);
  await expect(meter).toHaveAttribute('value', /[34]/);
  await expectAccessible(page, info);
  await expectFits(page);
  await page.locator('#password').fill('');
  await expect(meter).toBeHidden();
  await expect(words).toHaveText('');
});
