// Behind the counter: only with the key, and then everything that needs a person, and the proof that the books balance.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { expect, expectAccessible, expectFits, goods, scripts, test } from '../support';

const PAGES = ['alerts', 'books', 'ledger', 'jobs'];

/** The key of the shop that is tested; by hand that of `./dev run`. */
function key(): string {
  const file = fileURLToPath(new URL('../../data/onecart.db.operator', import.meta.url));
  return (process.env.OPERATOR_KEY ?? readFileSync(file, 'utf8')).trim();
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/operator');
  await page.getByLabel("Operator's key").fill(key());
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
}

async function look(page: Page, info: TestInfo): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expectFits(page);
  await expectAccessible(page, info);
}

test('without the key there is only the way in, and a wrong key says so', async ({ page, request }, info) => {
  for (const hidden of PAGES) {
    const answer = await request.get(`/operator/${hidden}`, { maxRedirects: 0 });
    expect(answer.status(), hidden).toBe(303);
    expect(answer.headers()['location']).toBe('/operator');
  }
  for (const door of ['settle', 'replay', 'compare']) {
    const answer = await request.post(`/api/operator/${door}`, { form: {}, headers: { accept: 'application/json' } });
    expect(answer.status(), door).toBe(404);
  }
  const first = await page.goto('/operator');
  expect(first!.headers()['cache-control']).toContain('no-store');
  await look(page, info);
  await page.getByLabel("Operator's key").fill('not the key of this shop');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText('This key does not fit.')).toBeVisible();
  expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ name: 'operator' }));
});

test('an order is followed into books that balance', async ({ shopper, page }, info) => {
  const number = await shopper.buy(goods.boards);
  await signIn(page);
  const cookie = (await page.context().cookies()).find((cookie) => cookie.name === 'operator');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await look(page, info);
  await expect(page.getByText('Everything that must hold of the books holds.')).toBeVisible();

  await page.getByRole('navigation', { name: "Operator's pages" }).getByRole('link', { name: 'Ledger' }).click();
  await expect(page.getByText('Debits equal credits in every currency and in every transaction.')).toBeVisible();
  await look(page, info);
  for (const row of await page.getByRole('region', { name: 'Trial balance' }).locator('tbody tr').all()) {
    const [debit, credit] = await row.locator('td').allInnerTexts();
    expect(debit).toBe(credit);
  }
  // a row for each currency that was paid in leads to the same page
  await page.getByRole('link', { name: 'At the payment gateway' }).first().click();
  const entry = page.locator('tr', { hasText: number });
  await expect(entry).toContainText('Captured');
  await look(page, info);
  await entry.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
});

test('books are compared on request, and every page is for everybody who may see it', async ({ page }, info) => {
  await signIn(page);
  await page.goto('/operator/books');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page).toHaveURL(/\/operator\/books/);
  await expect(page.getByText(/\d+ payments? · \d+ orders? · \d+ parts?/)).toBeVisible();
  for (const shown of PAGES) {
    await page.goto(`/operator/${shown}`);
    await look(page, info);
  }
  if (scripts(info)) {
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const shown of PAGES) {
      await page.goto(`/operator/${shown}`);
      await look(page, info);
    }
  }
  await page.goto('/operator');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel("Operator's key")).toBeVisible();
  const answer = await page.goto('/operator/ledger');
  expect(answer!.url()).toMatch(/\/operator$/);
});
