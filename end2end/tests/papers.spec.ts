// Invoices and receipts: each with its number, adding up to what was paid, made to be printed, and nobody else's.
import type { Page } from '@playwright/test';
import { amount, expect, expectAccessible, expectFits, goods, minor, sum, test } from '../support';

const links = (page: Page) => page.locator('[data-papers] a');

/** The amounts at the end of every line of the paper on this page. */
async function lines(page: Page): Promise<number[]> {
  const cells = await page.locator('[data-paper] tbody tr td:last-child').allInnerTexts();
  return cells.map(minor);
}

const total = (page: Page) => amount(page.locator('[data-paper] .grand dd'));

test('our goods have an invoice, those of a marketplace a receipt, and both add up to what was paid', async ({ shopper, page }, info) => {
  const number = await shopper.buy(goods.speaker, goods.boards);
  const paid = await shopper.paid();
  await shopper.open(`/order/${number}`);
  await expect(links(page)).toHaveCount(2);
  await expectAccessible(page, info);
  const addresses = await links(page).evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  const totals: number[] = [];
  for (const address of addresses) {
    await shopper.open(address);
    totals.push(await total(page));
    expect(sum(await lines(page))).toBe(await total(page));
    await expect(page.locator('[data-paper]')).toContainText('Amira Ben Salah');
    await expect(page.locator('[data-paper]')).toContainText(number);
    await expectFits(page);
    await expectAccessible(page, info);
  }
  expect(sum(totals)).toBe(paid);

  await shopper.open(addresses.find((address) => address.includes('/INV-'))!);
  await expect(page.locator('h1')).toHaveText(/^Invoice INV-\d{4}-\d{6}$/);
  await expect(page.locator('[data-paper] .specs')).toContainText('card');
  await expect(page.locator('[data-paper] .summary')).toContainText('Tax 23');
  await shopper.open(addresses.find((address) => address.includes('/RCP-'))!);
  await expect(page.locator('[data-paper]')).toContainText('This is not an invoice.');
  await expect(page.locator('[data-paper]')).toContainText('Harbor & Pine');
});

test('the file is a PDF with the number as its name, and stays the buyer’s', async ({ shopper, page, browser }) => {
  const number = await shopper.buy(goods.speaker);
  await shopper.open(`/order/${number}`);
  const address = (await links(page).first().getAttribute('href'))!;
  await shopper.open(address);
  const paper = (await page.locator('[data-paper]').getAttribute('data-paper'))!;
  const file = (await page.getByRole('link', { name: 'Download as PDF' }).getAttribute('href'))!;
  const answer = await page.request.get(file);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  expect(answer.headers()['content-disposition']).toContain(`${paper}.pdf`);
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');

  const stranger = await browser.newContext();
  try {
    for (const theirs of [address, file]) {
      const refused = await stranger.request.get(new URL(theirs, page.url()).href);
      expect(refused.status(), theirs).toBe(404);
    }
  } finally {
    await stranger.close();
  }
});

test('the paper stands on its own when it is printed', async ({ shopper, page }) => {
  const number = await shopper.buy(goods.speaker);
  await shopper.open(`/order/${number}`);
  await shopper.open((await links(page).first().getAttribute('href'))!);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-paper] table')).toBeVisible();
  await expect(page.locator('[data-paper] .grand')).toBeVisible();
  for (const hidden of ['.site-header', '.site-footer', '[data-paper] .no-print']) {
    await expect(page.locator(hidden).first()).toBeHidden();
  }
  await page.emulateMedia({ media: null });
});

test('the link of the mail opens the papers for a guest on another device, and the mail names them', async ({ shopper, world, page, browser }) => {
  const number = await shopper.buy(goods.speaker);
  await shopper.open(`/order/${number}`);
  const name = (await links(page).first().innerText()).trim();
  const mail = await world.mailWith(shopper.email, number, name);
  const link = /https?:\/\/\S+\?token=[0-9a-f]+/.exec(mail.text!)![0];
  const elsewhere = await browser.newContext();
  try {
    const other = await elsewhere.newPage();
    await other.goto(link);
    await links(other).first().click();
    await expect(other.locator('h1')).toHaveText(name);
    const file = (await other.getByRole('link', { name: 'Download as PDF' }).getAttribute('href'))!;
    expect((await elsewhere.request.get(new URL(file, other.url()).href)).status()).toBe(200);
  } finally {
    await elsewhere.close();
  }
});
