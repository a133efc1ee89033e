// Suggestions under the search box: from what we know, for fingers, keys and ears.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, goods, test } from '../support';

const box = (page: Page) => page.locator('#q');
const list = (page: Page) => page.locator('#q-suggestions');
const options = (page: Page) => list(page).getByRole('option');

test('typing suggests goods and categories, and keys choose among them', async ({ shopper, page }, info) => {
  await shopper.open('/stores');
  await box(page).pressSequentially('audio');
  await expect(options(page).first()).toBeVisible();
  expect(await options(page).count()).toBeGreaterThan(2);
  await expect(box(page)).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page, info);
  await expectFits(page);
  await expect(box(page)).not.toHaveAttribute('aria-activedescendant', /./);

  await page.keyboard.press('ArrowUp');
  const last = options(page).last();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(box(page)).toHaveAttribute('aria-activedescendant', (await last.getAttribute('id'))!);
  await page.keyboard.press('ArrowDown');
  await expect(list(page).locator('[aria-selected=true]')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await expect(options(page).first()).toContainText('Audio');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/search?category=audio');
});

test('Escape closes the list and keeps the words, Enter searches for them', async ({ shopper, page }) => {
  await shopper.open('/stores');
  await box(page).pressSequentially('kett');
  await expect(options(page).first()).toBeVisible();
  await expect(list(page)).toContainText(/kettle/i);
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();
  await expect(box(page)).toHaveValue('kett');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/search?q=kett');
});

test('a suggestion leads to its thing', async ({ shopper, page }) => {
  await shopper.open('/welcome');
  await page.locator('#q2').pressSequentially('skarn tandem');
  const option = page.locator('#q2-suggestions').getByRole('option', { name: goods.boards.title });
  await expect(option.first()).toBeVisible();
  await option.first().click();
  await expect(page).toHaveURL(/\/product\//);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/tandem/i);
});

test('whoever leaves the box leaves the list, and what fits nothing has none', async ({ shopper, page }) => {
  await shopper.open('/stores');
  await box(page).pressSequentially('lamp');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(list(page)).toBeHidden();
  await box(page).fill('qzxw');
  await page.waitForResponse(/\/api\/suggest/);
  await expect(list(page)).toBeHidden();
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false');
});

test('suggestions speak the language of the page', async ({ shopper, page, context, baseURL }, info) => {
  await context.addCookies([{ name: 'lang', value: 'ar', url: baseURL! }]);
  await shopper.open('/stores');
  await box(page).pressSequentially('الص');
  await expect(options(page).first()).toBeVisible();
  await expect(list(page).getByRole('group').first()).toHaveAttribute('aria-label', /[\u0600-\u06ff]/);
  await expectAccessible(page, info);
  await expectFits(page);
});

test('the door is narrow', async ({ page }) => {
  const ask = (text: string) => page.request.get(`/api/suggest?q=${encodeURIComponent(text)}`);
  expect((await ask('x'.repeat(201))).status()).toBe(400);
  expect((await page.request.get('/api/suggest')).status()).toBe(400);
  for (const text of ['', 'k', '%', '__', '"; DROP TABLE product', '\u0000\u0001']) {
    const answer = await ask(text);
    expect(answer.status(), text).toBe(200);
    expect(await answer.text(), text).toBe('');
  }
  const answer = await ask('lamp');
  expect(answer.headers()['cache-control']).toBe('private, max-age=60');
  expect(answer.headers()['vary']).toContain('cookie');
  expect(await answer.text()).toContain('role="option"');
});
