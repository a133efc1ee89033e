// Sentences become filters that can be taken away one by one, and the order of what is found can be worked out again.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, minor, scripts, test } from '../support';

const cards = (page: Page) => page.locator('article.product-card');
const chips = (page: Page) => page.getByRole('list', { name: /filters/i }).getByRole('listitem');
const totals = async (page: Page) => (await cards(page).locator('.price .total').allInnerTexts()).map(minor);

/** Types into the search box of the header and sends it. */
async function ask(page: Page, words: string): Promise<void> {
  await page.locator('#q').fill(words);
  await page.locator('#q').press('Enter');
}

test('a sentence becomes words and filters, each of which can be taken away', async ({ shopper, page }, info) => {
  const sentence = 'desk lamp under 90 with good ratings, not red, ships to Kenya';
  await shopper.open('/');
  await ask(page, sentence);
  await expect(page).toHaveURL(/\/search\?q=desk%20lamp&/);
  await expect(page.locator('#q')).toHaveValue(sentence);
  await expect(page.locator('h1')).toContainText(sentence);
  await expect(chips(page)).toHaveText([/90/, /4/, /Not Red/, /Kenya/]);
  await expect(cards(page).first()).toBeVisible();
  for (const total of await totals(page)) expect(total).toBeLessThanOrEqual(9_000);
  for (const title of await cards(page).locator('.title').allInnerTexts()) expect(title).not.toMatch(/\bred\b/i);
  await expectAccessible(page, info);
  await expectFits(page);

  const few = await cards(page).count();
  await chips(page).filter({ hasText: '90' }).getByRole('link').click();
  await expect(page).not.toHaveURL(/[?&]to=/);
  await expect(chips(page)).toHaveCount(3);
  await expect.poll(() => cards(page).count()).toBeGreaterThanOrEqual(few);
  await chips(page).filter({ hasText: 'Kenya' }).getByRole('link').click();
  await expect(page).not.toHaveURL(/ships=/);
  await expect(chips(page)).toHaveCount(2);

  await page.locator('.said a').click();
  await expect(page).toHaveURL(/q=desk%20lamp%20under%2090/);
  await expect(chips(page)).toHaveCount(0);
});

test('French and Arabic sentences are understood as well', async ({ shopper, page, context, baseURL }) => {
  for (const [lang, sentence, address] of [
    ['fr', 'lampe de bureau à moins de 90 euros pas rouge', /q=lampe%20bureau&to=90\.00&not=colour%3Ared/],
    ['ar', 'مصباح بأقل من ٩٠ يورو غير أحمر', /&to=90\.00&not=colour%3Ared/],
  ] as const) {
    await context.addCookies([{ name: 'lang', value: lang, url: baseURL! }]);
    await shopper.open('/');
    await ask(page, sentence);
    await expect(page).toHaveURL(address);
    await expect(page.locator('[data-live=chips] li')).toHaveCount(2);
  }
});

test('values of a facet are alternatives, and each says how many it would leave', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=lamp');
  const sheet = page.locator('details.filter-sheet');
  const unfold = async () => {
    if ((await sheet.locator('summary').isVisible()) && (await sheet.getAttribute('open')) === null) await sheet.locator('summary').click();
  };
  const send = async () => {
    if (!scripts(info)) await sheet.locator('.ways button').click();
  };
  await unfold();
  const colour = (value: string) => page.locator(`input[name=colour][value=${value}]`);
  const values = await page.locator('input[name=colour]').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(values.length).toBeGreaterThan(2);
  const [first, second] = values as [string, string];
  const promised = Number(await page.locator(`[data-live="count-colour-${first}"]`).innerText());
  await colour(first).check();
  await send();
  await expect(page).toHaveURL(new RegExp(`colour=${first}`));
  await expect(cards(page)).toHaveCount(promised);
  await unfold();
  await colour(second).check();
  await send();
  await expect(page).toHaveURL(new RegExp(`colour=${second}`));
  await expect.poll(() => cards(page).count()).toBeGreaterThan(promised);
  await expect(chips(page)).toHaveCount(2);
});

test('what cannot be asked for is left out and told, never an error', async ({ shopper, page }) => {
  const odd = [
    ['/search?q=lamp&colour=octarine', /Colour/],
    ['/search?q=lamp&facet=shade:dark&cursor=eyJhIjoxfQ', /filter this shop does not have/],
    ['/search?q=lamp&ships=UG', /Country of delivery/],
    [`/search?q=${'lamp%20'.repeat(1500)}`, /typed/],
    ['/search?q=lamp%00%07', /typed/],
    ['/search?q=%3F%21%2E%2C%3B', /typed/],
  ] as const;
  for (const [address, hint] of odd) {
    const answer = await page.goto(address);
    expect(answer!.status(), address).toBe(200);
    await expect(page.locator('p.absence-note').filter({ hasText: hint }), address).toBeVisible();
  }
  for (const fragment of ["'; DROP TABLE product; --", '(a+)+$', '[[[[', '"" OR 1=1', '../../etc/passwd', '%', '$$ €€ - -']) {
    const answer = await page.goto(`/search?q=${encodeURIComponent(fragment)}`);
    expect(answer!.status(), fragment).toBe(200);
    await expect(page.locator('h1, h2').first()).toBeVisible();
  }
  await shopper.open('/search?q=lamp');
});

test('every result says its points, and the order can be worked out again', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=lamp');
  const place = cards(page).first().locator('details.place');
  await place.locator('summary').click();
  await expect(place.locator('p')).toContainText(/Words \d+ of 440/);

  await page.locator('.results-bar .how').click();
  await expect(page).toHaveURL(/\/ranking\?q=lamp/);
  await expect(page.locator('h1')).toBeVisible();
  const rows = page.locator('.ranking tbody tr');
  const points = (await rows.locator('td:last-child').allInnerTexts()).map(Number);
  expect(points.length).toBeGreaterThan(5);
  expect(points).toEqual(points.toSorted((left, right) => right - left));
  if (scripts(info)) await expect(page.locator('[data-ranking-check=same]')).toContainText('same order');
  await expectAccessible(page, info);
  await expectFits(page);
});

test('there are orders by price and by what is new', async ({ shopper, page }) => {
  await shopper.open('/search?q=lamp&sort=total');
  const sorted = await totals(page);
  expect(sorted).toEqual(sorted.toSorted((left, right) => left - right));
  for (const order of ['price', 'newest']) {
    await shopper.open(`/search?q=lamp&sort=${order}`);
    await expect(page.locator('#sort')).toHaveValue(order);
    expect(await cards(page).count()).toBeGreaterThan(5);
  }
});
