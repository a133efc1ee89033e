// How a page looks: to people who cannot see it, in a narrow window, on a picture.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, type TestInfo } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SCREENSHOTS = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

/** Whether this run has scripts. */
export function scripts(info: TestInfo): boolean {
  return info.project.use.javaScriptEnabled !== false;
}

/** Whether this run is on a phone. */
export function phone(info: TestInfo): boolean {
  return info.project.use.isMobile === true;
}

/** WCAG 2.2 A and AA, as far as a program can tell. axe itself needs scripts, so it only looks where there are some. */
export async function expectAccessible(page: Page, info: TestInfo): Promise<void> {
  if (!scripts(info)) return;
  // Where an address leads into the page, the header covers what was scrolled past.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  const told = found.violations.map((rule) => `${rule.id}: ${rule.help} (${rule.nodes.map((node) => node.target).join(', ')})`);
  expect.soft(told, `nothing on ${page.url()} stands in the way of anybody`).toEqual([]);
}

/** No page scrolls sideways. */
export async function expectFits(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(sideways, `${page.url()} is no wider than the window`).toBeLessThanOrEqual(0);
}

/** Keeps a picture of the window as docs/screenshots/NAME-desktop.png or NAME-phone.png. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.setViewportSize(phone(info) ? { width: 390, height: 760 } : { width: 1280, height: 720 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${SCREENSHOTS}${name}-${phone(info) ? 'phone' : 'desktop'}.png`, animations: 'disabled' });
}
