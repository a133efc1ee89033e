// The first purchase: things of three marketplaces, one order, one payment.
import { cards, expect, goods, minor, names, reference, scripts, sum, test } from '../support';

test('things of three marketplaces are bought with one payment', async ({ shopper, world, page, browser }, info) => {
  const wanted = [goods.boards, goods.car, goods.cap];

  await test.step('each is found and put into the cart', async () => {
    await shopper.open('/');
    for (const [place, good] of wanted.entries()) {
      await shopper.search(good.words);
      await page.locator('article.product-card .title a').first().click();
      await shopper.awake();
      await shopper.pressAdd(good);
      if (scripts(info)) {
        const drawer = page.getByRole('dialog');
        await expect(drawer).toBeVisible();
        await expect(drawer.locator(`input[name=product][value="${reference(good)}"]`)).toHaveCount(1);
        await page.keyboard.press('Escape');
        await expect(drawer).toBeHidden();
      } else {
        await expect(page).toHaveURL('/cart');
      }
      await expect(page.locator('[data-cart-count]').first()).toHaveText(scripts(info) ? String(place + 1) : '');
    }
  });

  await test.step('the cart shows each marketplace and one total', async () => {
    await shopper.open('/cart');
    for (const good of wanted) {
      const parcel = page.locator('section.parcel', { hasText: names[good.marketplace] });
      await expect(parcel).toContainText(good.title);
    }
    const shares = await page.locator('section.parcel > footer b').allInnerTexts();
    const total = minor(await page.locator('.summary .grand dd').innerText());
    expect(sum(shares.map(minor))).toBe(total);
    await page.locator('.summary').getByRole('link').click();
    await expect(page).toHaveURL('/checkout');
    await shopper.awake();
  });

  await test.step('a mistake is told beside its field and nothing is lost', async () => {
    await shopper.tellDetails({ email: 'amira.at.example.org', extra: '3rd floor' });
    const field = page.locator('#email');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#email-problem')).toBeVisible();
    expect(await field.getAttribute('aria-describedby')).toContain('email-problem');
    await expect(field).toHaveValue('amira.at.example.org');
    await expect(page.locator('#street')).toHaveValue('Rua da Prata 12');
    await expect(page.locator('#extra')).toHaveValue('3rd floor');
    await shopper.tellDetails();
  });

  let agreed = 0;
  await test.step('each marketplace delivers its own way, and the review says what it costs', async () => {
    for (const good of wanted) await expect(page.getByRole('group', { name: names[good.marketplace] })).toBeVisible();
    const quick = page.getByRole('group', { name: names['harbor'] }).getByRole('radio').nth(1);
    await quick.check();
    await shopper.acceptDelivery();
    for (const good of wanted) await expect(page.locator('details.fold', { hasText: names[good.marketplace] })).toContainText(good.title);
    await expect(page.locator('.stepper')).toContainText('Express delivery');
    agreed = await shopper.toPay();
  });

  let number = '';
  await test.step('one payment for all of it', async () => {
    await shopper.agree();
    expect(minor(await page.locator('.total').innerText())).toBe(agreed);
    await shopper.payWith(cards.good);
    number = await shopper.confirmed('by itself');
  });

  await test.step('one order with one total, each part with its marketplace and its number there', async () => {
    const parts = await shopper.parts();
    expect(parts.map((part) => part.name).sort()).toEqual(wanted.map((good) => names[good.marketplace]).sort());
    expect(sum(parts.map((part) => part.total))).toBe(agreed);
    expect(await shopper.paid()).toBe(agreed);
    for (const good of wanted) {
      const booked = await world.orders(good.marketplace, shopper.email);
      expect(booked, `${good.marketplace} has one order`).toHaveLength(1);
      expect(booked[0].lines).toEqual([expect.objectContaining({ title: expect.stringContaining(good.title), quantity: 1 })]);
      const part = parts.find((part) => part.name === names[good.marketplace])!;
      expect(part.text).toContain(good.title);
      // each marketplace has its own way to name an order to people: its id, the end of it, or a number of its own
      expect(part.theirs).not.toBe('');
      expect(`${booked[0].id} ${booked[0].session}`.toUpperCase()).toContain(part.theirs.toUpperCase());
      const fold = page.locator('details.fold', { hasText: names[good.marketplace] });
      if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
      await expect(fold.locator('[data-marketplace-order]')).toBeVisible();
    }
    expect(await world.captures(number)).toEqual([agreed]);
    await shopper.open('/cart');
    await expect(page.locator('section.parcel')).toHaveCount(0);
  });

  await test.step('the mail opens the order for whoever holds its link', async () => {
    const mail = await world.mailWith(shopper.email, number);
    const link = /http\S+\/order\/\S+/.exec(mail.text!)![0];
    const stranger = await browser.newContext();
    const elsewhere = await stranger.newPage();
    expect((await elsewhere.goto(link))!.status()).toBe(200);
    await expect(elsewhere.getByRole('heading', { level: 1 })).toContainText(number);
    expect((await elsewhere.goto(`/order/${number}`))!.status()).toBe(404);
    await stranger.close();
  });
});
