// Amounts as pages show them.
import { expect, type Locator } from '@playwright/test';

/** `€1,234.50` in minor units; for the currencies that tests shop in, which have two decimals. */
export function minor(text: string): number {
  const digits = /\d[\d,]*\.\d{2}/.exec(text)?.[0];
  if (!digits) throw new Error(`there is no amount in “${text}”`);
  return Number(digits.replace(/[,.]/g, ''));
}

/** The amount that stands in an element. */
export async function amount(element: Locator): Promise<number> {
  await expect(element).toContainText(/\d\.\d{2}/);
  return minor(await element.innerText());
}

/** All of them together. */
export function sum(amounts: number[]): number {
  return amounts.reduce((all, one) => all + one, 0);
}
