// People with an account, and staff: from the form to the desk.
import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { World } from './world';

const PASSWORD = 'violet tram under seven lamps';

/** The code that an app shows for a secret, now or so many steps of thirty seconds later. */
export function code(secret: string, later = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const digest = createHmac('sha1', key).update(step).digest();
  const at = digest[19]! & 15;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** Sends the form of a door with its last button. */
export async function send(page: Page, door: string, typed: Record<string, string> = {}): Promise<void> {
  const form = page.locator(`form[action="${door}"]`).first();
  for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').last().click();
}

/** Makes an account at a shop and signs in, with the link from the mail. */
export async function join(page: Page, world: World, email: string, base = ''): Promise<void> {
  await page.goto(`${base}/sign-up`);
  await send(page, '/api/account/sign-up', { email, password: PASSWORD });
  await expect(page).toHaveURL(/\/sent/);
  const mail = await world.mailWith(email, '/verify?token=');
  await page.goto(base + /https?:\/\/[^/]+(\/verify\?token=\w+)/.exec(mail.text!)![1]!);
  await send(page, '/api/account/verify');
  await expect(page).toHaveURL(/\/account$/);
}

/** Makes the owner of a shop whose database is at an address, as whoever has the machine may, and signs them in with a code. */
export async function becomeOwner(page: Page, world: World, email: string, shop: { url: string; owner: (email: string) => void }): Promise<void> {
  await join(page, world, email, shop.url);
  shop.owner(email);
  await page.goto(`${shop.url}/sign-in`);
  await send(page, '/api/account/sign-in', { login: email, password: PASSWORD });
  await expect(page).not.toHaveURL(/\/sign-in/);
  await page.goto(`${shop.url}/account/security/app`);
  await send(page, '/api/security/app/begin');
  const secret = (await page.locator('[data-secret]').getAttribute('data-secret'))!;
  await send(page, '/api/security/app/confirm', { code: code(secret) });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your backup codes');
}
