// A person who shops, step by step. Every step waits for what a person would see before the next one.
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test';
import { address, reference, type Good } from './goods';
import { scripts } from './look';
import { amount } from './money';

/** Cards of the practice payments. */
export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  poor: '4000 0000 0000 9995',
  challenged: '4000 0025 0000 3155',
};

/** One marketplace's part of an order, as its page shows it. */
export interface ShownPart {
  name: string;
  text: string;
  total: number;
  /** The marketplace's own numbers; empty where it confirmed nothing. */
  theirs: string;
}

let shoppers = 0;

export class Shopper {
  /** Nobody else's, so that mails and orders can be told apart. */
  readonly email = `amira.${Date.now().toString(36)}.${(shoppers += 1)}@example.org`;

  constructor(
    readonly page: Page,
    private readonly info: TestInfo,
  ) {}

  /** Goes to a page and waits until it is awake. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.awake();
  }

  /** Waits until the page's scripts run, where there are any. */
  async awake(): Promise<void> {
    if (scripts(this.info)) await expect(this.page.locator('html')).toHaveAttribute('data-hydrated', '');
  }

  /** Types into the search box and sends it. */
  async search(words: string): Promise<void> {
    const box = this.page.getByRole('search').filter({ visible: true }).first();
    await box.locator('input[name=q]').fill(words);
    await box.getByRole('button').click();
    await expect(this.page).toHaveURL(/\/search\?/);
    await this.awake();
  }

  /** Presses the button on a product's page that puts this offer into the cart. */
  async pressAdd(good: Good): Promise<void> {
    const form = this.page.locator('form[action="/api/cart/add"]', { has: this.page.locator(`input[name=product][value="${reference(good)}"]`) });
    await form.first().locator('button:not([type=button])').filter({ visible: true }).first().click();
  }

  /** Puts things into the cart through the door that the forms of the shop post to. */
  async take(...all: Good[]): Promise<void> {
    for (const good of all) {
      const answer = await this.post('/api/cart/add', { product: reference(good) });
      expect(answer.status(), `${reference(good)} goes into the cart`).toBe(303);
      expect(answer.headers()['location'], `${reference(good)} goes into the cart`).toBe('/cart');
    }
  }

  /** Posts a form as a page without scripts does, and stays where it is. */
  post(door: string, form: Record<string, string>) {
    return this.page.request.post(door, { form, headers: { accept: 'text/html' }, maxRedirects: 0 });
  }

  /** Looks at a product's page. */
  look(good: Good): Promise<void> {
    return this.open(address(good));
  }

  /** Fills in who receives the goods and where, and goes on. */
  async tellDetails(changed: Record<string, string> = {}): Promise<void> {
    const typed = { email: this.email, name: 'Amira Ben Salah', street: 'Rua da Prata 12', postcode: '1100-419', city: 'Lisboa', ...changed };
    for (const [name, value] of Object.entries(typed)) await this.page.locator(`#${name}`).fill(value);
    await this.send('/api/checkout/details');
  }

  /** Takes the delivery that is chosen beforehand, and goes on to the review. */
  async acceptDelivery(): Promise<void> {
    await this.send('/api/checkout/delivery');
    await expect(this.page.locator('form#pay')).toBeVisible();
  }

  /** From the cart to the review; gives the total to pay. */
  async toReview(policy = 'keep_rest', tolerance = '0'): Promise<number> {
    await this.open('/checkout');
    await this.tellDetails();
    await this.acceptDelivery();
    await this.page.locator(`input[name=policy][value=${policy}]`).check();
    await this.page.locator(`input[name=tolerance][value="${tolerance}"]`).check();
    return this.toPay();
  }

  /** The button that pays, wherever this window has it; it says how much. */
  get payButton(): Locator {
    return this.page.locator('button[form=pay], form#pay button').filter({ visible: true }).first();
  }

  /** What the button that pays says. */
  toPay(): Promise<number> {
    return amount(this.payButton);
  }

  /** Agrees to the review; ends on the payment page. */
  async agree(): Promise<void> {
    await this.payButton.click();
    await expect(this.page.locator('#card_number')).toBeVisible();
  }

  /** Types a card on the payment page and pays. */
  async payWith(card: string): Promise<void> {
    await this.page.locator('#card_number').fill(card);
    await this.page.locator('#expiry').fill('12 / 34');
    await this.page.locator('#security_code').fill('123');
    await this.page.locator('#cardholder').fill('Amira Ben Salah');
    await this.page.locator('form:has(#card_number) button').click();
  }

  /** Waits until the order has come out one way or the other; gives its number. The page would look again by itself. */
  async confirmed(looks: 'again at once' | 'by itself' = 'again at once'): Promise<string> {
    await expect(this.page).toHaveURL(/\/order\/[^/]+\/confirmation/);
    const number = this.page.locator('[data-order-number]');
    const pending = this.page.locator('[data-pending]');
    await expect(async () => {
      await expect(number).toBeVisible();
      if (looks === 'again at once' && (await pending.count()) > 0) await this.page.reload();
      await expect(pending).toHaveCount(0, { timeout: 100 });
    }).toPass({ timeout: 25_000, intervals: [100, 300] });
    await this.awake();
    return (await number.innerText()).trim();
  }

  /** The whole way with a good card; gives the order's number. */
  async buy(...all: Good[]): Promise<string> {
    await this.take(...all);
    await this.toReview();
    await this.agree();
    await this.payWith(cards.good);
    return this.confirmed();
  }

  /** The parts of the order on this page, folded up or not. */
  async parts(): Promise<ShownPart[]> {
    const parts: ShownPart[] = [];
    for (const part of await this.page.locator('details.fold').all()) {
      const theirs = part.locator('[data-marketplace-order]');
      parts.push({
        name: (await part.locator('summary bdi').first().textContent())!.trim(),
        text: (await part.textContent())!,
        total: await part.locator('summary .push').textContent().then((text) => Math.round(Number(/[\d,]+\.\d{2}/.exec(text!)![0].replace(',', '')) * 100)),
        theirs: (await theirs.count()) > 0 ? (await theirs.first().textContent())!.trim() : '',
      });
    }
    return parts;
  }

  /** What the order on this page has cost in the end. */
  paid(): Promise<number> {
    return amount(this.page.locator('.summary .grand dd'));
  }

  /** Sends the checkout's open form. */
  private async send(door: string): Promise<void> {
    await this.page.locator(`form[action="${door}"] button.primary`).click();
    await this.awake();
  }
}
