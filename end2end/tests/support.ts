// What every path needs: the shop as a visitor sees it, the practice world's knobs, its mail, and a look at
// accessibility. Import `test` and `expect` from here: a test fails when the page logs an error of its own, and every
// knob that was turned is turned back.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type APIRequestContext, type Page, type TestInfo } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SANDBOX = process.env.SANDBOX_URL ?? 'http://127.0.0.1:4100';
const SCREENSHOTS = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

/** One server of the practice world. */
export interface Place {
  slug: string;
  name: string;
  protocol: string;
  url: string;
  currency: string | null;
}

/** What can be wrong with a server; what is left out is as it should be. */
export interface Knobs {
  latency_ms?: number;
  hang?: boolean;
  error_status?: number;
  error_rate_percent?: number;
  garbage?: boolean;
  oversize?: boolean;
  paths?: string[];
  lose_reply_next?: number;
  lose_reply_by?: 'close' | 'hang' | 'gateway_timeout';
  refuse_orders_next?: number;
  refuse_orders?: boolean;
  price_change_percent?: number;
  sold_out?: string[];
}

/** Something the shop sent, as the catcher keeps it. */
export interface Message {
  id: string;
  kind: 'mail' | 'sms';
  at_ms: number;
  from: string;
  to: string[];
  subject: string;
  text: string | null;
  html: string | null;
  attachments: string[];
}

/** One line of a server's journal; which fields are filled depends on its kind. */
export interface Entry {
  seq: number;
  at_ms: number;
  kind: string;
  reference: string | null;
  id: string | null;
  amount_minor: number | null;
}

/** The practice world behind the shop. */
export class World {
  private places?: Place[];

  constructor(private readonly request: APIRequestContext) {}

  /** A server by its short name: harbor, kitemart, …, gateway, mail. */
  async place(slug: string): Promise<Place> {
    this.places ??= (await this.ask('GET', `${SANDBOX}/sandbox/world.json`)).servers as Place[];
    const place = this.places.find((place) => place.slug === slug);
    if (!place) throw new Error(`the practice world has no ${slug}`);
    return place;
  }

  /** All marketplaces. */
  async marketplaces(): Promise<Place[]> {
    await this.place('desk');
    return this.places!.filter((place) => place.currency);
  }

  /** Makes a server misbehave until the test ends. */
  async turn(slug: string, knobs: Knobs): Promise<void> {
    await this.ask('PUT', `${(await this.place(slug)).url}/sandbox/faults`, knobs);
  }

  /** Makes the payment gateway misbehave until the test ends. */
  async turnGateway(knobs: Record<string, unknown>): Promise<void> {
    await this.ask('PUT', `${(await this.place('gateway')).url}/sandbox/gateway`, knobs);
  }

  /** Everything as it should be again. */
  async heal(): Promise<void> {
    for (const place of await this.marketplaces()) await this.ask('DELETE', `${place.url}/sandbox/faults`);
    await this.ask('DELETE', `${(await this.place('gateway')).url}/sandbox/gateway`);
  }

  /** What a server noted about its callers, oldest first. */
  async journal(slug: string): Promise<Entry[]> {
    return this.ask('GET', `${(await this.place(slug)).url}/sandbox/journal`);
  }

  /** The orders that stand in a marketplace's own books. */
  async orders(slug: string): Promise<any> {
    return this.ask('GET', `${(await this.place(slug)).url}/sandbox/orders`);
  }

  /** Moves an order of a marketplace one stage on. */
  async advance(slug: string, order: string): Promise<void> {
    await this.ask('POST', `${(await this.place(slug)).url}/sandbox/orders/${encodeURIComponent(order)}/advance`);
  }

  /** Everything that was sent to an address, oldest first. */
  async mail(to: string): Promise<Message[]> {
    return this.ask('GET', `${(await this.place('mail')).url}/messages.json?to=${encodeURIComponent(to)}`);
  }

  /** Waits for a message to an address whose subject or text holds `words`. */
  async mailWith(to: string, words: string): Promise<Message> {
    let found: Message | undefined;
    await expect
      .poll(async () => (found = (await this.mail(to)).find((one) => `${one.subject}\n${one.text}`.includes(words))), {
        message: `a message to ${to} about “${words}”`,
        timeout: 15_000,
      })
      .toBeTruthy();
    return found!;
  }

  private async ask(method: string, url: string, data?: unknown): Promise<any> {
    const answer = await this.request.fetch(url, { method, data, headers: { accept: 'application/json' } });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${url} answered ${answer.status()}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

/** Everything the page itself complained about. Failed pictures and answers that a test asked for do not count. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) heard.push(message.text());
  });
  return heard;
}

export const test = base.extend<{ world: World; quiet: void }>({
  world: async ({ request }, use) => {
    const world = new World(request);
    await use(world);
    await world.heal();
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

export { expect };

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
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  const told = found.violations.map((rule) => `${rule.id}: ${rule.help} (${rule.nodes.map((node) => node.target).join(', ')})`);
  expect(told, 'nothing stands in the way of anybody').toEqual([]);
}

/** No page scrolls sideways. */
export async function expectFits(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, 'the page is no wider than the window').toBeLessThanOrEqual(0);
}

/** With SCREENSHOTS=1, keeps a picture as docs/screenshots/NAME-desktop.png or NAME-phone.png. */
export async function picture(page: Page, info: TestInfo, name: string, fullPage = false): Promise<void> {
  if (process.env.SCREENSHOTS !== '1' || !scripts(info)) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${SCREENSHOTS}${name}-${phone(info) ? 'phone' : 'desktop'}.png`, fullPage, animations: 'disabled' });
}
