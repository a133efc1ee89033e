// Goes through the shop in Chromium with payloads in every field and every address, and listens. Reads its task as JSON from
// standard input: { url, session, payloads }; the last line it prints is what it found. `./dev prove xss` starts it.
import { chromium } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';

const { url, session, payloads } = JSON.parse(readFileSync(0, 'utf8'));
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const found = { pages: 0, fields: 0, typed: 0, calls: 0, violations: 0, made: 0, control: false, problems: [] };
const fields = new Set();
let turn = 0;
const next = () => payloads[turn++ % payloads.length];
const note = (problem) => found.problems.length < 40 && found.problems.push(problem);

/** Elements and attributes that none of our pages has: a payload made them. */
const MADE = 'xss,iframe,object,embed,base,math,marquee,[onerror],[onload],[onfocus],[onbegin],[ontoggle],[onclick],[onstart],[srcdoc],[style],a[href^="javascript:" i],form[action^="javascript:" i],img[src^="javascript:" i]';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || installed.find(existsSync),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
});

/** A browser in which the function waits, and every breach of the policy is heard. */
async function listening(heard) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.exposeBinding('canary', (_, number) => heard.call(number));
  await context.exposeBinding('heardViolation', (_, what) => heard.violation(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.heardViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} on ${event.documentURI}`);
    });
  });
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    heard.call('a dialog');
    void dialog.dismiss();
  });
  return { context, page };
}

/** Waits until scripts run, and looks for what a payload may have made. */
async function look(page) {
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-hydrated'), null, { timeout: 1000 }).catch(() => {});
  await page.waitForTimeout(30);
  found.pages += 1;
  const search = () => page.evaluate((selector) => [...document.querySelectorAll(selector)].slice(0, 3).map((one) => one.outerHTML.slice(0, 200)), MADE);
  // a page that is just leading on to another is looked at when it is there
  const made = await search().catch(() => page.waitForLoadState('load').then(search)).catch(() => []);
  found.made += made.length;
  made.forEach((one) => note(`made on ${page.url().slice(0, 200)}: ${one}`));
}

async function open(page, path) {
  await page.goto(url + path, { waitUntil: 'load' }).catch((error) => note(`${path.slice(0, 120)}: ${error.message.split('\n')[0]}`));
  await look(page);
}

/** Types a payload into every field of every form on a page that posts to a door of ours, and sends each form. */
async function fill(page, path) {
  await open(page, path);
  const count = await page.locator('form').count();
  for (let at = 0; at < count; at += 1) {
    if (at > 0) await page.goto(url + path, { waitUntil: 'load' });
    const form = page.locator('form').nth(at);
    const action = (await form.getAttribute('action').catch(() => null)) ?? '';
    // what ends the session or the account ends the trial
    if (!action.startsWith('/') || /sign-out|erase|end-others|session\/end|remove|picture/.test(action)) continue;
    const names = await form.evaluate((element, texts) => {
      const names = [];
      for (const field of element.elements) {
        const text = field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT' && ['text', 'search', 'email', 'tel', 'url', 'password'].includes(field.type));
        if (!text || field.readOnly || field.disabled) continue;
        field.removeAttribute('maxlength');
        field.removeAttribute('pattern');
        field.removeAttribute('required');
        if (field.type !== 'password') field.type = 'text';
        field.value = texts[names.length % texts.length];
        names.push(field.name);
      }
      element.noValidate = true;
      return names;
    }, [next(), next(), next(), next(), next(), next(), next(), next(), next(), next()]).catch(() => []);
    if (names.length === 0) continue;
    names.forEach((name) => fields.add(`${action} ${name}`));
    found.typed += names.length;
    await Promise.all([page.waitForLoadState('load').catch(() => {}), form.evaluate((element) => element.submit())]).catch(() => {});
    await page.waitForLoadState('load').catch(() => {});
    await look(page);
  }
}

// Once with nothing in the way: the function is called where a payload becomes markup, so its silence says something.
{
  let called = 0;
  const { context, page } = await listening({ call: () => (called += 1), violation: () => {} });
  await page.route('http://control.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><img src=x onerror=canary(1)>' }));
  await page.goto('http://control.example/');
  await page.waitForTimeout(200);
  found.control = called > 0;
  await context.close();
}

const { context, page } = await listening({
  call: (number) => {
    found.calls += 1;
    note(`called by payload ${number} on ${page.url().slice(0, 200)}`);
  },
  violation: (what) => {
    found.violations += 1;
    note(`violation: ${what.slice(0, 300)}`);
  },
});

// what marketplaces said
for (const path of ['/', '/welcome', '/stores', '/search', '/search?q=kettle', '/search?q=speaker', '/search?category=audio', '/search?category=kitchen']) await open(page, path);
const links = await page.evaluate(() => [...new Set([...document.querySelectorAll('a[href^="/product/"]')].map((one) => one.getAttribute('href').split('#')[0]))]);
for (const link of links.slice(0, 12)) await open(page, link);

// every question a page reads from its address
const asked = ['q', 'from', 'to', 'rated', 'marketplace', 'category', 'sort', 'page', 'problem', 'left', 'field', 'typed', 'payment', 'next', 'email', 'name', 'token', 'code', 'wrong', 'picture', 'error', 'id', 'step', 'variant', 'by'];
const question = () => asked.map((name) => `${name}=${encodeURIComponent(next())}`).join('&');
const places = ['/', '/search', '/welcome', '/stores', '/cart', '/checkout', '/orders', '/wallet', '/operator', '/operator/jobs', '/sign-in', '/sign-up', '/sign-in/again', '/reset', '/privacy', '/security', '/nowhere'];
const rounds = Math.max(1, Math.ceil(payloads.length / (asked.length * places.length)));
for (let round = 0; round < rounds; round += 1) {
  for (const place of places) {
    asked.forEach((name) => fields.add(`${place} ${name}`));
    found.typed += asked.length;
    await open(page, `${place}?${question()}`);
  }
}
for (let number = 0; number < Math.min(40, payloads.length); number += 1) {
  await open(page, `/search?q=${encodeURIComponent(next())}`);
  found.typed += 1;
  if (number % 4 === 0) {
    await open(page, `/product/${encodeURIComponent(next())}/${encodeURIComponent(next())}`);
    await open(page, `/order/${encodeURIComponent(next())}?token=${encodeURIComponent(next())}`);
    found.typed += 4;
  }
}

// a cart of hostile goods, and every form on the way to the order
const post = (door, form) => context.request.post(url + door, { form, headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 });
const goods = links.slice(0, 8).map((link) => decodeURIComponent(link.split('/').slice(2).join(':')));
for (const product of [...goods, 'shelf:shelf-0001']) await post('/api/cart/add', { product, quantity: '1' });
for (let round = 0; round < Math.max(1, payloads.length / 60); round += 1) {
  for (const path of ['/cart', '/checkout', '/wallet', '/sign-up', '/sign-in', '/reset', '/operator']) await fill(page, path);
}
await post('/api/checkout/details', { email: 'amira@example.org', name: next(), street: next(), extra: next(), postcode: '1100-419', city: next(), country: 'PT' });
await post('/api/checkout/delivery', {});
for (const path of ['/cart', '/checkout', '/orders']) await open(page, path);

// the pages of an account
await context.addCookies([{ name: 'sid', value: session, url }]);
for (let round = 0; round < Math.max(1, payloads.length / 120); round += 1) {
  for (const path of ['/account', '/account/personal', '/account/addresses', '/account/preferences', '/account/searches', '/account/saved', '/account/notifications', '/account/privacy', '/account/security', '/wallet']) await fill(page, path);
}
for (const path of ['/', '/account', '/checkout']) await open(page, path);

await browser.close();
found.fields = fields.size;
console.log(JSON.stringify(found));
