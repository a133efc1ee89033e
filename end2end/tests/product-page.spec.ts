// A product's page: pictures and films looked at closely, variants, measures, sizes, what it costs by weight, when it
// arrives, and what it tells other sites.
import { address, expect, expectAccessible, expectFits, goods, phone, scripts, test } from '../support';

test('pictures are looked at closely by pointer, finger and keyboard', async ({ shopper, page }, info) => {
  await shopper.look(goods.speaker);
  const frames = page.locator('.gallery .frames');
  const first = frames.locator('figure').first();
  await expect(first.locator('img')).toBeVisible();
  if (!scripts(info)) {
    const largest = await first.locator('a.closer').getAttribute('href');
    expect((await page.request.get(largest!)).ok(), 'without scripts the largest picture opens').toBe(true);
    return;
  }
  await first.locator('a.closer').click();
  await expect(first).toHaveClass(/close/);
  const width = await first.evaluate((figure) => figure.scrollWidth / figure.clientWidth);
  expect(width, 'it is larger than its frame').toBeGreaterThan(1.5);
  await frames.focus();
  const before = await first.evaluate((figure) => figure.scrollTop);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => first.evaluate((figure) => figure.scrollTop)).toBeGreaterThan(before);
  await expectAccessible(page, info);
  await page.keyboard.press('Escape');
  await expect(first).not.toHaveClass(/close/);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.gallery .thumbs a').nth(1)).toHaveAttribute('aria-current', 'true');
  await page.locator('.gallery .thumbs a').first().click();
  await expect(page.locator('.gallery .thumbs a').first()).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => frames.evaluate((strip) => strip.scrollLeft)).toBe(0);
});

test('a film waits until somebody starts it', async ({ shopper, page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await shopper.look(goods.speaker);
  const film = page.locator('.gallery video');
  await expect(film).toHaveAttribute('aria-label', /speaker/);
  expect(fetched.filter((path) => path.endsWith('.webm')), 'nothing of it is fetched before').toEqual([]);
  const answer = await page.request.get((await film.getAttribute('src'))!);
  expect(answer.headers()['content-type']).toBe('video/webm');
  await film.evaluate((video: HTMLVideoElement) => video.play());
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 15_000 }).toBeGreaterThan(0);
});

test('measures, sizes, unit price and arrival are told', async ({ shopper, page }, info) => {
  await shopper.look(goods.speaker);
  await expect(page.locator('table.specs')).toContainText('IP67');
  await expect(page.locator('table.specs th[scope=row]').first()).toBeVisible();
  await expect(page.locator('.promises')).toContainText(/Arrives by .+\. Order within \d+ h \d+ min/);
  await shopper.open('/product/shelf/shelf-0042');
  await page.locator('#sizes summary').click();
  await expect(page.locator('#sizes table')).toContainText('EU');
  await expect(page.locator('#sizes tbody tr').nth(1)).toContainText('23.1');
  await expectAccessible(page, info);
  await expectFits(page);
  await page.locator('.variants a', { hasText: 'EU 39' }).click();
  await expect(page.locator('.variants a[aria-current]')).toHaveText(/EU 39/);
  await shopper.open('/product/shelf/shelf-0034');
  await expect(page.locator('.unit-price')).toHaveText(/€\d+\.\d{2} per 100 g/);
  await shopper.look(goods.boards);
  await expect(page.locator('.unit-price'), 'boards are not used up').toHaveCount(0);
});

test('search engines and other sites are told what people see', async ({ shopper, page }) => {
  await shopper.look(goods.speaker);
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  const data = texts.map((text) => JSON.parse(text));
  const product = data.find((one) => one['@type'] === 'Product');
  const trail = data.find((one) => one['@type'] === 'BreadcrumbList');
  expect(product.offers['@type']).toBe('AggregateOffer');
  expect(Number(product.offers.lowPrice)).toBeLessThanOrEqual(Number(product.offers.highPrice));
  expect(product.aggregateRating.reviewCount).toBeGreaterThan(2);
  expect(product.review.length).toBeGreaterThan(0);
  expect(trail.itemListElement.at(-1).name).toBe(product.name);
  const canonical = (await page.locator('link[rel=canonical]').getAttribute('href'))!;
  expect(canonical).toMatch(/\/product\/shelf\/shelf-0001\/tonvik-/);
  await expect(page.locator('meta[property="og:image"]')).toHaveAttribute('content', /^https?:\/\/.+\.webp$/);
  await expect(page.locator('meta[property="og:url"]')).toHaveAttribute('content', canonical);
  await expect(page.locator('link[rel=alternate][hreflang=ar]')).toHaveAttribute('href', `${canonical}?lang=ar`);
  const path = new URL(canonical).pathname;
  await shopper.open(path);
  await expect(page.locator('main h1')).toHaveText(goods.speaker.title);
  const former = await page.request.get(`${address(goods.speaker)}/what-it-was-called-before`, { maxRedirects: 0 });
  expect([former.status(), former.headers()['location']]).toEqual([301, path]);
  await page.goto(`${path}?lang=fr`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});

test('others are told of it without anybody watching', async ({ shopper, page }, info) => {
  await shopper.look(goods.speaker);
  const share = page.locator('details.share');
  await share.locator('summary').click();
  await expect(share.getByRole('link', { name: 'By e-mail' })).toHaveAttribute('href', /^mailto:\?subject=/);
  await expect(share.getByLabel('The address of this page')).toHaveValue(/\/product\/shelf\/shelf-0001\/tonvik-/);
  await expectAccessible(page, info);
  if (phone(info)) await expectFits(page);
});

test('from right to left the page reads as well', async ({ shopper, page, context, baseURL }, info) => {
  await context.addCookies([{ name: 'lang', value: 'ar', url: baseURL! }]);
  await shopper.look(goods.speaker);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('#reviews h2')).toHaveText(/[\u0600-\u06ff]/);
  await expectAccessible(page, info);
  await expectFits(page);
});
