// What every path needs. Import `test` and `expect` from here: a test fails when the page logs an error of its own, and
// every knob that was turned is turned back.
import { test as base, expect, type Page } from '@playwright/test';
import { Shopper } from './shopper';
import { World } from './world';

export { expect };
export * from './goods';
export * from './look';
export * from './money';
export * from './shopper';
export * from './world';

/** Everything the page itself complained about. Failed pictures and answers that a test asked for do not count. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`${page.url()}: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) heard.push(`${page.url()}: ${message.text()}`);
  });
  return heard;
}

export const test = base.extend<{ world: World; shopper: Shopper; makeShopper: (page: Page) => Shopper; quiet: void }>({
  world: async ({ request }, use) => {
    const world = new World(request);
    await use(world);
    await world.heal();
  },
  shopper: async ({ page }, use, info) => {
    await use(new Shopper(page, info));
  },
  // for pages of a context of one's own
  makeShopper: async ({}, use, info) => {
    await use((page) => new Shopper(page, info));
  },
  quiet: [
    async ({ page }, use) => {
      const heard = complaints(page);
      await use();
      expect(heard, 'the page logs no errors').toEqual([]);
    },
    { auto: true },
  ],
});
