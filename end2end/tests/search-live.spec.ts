// Filters and order answered by the browser itself: at once, and never otherwise than the server would.
import type { Page, TestInfo } from '@playwright/test';
import { expect, expectAccessible, phone, test } from '../support';

/** Everything a search says: cards in their order, what each filter would leave, the filters in force, the pages. */
function seen(page: Page) {
  return page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const texts = (selector: string) => all(selector).map((element) => element.textContent!.trim());
    const addresses = (selector: string) => all(selector).map((link) => link.getAttribute('href'));
    return {
      titles: texts('[data-live=results] .product-grid .title'),
      links: addresses('[data-live=results] .product-grid .title a'),
      totals: texts('[data-live=results] .product-grid .total'),
      counts: Object.fromEntries(all('#filters [data-live^=count-]').map((count) => [count.dataset.live!, count.textContent!])),
      numbers: texts('[data-live=count] :not([hidden])'),
      filters: texts('[data-live=chips] li'),
      ways: all('[data-live=chips] a').map((link) => [link.getAttribute('href'), link.getAttribute('aria-label')]),
      badge: texts('[data-live=filter-count] .badge:not([hidden])'),
      pages: addresses('.pager:not([hidden]) li:not([hidden]) a'),
      current: texts('.pager:not([hidden]) [aria-current]'),
      next: addresses('.pager:not([hidden]) > a:not([hidden])'),
      empty: all('[data-live=results] .empty-state:not([hidden])').length,
    };
  });
}

/** Waits until a change is shown and nobody is asked any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))));
  await expect(page.locator('[data-live=results]')).not.toHaveAttribute('aria-busy', 'true');
}

/** Has the shop ask a question until every marketplace has answered it; the answer then stays the same for a while. */
async function answered(page: Page, address: string): Promise<void> {
  await expect(async () => {
    const answer = await page.request.get(address);
    expect(await answer.text()).not.toContain('class="absent"');
  }).toPass();
}

/** Compares what the browser shows with what the server says to the same address. */
async function expectAsServed(page: Page): Promise<void> {
  await settled(page);
  const here = await seen(page);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', '');
  const served = await seen(page);
  // a page of one category offers no other; the page that it was chosen on still does
  here.counts = Object.fromEntries(Object.entries(here.counts).filter(([choice]) => choice in served.counts));
  // of makers only the commonest are offered, and of those that fit nothing any may be among them
  const idle = ([choice, count]: [string, string]): boolean => count === '0' && !(choice in here.counts);
  served.counts = Object.fromEntries(Object.entries(served.counts).filter((one) => !idle(one)));
  expect(here, page.url()).toEqual(served);
}

/** Opens the filters where a phone folds them away. */
async function unfold(page: Page, info: TestInfo): Promise<void> {
  const sheet = page.locator('details.filter-sheet');
  if (phone(info) && (await sheet.getAttribute('open')) === null) await sheet.locator('summary').click();
}

/** Every question for results that the page asks from now on. */
function questions(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/search') asked.push(request.url());
  });
  return asked;
}

test('what the page holds is filtered, sorted and counted without asking anybody', async ({ shopper, page }, info) => {
  await answered(page, '/search?q=black');
  await shopper.open('/search?q=black');
  await unfold(page, info);
  const asked = questions(page);
  const cards = page.locator('article.product-card');
  const all = await page.locator('[data-live=count]').innerText();

  await page.locator('input[name=rated][value="400"]').check();
  await expect(page).toHaveURL('/search?q=black&rated=400');
  await expect(page.locator('[data-live=count]')).not.toHaveText(all);
  for (const stars of await cards.locator('.rating').allInnerTexts()) expect(Number(/\d\.\d/.exec(stars)![0])).toBeGreaterThanOrEqual(4);
  await page.locator('input[name=in_stock]').check();
  await expect(page).toHaveURL(/in_stock=1/);
  await page.locator('input[name=to]').fill('60');
  await page.locator('input[name=to]').press('Enter');
  await expect(page).toHaveURL(/to=60/);
  if (phone(info)) await expect(page.locator('details.filter-sheet')).not.toHaveAttribute('open');
  await page.locator('#sort').selectOption('total-down');
  await expect(page).toHaveURL(/sort=total-down/);
  await expect(page.getByRole('list', { name: /filters/i }).getByRole('listitem')).toHaveCount(3);
  await settled(page);
  expect(asked).toEqual([]);
  await expectAsServed(page);
});

test('whatever is chosen, the server would say the same', async ({ shopper, page, context, baseURL }, info) => {
  test.slow();
  const choose: [string, (page: Page) => Promise<unknown>][] = [
    ['fr', (page) => page.locator('input[name=rated][value="450"]').check()],
    ['ar', (page) => page.locator('#sort').selectOption('rating')],
    ['en', (page) => page.locator('#sort').selectOption('total')],
    ['en', (page) => page.locator('input[name=marketplace][value=nomad]').check()],
    ['fr', (page) => page.locator('input[name=from]').fill('20').then(() => page.locator('input[name=from]').blur())],
    ['en', (page) => page.locator('input[name=category]:not(:checked)').first().check()],
  ];
  for (const [lang, change] of choose) {
    await context.addCookies([{ name: 'lang', value: lang, url: baseURL! }]);
    for (const address of ['/search?q=black', '/search?q=set&category=home-kitchen', '/search?q=a&in_stock=1', '/search?q=black&marketplace=harbor&marketplace=kitemart&page=1']) {
      await answered(page, address);
      // choosing a category, or none, asks the marketplaces another question
      await answered(page, address.includes('category=') ? '/search?q=set' : `${address}&category=home-kitchen`);
      await shopper.open(address);
      await unfold(page, info);
      const before = page.url();
      await change(page);
      await expect(page).not.toHaveURL(before);
      await expectAsServed(page);
    }
  }
});

test('filters are taken away in place, and back and forth go through them', async ({ shopper, page }, info) => {
  await answered(page, '/search?q=black');
  await shopper.open('/search?q=black');
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  const first = await seen(page);
  await unfold(page, info);
  await page.locator('input[name=rated][value="450"]').check();
  await expect(page).toHaveURL(/rated=450/);
  await page.locator('#sort').selectOption('total');
  await expect(page).toHaveURL(/sort=total/);
  await settled(page);
  const sorted = await seen(page);

  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
  await expect(page.locator('#sort')).toHaveValue('best');
  await page.goBack();
  await expect(page).toHaveURL('/search?q=black');
  await expect(page.locator('input[name=rated][value=""]')).toBeChecked();
  await expect.poll(() => seen(page)).toEqual(first);
  await page.goForward();
  await page.goForward();
  await expect.poll(() => seen(page)).toEqual(sorted);

  await page.getByRole('list', { name: /filters/i }).getByRole('link').click();
  await expect(page).toHaveURL('/search?q=black&sort=total');
  await expect(page.locator('input[name=rated][value=""]')).toBeChecked();
  await expect(page.locator('body')).toHaveAttribute('data-same-page', '');
});

test('a filter that leaves nothing says so, and the way on is at hand', async ({ shopper, page }, info) => {
  await answered(page, '/search?q=lamp');
  await shopper.open('/search?q=lamp');
  await unfold(page, info);
  const first = await seen(page);
  const asked = questions(page);
  await page.locator('input[name=from]').fill('99999');
  await page.locator('input[name=from]').press('Enter');
  await expect(page.locator('.empty-state')).toBeVisible();
  await expect(page.locator('article.product-card')).toHaveCount(0);
  await expectAccessible(page, info);
  await page.locator('.empty-state a').click();
  await expect(page).toHaveURL('/search?q=lamp');
  await expect.poll(() => seen(page)).toEqual(first);
  expect(asked).toEqual([]);
});

test('the price of another marketplace is not shown for that of the one asked for', async ({ shopper, page }, info) => {
  await answered(page, '/search?q=black');
  await shopper.open('/search?q=black');
  await unfold(page, info);
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route('**/search?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('input[name=marketplace][value=nomad]').check();
  const stale = page.locator('article.product-card[data-stale]');
  await expect(stale.first()).toBeVisible();
  await expect(stale.first().locator('.total')).toBeHidden();
  answer();
  await expect(stale).toHaveCount(0);
  const links = await page.locator('article.product-card .title a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  for (const link of links) expect(link).toMatch(/^\/product\/nomad\//);
});

test('an amount that makes no sense is named', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=lamp');
  await unfold(page, info);
  await page.locator('input[name=from]').fill('cheap');
  await page.locator('input[name=from]').press('Enter');
  await expect(page.locator('p.absence-note')).toBeVisible();
});
