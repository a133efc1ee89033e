// Search: one question in the address, answered the same whoever asks and however they got there.
import type { Page, TestInfo } from '@playwright/test';
import { expect, goods, minor, names, phone, scripts, test, type Shopper } from '../support';

const cards = (page: Page) => page.locator('article.product-card');
const totals = async (page: Page) => (await cards(page).locator('.price .total').allInnerTexts()).map(minor);

/** Changes the form beside the results, which a phone folds away; without scripts it has to be sent. */
async function narrow({ page }: Shopper, info: TestInfo, change: () => Promise<void>): Promise<void> {
  await expect(cards(page).first()).toBeVisible();
  const sheet = page.locator('details.filter-sheet');
  if (phone(info) && (await sheet.getAttribute('open')) === null) await sheet.locator('summary').click();
  await change();
  if (!scripts(info)) await sheet.locator('.ways button').click();
}

test('filters and order stand in the address and survive the way back', async ({ shopper, page }, info) => {
  await shopper.open('/search?q=lamp');
  // a page holds two dozen; how many there are in all is said above them
  const said = async (): Promise<number> => Number(/\d+/.exec(await page.locator('[data-live=count]').innerText())![0]);
  const all = await said();
  expect(all).toBeGreaterThan(5);

  await narrow(shopper, info, () => page.locator('input[name=marketplace][value=harbor]').check());
  await expect(page).toHaveURL(/[?&]marketplace=harbor/);
  await expect.poll(said).toBeLessThan(all);
  const few = await cards(page).count();
  await expect(page.getByRole('list', { name: /filters/i }).getByRole('listitem')).toContainText(names['harbor']);

  await narrow(shopper, info, async () => {
    if (scripts(info) && phone(info)) await page.locator('details.filter-sheet summary').click();
    await page.locator('#sort').selectOption('total');
  });
  await expect(page).toHaveURL(/[?&]sort=total/);
  await expect.poll(() => totals(page)).toEqual((await totals(page)).toSorted((left, right) => left - right));
  const sorted = await totals(page);
  expect(sorted).toHaveLength(few);

  const address = page.url();
  await cards(page).locator('.title a').nth(1).click();
  await expect(page).toHaveURL(/\/product\//);
  await page.goBack();
  await expect(page).toHaveURL(address);
  expect(await totals(page)).toEqual(sorted);
  await expect(page.locator('input[name=marketplace][value=harbor]')).toBeChecked();
  await expect(page.locator('#sort')).toHaveValue('total');

  await page.getByRole('list', { name: /filters/i }).getByRole('link').first().click();
  await expect(page).not.toHaveURL(/marketplace=/);
});

test('every filter does what it says', async ({ shopper, page }) => {
  await shopper.open('/search?q=lamp&from=50&to=90');
  for (const total of await totals(page)) {
    expect(total).toBeGreaterThanOrEqual(5_000);
    expect(total).toBeLessThanOrEqual(9_000);
  }
  await shopper.open('/search?q=lamp&rated=400');
  for (const stars of await cards(page).locator('.rating').allInnerTexts()) expect(Number(/\d\.\d/.exec(stars)![0])).toBeGreaterThanOrEqual(4);
  await shopper.open('/search?q=lamp&sort=total-down');
  const down = await totals(page);
  expect(down).toEqual(down.toSorted((left, right) => right - left));
  await shopper.open('/search?category=audio&in_stock=1');
  expect(await cards(page).count()).toBeGreaterThan(5);
  await expect(cards(page).locator('.flag')).toHaveCount(0);
});

test('the same thing of several marketplaces is one card, and its page compares every offer', async ({ shopper, page }) => {
  await shopper.open('/search?q=mossgate');
  const card = cards(page).filter({ hasText: /from [3-6] marketplaces/ }).first();
  const shown = minor(await card.locator('.price .total').innerText());
  await card.locator('.title a').click();
  await shopper.awake();
  const rows = page.locator('#offers .offer-row');
  expect(await rows.count()).toBeGreaterThanOrEqual(3);
  await expect(page.locator('#offers .offer-row.best')).toHaveCount(1);
  await expect(page.locator('#offers .offer-row.best .why')).toHaveText(/\w{10}|\w+ \w+/);
  const sums = (await rows.locator('.total').allInnerTexts()).filter((text) => /\d/.test(text)).map(minor);
  expect(Math.min(...sums)).toBe(minor(await page.locator('#offers .offer-row.best .total').innerText()));
  expect(Math.min(...sums), 'the card promises what the best offer asks').toBe(shown);
});

test('the offers are put in another order', async ({ shopper, page }, info) => {
  await shopper.open(`/product/harbor/${goods.can.id}`);
  const sellers = () => page.locator('#offers .offer-row .seller b').allInnerTexts();
  const before = await sellers();
  await page.locator('input[name=by][value=arrival]').check();
  if (!scripts(info)) await page.locator('form.orders button').click();
  await expect.poll(sellers).not.toEqual(before);
  expect((await sellers()).toSorted()).toEqual(before.toSorted());
});

test('nothing found says so and offers another way', async ({ shopper, page }) => {
  await shopper.open('/search?q=qzxwvut');
  await expect(cards(page)).toHaveCount(0);
  const empty = page.locator('.empty-state');
  await expect(empty).toBeVisible();
  await empty.getByRole('searchbox').fill('lamp');
  await empty.getByRole('button').click();
  await expect(cards(page).first()).toBeVisible();

  await shopper.open('/search?q=lamp&from=99999');
  await page.locator('.empty-state a').click();
  await expect(page).not.toHaveURL(/from=/);
  await expect(cards(page).first()).toBeVisible();
});

test('nonsense in the address is left out and named, never an error', async ({ shopper, page }) => {
  const wrong = ['page=-1', 'page=0', 'page=999999', 'sort=<script>alert(1)</script>', 'from=1e99', 'to=NaN', 'rated=six', 'marketplace=../..', 'category=%ff%fe', 'in_stock=maybe'];
  for (const pair of wrong) {
    const answer = await page.goto(`/search?q=lamp&${pair}`);
    expect(answer!.status(), pair).toBe(200);
    await shopper.awake();
    await expect(cards(page).first(), pair).toBeVisible();
    await expect(page.locator('p.absence-note'), pair).toBeVisible();
  }
  for (const question of ['', '?', '?q=', '?q=%00%01', `?q=${'lamp '.repeat(400)}`, '?q=%F0%9F%92%A1', '?q=lamp&q=chair&&&=&a', '?page=2', '?q=lamp&page=77']) {
    expect((await page.goto(`/search${question}`))!.status(), question.slice(0, 40)).toBe(200);
  }
});

test('markup in words and titles is text', async ({ shopper, page }) => {
  const words = '<img src=x onerror="document.title=1"><b>lamp</b>';
  await shopper.open(`/search?q=${encodeURIComponent(words)}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(words);
  await expect(page.locator('#q')).toHaveValue(words);
  expect(await page.locator('img[src=x]').count()).toBe(0);

  await shopper.open('/');
  await shopper.search(goods.cube.words);
  const card = cards(page).filter({ hasText: goods.cube.title }).first();
  await expect(card).toBeVisible();
  await expect(cards(page).getByText(/[<>]|&amp;/)).toHaveCount(0);
  expect(await cards(page).locator('font, strong').count()).toBe(0);
  await shopper.look(goods.cube);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(goods.cube.title);
  await expect(page).toHaveTitle(/100% NEW & BOXED/);
});

test('the slash key goes to the search box', async ({ shopper, page }, info) => {
  test.skip(!scripts(info) || phone(info), 'a key of a keyboard, and a script listens to it');
  await shopper.open('/stores');
  await page.keyboard.press('/');
  await expect(page.locator('#q')).toBeFocused();
  await page.keyboard.type('kettle');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=kettle/);
});
