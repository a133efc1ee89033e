// Reviews and questions: written by people, looked at by staff, read by everybody. Every form works without scripts.
import { deflateSync } from 'node:zlib';
import { address, expect, expectAccessible, expectFits, goods, scripts, test } from '../support';
import { becomeOwner, join, send } from '../support/account';
import { Server } from '../support/server';

/** A small picture of one colour, as a file. */
function png(side: number): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    let sum = 0xffff_ffff;
    for (const byte of body) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb8_8320 : sum >>> 1;
    }
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    crc.writeUInt32BE((sum ^ 0xffff_ffff) >>> 0);
    return Buffer.concat([length, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * 3, 120)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const writing = `/reviews/write/${goods.speaker.marketplace}/${goods.speaker.id}`;

test('what others said is counted, filtered, put in order and leafed through', async ({ shopper, page }, info) => {
  await shopper.look(goods.speaker);
  const reviews = page.locator('#reviews');
  await expect(reviews.locator('.average b.num')).toHaveText(/^[1-5]\.\d$/);
  const all = await reviews.locator('.review').count();
  expect(all).toBeGreaterThan(2);
  await expect(reviews.locator('.elsewhere'), 'what marketplaces say is kept apart').toContainText('Onecart Shelf');
  await expectAccessible(page, info);
  await expectFits(page);
  await reviews.locator('.histogram a').first().click();
  await shopper.awake();
  await expect(page).toHaveURL(/stars=5/);
  for (const one of await page.locator('#reviews .review .rating').all()) await expect(one).toHaveAttribute('aria-label', '5 stars');
  await page.locator('#reviews nav a', { hasText: 'With pictures' }).click();
  await expect(page).toHaveURL(/pictured=1/);
  await expect(page.locator('#reviews .review')).toHaveCount(1);
  await expect(page.locator('#reviews .review-pictures img')).toBeVisible();
  await page.locator('#reviews nav a', { hasText: 'All reviews' }).click();
  await page.locator('#reviews nav a', { hasText: 'Fewest stars' }).click();
  await expect(page.locator('#reviews .review').first()).toContainText('Pairing took patience');
  await expect(page.locator('#reviews .reply').first()).toContainText('The shop replies');
});

test('a vote counts once', async ({ shopper, page }) => {
  await shopper.open(`${address(goods.speaker)}?order=newest`);
  const vote = () => page.locator('#reviews .review').first().getByRole('button', { name: 'This helped me' }).click();
  await vote();
  await expect(page).toHaveURL(/told=helped/);
  await expect(page.locator('#reviews [role=status]')).toContainText('that counts');
  await shopper.awake();
  await vote();
  await expect(page.locator('#reviews [role=status]')).toContainText('said so before');
});

test('questions are answered by the shop and by people who bought the thing', async ({ shopper, page }) => {
  await shopper.look(goods.speaker);
  const questions = page.locator('#questions');
  await expect(questions.locator('h3').first()).toBeVisible();
  await expect(questions).toContainText('Can it play while it charges?');
  await expect(questions.locator('.answer').first()).toContainText('The shop');
  await questions.getByRole('link', { name: 'Ask a question' }).click();
  await expect(page, 'whoever asks has an account').toHaveURL(/\/sign-in\?next=/);
});

test('somebody writes, adds a picture, changes their mind and takes it back', async ({ shopper, world, page }, info) => {
  test.setTimeout(90_000);
  await join(page, world, shopper.email);
  await shopper.open(writing);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Write a review');
  await expectAccessible(page, info);
  await expectFits(page);
  await page.locator('#text').fill('Short');
  await page.locator('form[action="/api/reviews/save"] button').click();
  await expect(page.locator('#text')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#text'), 'nothing is lost').toHaveValue('Short');
  await expect(page.locator('#stars')).toContainText('Please fill this in');
  await page.locator('input[name=stars][value="4"]').check();
  await page.locator('#title').fill('Good on the balcony');
  await page.locator('#text').fill('Half volume is plenty. The strap is real leather.');
  await page.locator('form[action="/api/reviews/save"] button').click();
  await expect(page).toHaveURL(/done=1/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change your review');
  await expect(page.getByRole('main')).toContainText('Waits for a person');
  await page.locator('#picture-file').setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: png(40) });
  await page.locator('#picture form button', { hasText: /\w/ }).last().click();
  await expect(page.locator('.review-pictures img')).toHaveCount(1);
  await shopper.awake();
  const source = (await page.locator('.review-pictures img').getAttribute('src'))!;
  const picture = await page.request.get(source);
  expect(picture.headers()['content-type'], 'it was made anew').toBe('image/jpeg');
  await expectAccessible(page, info);
  await page.locator('#picture-file').setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await page.locator('#picture form button', { hasText: /\w/ }).last().click();
  await expect(page.locator('#picture-problem')).toBeVisible();
  await page.locator('button[name=remove]').click();
  await expect(page.locator('.review-pictures img')).toHaveCount(0);
  await shopper.open('/account/reviews');
  await expect(page.locator('.contributions')).toContainText('Good on the balcony');
  await expectAccessible(page, info);
  await expectFits(page);
  await page.locator('form[action="/api/reviews/withdraw"] button').first().click();
  await expect(page.locator('.contributions')).toHaveCount(0);
});

test.describe('behind the counter', () => {
  let server: Server;
  test.beforeAll(async () => {
    server = await Server.open();
  });
  test.afterAll(() => server?.end());

  test('staff publishes, refuses with a reason, replies, answers, and sees what is liked', async ({ page, world, browser }, info) => {
    test.setTimeout(150_000);
    const stamp = Date.now();
    const staff = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const desk = await staff.newPage();
    await becomeOwner(desk, world, `owner-${stamp}@example.org`, server);
    const author = `author-${stamp}@example.org`;
    await join(page, world, author, server.url);
    await page.goto(server.url + writing);
    await page.locator('input[name=stars][value="2"]').check();
    await page.locator('#title').fill('Too quiet outside');
    await page.locator('#text').fill('In the garden I would like it to be louder.');
    await page.locator('form[action="/api/reviews/save"] button').click();
    await expect(page).toHaveURL(/done=1/);
    await page.goto(`${server.url}/questions/ask/${goods.speaker.marketplace}/${goods.speaker.id}`);
    await send(page, '/api/questions/ask', { text: 'Is the strap long enough for a shoulder?' });
    await expect(page.locator('.contributions').first()).toBeVisible();

    await desk.goto(`${server.url}/operator/reviews`);
    await expectFits(desk);
    if (scripts(info)) await expectAccessible(desk, info);
    const waiting = desk.locator('.moderation > li');
    await expect(waiting).toHaveCount(2);
    await expect(waiting.first()).toContainText('has not bought it here');
    const review = waiting.filter({ hasText: 'Too quiet outside' });
    await review.locator('select').selectOption('misleading');
    await review.locator('input[name=note]').fill('It is meant for rooms.');
    await review.getByRole('button', { name: 'Do not publish' }).click();
    await expect(waiting).toHaveCount(1);
    await waiting.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(waiting).toHaveCount(0);

    await page.goto(`${server.url}/account/reviews`);
    await expect(page.locator('.contributions').first()).toContainText('It says what is not so');
    await expect(page.locator('.contributions').first()).toContainText('It is meant for rooms.');

    await desk.goto(`${server.url}/operator/questions`);
    const asked = desk.locator('.entries > li').filter({ hasText: 'long enough for a shoulder' });
    await asked.locator('textarea').fill('It is 90 cm long, so it goes over a shoulder.');
    await asked.locator('button').click();
    await expect(desk.getByRole('status')).toBeVisible();
    await page.goto(`${server.url}${address(goods.speaker)}?order=newest`);
    await expect(page.locator('#questions')).toContainText('goes over a shoulder');

    await desk.goto(`${server.url}/operator/ratings`);
    await expectFits(desk);
    if (scripts(info)) await expectAccessible(desk, info);
    await expect(desk.getByRole('heading', { name: 'What disappoints' })).toBeVisible();
    await desk.locator('table a').first().click();
    const first = desk.locator('.entries > li').first();
    await first.locator('textarea').fill('We have asked the maker about it.');
    await first.locator('button').click();
    await expect(desk.getByRole('status')).toBeVisible();
    await expect(first.locator('textarea')).toHaveValue('We have asked the maker about it.');
    await desk.goto(`${server.url}/operator/audit`);
    await expect(desk.getByRole('table')).toContainText('contribution.refused');
    await expect(desk.getByRole('table')).toContainText('review.replied');
    await staff.close();
  });
});
