// What keeps other people's scripts, forms and frames out, as a browser meets it.
import { expect, expectAccessible, expectFits, goods, scripts, test } from '../support';
import type { Page } from '@playwright/test';

/** Notes every breach of the content security policy from the first line of a page on. */
async function listen(page: Page): Promise<string[]> {
  const heard: string[] = [];
  await page.exposeBinding('heardViolation', (_, what: string) => heard.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell = (window as unknown as { heardViolation: (what: string) => void }).heardViolation;
      tell(`${event.effectiveDirective} ${event.blockedURI} on ${event.documentURI}`);
    });
  });
  return heard;
}

const pages = ['/', '/welcome', '/search?q=kettle', '/search?category=audio', '/product/shelf/shelf-0001', '/cart', '/checkout', '/orders', '/stores', '/wallet', '/operator', '/privacy', '/security', '/sign-in', '/sign-up', '/nowhere'];

test('every page keeps to the policy and wakes up', async ({ page, shopper }, info) => {
  test.setTimeout(90_000);
  const heard = await listen(page);
  await shopper.take(goods.speaker);
  for (const path of pages) {
    const answer = await page.goto(path);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(await answer?.text(), `${path} carries no style of its own`).not.toContain(' style="');
    if (path !== '/operator' && path !== '/nowhere') await shopper.awake();
  }
  if (scripts(info)) expect(heard, 'nothing was kept from happening').toEqual([]);
});

test('a script that somebody writes into a page does not run', async ({ context }) => {
  // a page of its own: what the browser says of the try is what is wanted here
  const page = await context.newPage();
  const heard = await listen(page);
  await page.goto('/');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    const picture = document.createElement('div');
    picture.innerHTML = '<img src="/nothing" onerror="window.ran = true">';
    document.body.append(picture);
    await new Promise((wake) => setTimeout(wake, 200));
    return (window as unknown as { ran?: boolean }).ran === true;
  });
  expect(ran).toBe(false);
  expect(heard.length).toBeGreaterThan(0);
});

test('a form of another site is refused with a page in the shopper’s language', async ({ page }) => {
  const post = (headers: Record<string, string>) =>
    page.request.post('/api/cart/add', { form: { product: 'shelf:shelf-0001' }, headers: { accept: 'text/html', cookie: 'lang=fr', ...headers }, maxRedirects: 0 });
  const foreign = await post({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
  expect(foreign.status()).toBe(403);
  expect(await foreign.text()).toContain('lang="fr"');
  expect((await post({ 'sec-fetch-site': 'same-origin' })).status()).toBe(303);
  const plain = await page.request.post('/api/cart/add', { data: 'product=shelf:shelf-0001', headers: { 'content-type': 'text/plain', accept: 'text/html' } });
  expect(plain.status()).toBe(415);
});

test('both policies can be read by everybody, in every language', async ({ page }, info) => {
  for (const path of ['/privacy', '/security']) {
    for (const [lang, direction] of [['en', 'ltr'], ['fr', 'ltr'], ['ar', 'rtl']] as const) {
      await page.context().addCookies([{ name: 'lang', value: lang, url: info.project.use.baseURL ?? 'http://127.0.0.1:3000' }]);
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.locator('main').innerText()).not.toMatch(/policy-|safety-/);
      await expectFits(page);
      if (lang === 'en') await expectAccessible(page, info);
    }
  }
  await page.goto('/');
  await expect(page.locator('.site-footer').getByRole('link', { name: 'Security' }).or(page.locator('.site-footer a[href="/security"]')).first()).toBeVisible();
});

test('whoever finds a weakness finds where to report it', async ({ page }) => {
  const answer = await page.request.get('/.well-known/security.txt');
  const text = await answer.text();
  expect(answer.headers()['content-type']).toContain('text/plain');
  expect(text).toMatch(/^Contact: (mailto|https):/m);
  const expires = Date.parse(/^Expires: (.*)$/m.exec(text)?.[1] ?? '');
  expect(expires).toBeGreaterThan(Date.now());
});

test('the way to pay says what keeps it safe, and only what is so', async ({ page, shopper }) => {
  await shopper.take(goods.speaker);
  await shopper.open('/checkout');
  await shopper.tellDetails();
  await shopper.acceptDelivery();
  const assured = page.locator('.assurances');
  await expect(assured).toBeVisible();
  await expect(assured).toContainText('We never see your card number');
  // practice runs without encryption, so nobody says otherwise
  await expect(assured).not.toContainText('Encrypted');
});

test('a picture of oneself is made anew, and what is no picture is told beside the field', async ({ page, shopper, world }) => {
  await page.goto('/sign-up');
  const form = page.locator('form[action="/api/account/sign-up"]');
  await form.locator('[name=email]').fill(shopper.email);
  await form.locator('[name=password]').fill('violet tram under seven lamps');
  await form.locator('button').last().click();
  await expect(page).toHaveURL(/\/sent/);
  const mail = await world.mailWith(shopper.email, 'token=');
  await page.goto(/https?:\/\/\S*?(\/verify\?token=\w+)/.exec(mail.text!)![1]!);
  await page.locator('form[action="/api/account/verify"] button').last().click();
  await expect(page).toHaveURL(/\/account$/);

  await page.goto('/account/personal');
  const field = page.locator('#picture-file');
  const save = page.locator('form[action="/api/account/picture"]').first().locator('button');
  await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
  await save.click();
  await expect(page.locator('#picture-problem')).toContainText('no picture');
  await expect(field).toHaveAttribute('aria-invalid', 'true');

  // one pixel, as PNG
  const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: pixel });
  await save.click();
  const picture = page.locator('img.portrait');
  await expect(picture).toHaveJSProperty('naturalWidth', 512);
  const answer = await page.request.get((await picture.getAttribute('src'))!);
  expect(answer.headers()).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" });
  await page.getByRole('button', { name: 'Remove picture' }).click();
  await expect(picture).toHaveCount(0);
});
