// The practice world behind the shop: its servers, their knobs, their books, and every mail the shop sent.
import { expect, type APIRequestContext } from '@playwright/test';

const SANDBOX = process.env.SANDBOX_URL ?? 'http://127.0.0.1:4100';

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
  webhooks?: 'once' | 'twice' | 'never' | 'late';
}

/** How far a marketplace's order has come. */
export type Stage = 'processing' | 'shipped' | 'in_transit' | 'out_for_delivery' | 'delivered' | 'cancelled';

/** An order in a marketplace's own books. */
export interface Booked {
  id: string;
  /** The checkout it came from; some name the order to people by it. */
  session: string | null;
  lines: { title: string; quantity: number }[];
  amounts: { total_minor: number };
  recipient: { email: string };
  stage: Stage | 'placed';
  parcel: { carrier: string; tracking_number: string; tracking_url: string } | null;
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
  private readonly turned = new Set<string>();

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

  /** Makes a server misbehave until the test ends, the payment gateway too. */
  async turn(slug: string, knobs: Knobs): Promise<void> {
    this.turned.add(slug);
    await this.ask('PUT', `${(await this.place(slug)).url}/sandbox/faults`, knobs);
  }

  /** Everything that was turned as it should be again. */
  async heal(): Promise<void> {
    for (const slug of this.turned) await this.ask('DELETE', `${(await this.place(slug)).url}/sandbox/faults`);
    this.turned.clear();
  }

  /** What a server noted about its callers, oldest first. */
  async journal(slug: string): Promise<Entry[]> {
    return this.ask('GET', `${(await this.place(slug)).url}/sandbox/journal`);
  }

  /** The orders of one shopper that stand in a marketplace's own books. */
  async orders(slug: string, email: string): Promise<Booked[]> {
    const all: Booked[] = await this.ask('GET', `${(await this.place(slug)).url}/sandbox/orders`);
    return all.filter((order) => order.recipient.email === email);
  }

  /** What a payment provider took for an order of the shop, in minor units; one entry per time it took something. */
  async captures(number: string, provider = 'gateway'): Promise<number[]> {
    return this.moved('captured', number, provider);
  }

  /** What a payment provider wrote down as captured, released, refunded … for an order of the shop, in minor units. */
  async moved(kind: string, number: string, provider = 'gateway'): Promise<number[]> {
    // Alipay's trade numbers know no hyphens.
    const names = [number, number.replaceAll('-', '_')];
    const entries = (await this.journal(provider)).filter((entry) => entry.kind === kind && names.includes(entry.reference ?? ''));
    return entries.map((entry) => entry.amount_minor ?? 0);
  }

  /** Opens a second payment page for an order, as a tool beside the shop would; gives its address. */
  async secondPage(number: string, minor: number): Promise<string> {
    const answer = await this.request.post(`${(await this.place('gateway')).url}/v1/checkout/sessions`, {
      headers: { authorization: `Bearer ${process.env.ONECART_STRIPE_KEY ?? 'sk_test_onecart'}` },
      form: {
        mode: 'payment',
        client_reference_id: number,
        'payment_intent_data[capture_method]': 'manual',
        'payment_intent_data[metadata][order]': number,
        'line_items[0][quantity]': '1',
        'line_items[0][price_data][currency]': 'eur',
        'line_items[0][price_data][unit_amount]': String(minor),
        'line_items[0][price_data][product_data][name]': 'The same once more',
        success_url: (await this.place('desk')).url,
      },
    });
    return (await answer.json()).url;
  }

  /** Moves an order of a marketplace on to a stage. */
  async advance(slug: string, order: string, to: Stage): Promise<void> {
    await this.ask('POST', `${(await this.place(slug)).url}/sandbox/orders/${encodeURIComponent(order)}/advance`, { to });
  }

  /** Everything that was sent to an address, oldest first. */
  async mail(to: string): Promise<Message[]> {
    return this.ask('GET', `${(await this.place('mail')).url}/messages.json?to=${encodeURIComponent(to)}`);
  }

  /** Waits for a message to an address whose subject or text holds all the words. */
  async mailWith(to: string, ...words: string[]): Promise<Message> {
    let found: Message | undefined;
    const holds = (one: Message) => words.every((word) => `${one.subject}\n${one.text}`.includes(word));
    await expect
      .poll(async () => (found = (await this.mail(to)).find(holds)), { message: `a message to ${to} with ${words.join(', ')}`, timeout: 15_000 })
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
