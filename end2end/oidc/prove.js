// Proves that people come in by a real OpenID Connect provider, and that nobody else does: starts the provider and the
// shop, walks the way as a browser does, and then tries what must not work. The last line is one JSON object
// {"figure", "ok"}.
//
// SERVER is the shop's program, SITE the folder of its site, DATA an empty folder to use.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const data = process.env.DATA ?? fs.mkdtempSync(path.join(os.tmpdir(), 'oidc-'));
const running = [];

/** The password of everybody who was imported, and its hash by bcrypt. */
const PASSWORD = 'violet tram under seven lamps';
const HASH = '$2b$06$kK91.7u9MvywV7P/g0kxHu7FD8uTLk3Bb6U4Ga3Ny1Bm.5EaQXuZu';

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A browser without scripts: cookies per host, redirects one by one. */
class Browser {
  jars = new Map();

  async go(url, form) {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map();
    this.jars.set(host, jar);
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form ? new URLSearchParams(form) : undefined,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|1970/i.test(line) || pair.length === at + 1) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = answer.headers.get('location');
    return { status: answer.status, location: location && new URL(location, url).href, text: await answer.text(), url };
  }

  /** Follows redirects until there is a page, or one leads to `until`. */
  async follow(url, form, until) {
    let answer = await this.go(url, form);
    for (let hops = 0; answer.location && hops < 12; hops += 1) {
      if (until && answer.location.startsWith(until)) return answer;
      answer = await this.go(answer.location);
    }
    return answer;
  }
}

const provider = { port: await freePort() };
provider.url = `http://127.0.0.1:${provider.port}`;
const shop = { port: await freePort() };
shop.url = `http://127.0.0.1:${shop.port}`;
const BACK = `${shop.url}/sign-in/with/practice/back`;

function start(program, args, env, ready) {
  const child = spawn(program, args, { cwd: here, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let said = '';
  return new Promise((resolve, reject) => {
    const tooSlow = setTimeout(() => reject(new Error(`${program} did not start: ${said}`)), 60_000);
    const hear = (line) => {
      said += `${line}\n`;
      if (ready(line)) {
        clearTimeout(tooSlow);
        resolve(child);
      }
    };
    readline.createInterface({ input: child.stdout }).on('line', hear);
    readline.createInterface({ input: child.stderr }).on('line', hear);
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
  });
}

const providers = path.join(data, 'providers.json');
const shopEnv = {
  DATABASE_URL: `sqlite://${path.join(data, 'onecart.db')}?mode=rwc`,
  ONECART_PUBLIC_URL: shop.url,
  ONECART_ALLOW_PRIVATE_ADDRESSES: 'true',
  ONECART_IDENTITY_PROVIDERS: providers,
  ONECART_SMTP_URL: 'smtp://127.0.0.1:1',
  ONECART_STRIPE_URL: 'http://127.0.0.1:1',
  LEPTOS_OUTPUT_NAME: 'onecart',
  LEPTOS_SITE_ROOT: process.env.SITE,
  LEPTOS_SITE_PKG_DIR: 'pkg',
  LEPTOS_SITE_ADDR: `127.0.0.1:${shop.port}`,
};

/** Begins at the shop: ends at the provider's address, which is given. */
async function begin(browser, next = '/account/security') {
  const sent = await browser.go(`${shop.url}/api/sign-in/with`, { provider: 'practice', next });
  if (sent.status !== 303) throw new Error(`the shop sent nobody on: ${sent.status} ${sent.text.slice(0, 300)}`);
  const page = await browser.go(sent.location);
  const url = /rel="noreferrer" href="([^"]+)"/.exec(page.text)?.[1].replaceAll('&amp;', '&');
  if (!url?.startsWith(provider.url)) throw new Error(`the page leads to ${url}`);
  return url;
}

/** Signs in at the provider as somebody; gives the address that the provider sends the browser back to. */
async function atProvider(browser, url, name) {
  let page = await browser.follow(url, undefined, BACK);
  for (let steps = 0; !page.location && steps < 4; steps += 1) {
    const action = /action="([^"]+)"/.exec(page.text)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`the provider shows no form: ${page.status} ${page.text.slice(0, 500)}`);
    const form = prompt === 'login' ? { prompt, login: name, password: 'any' } : { prompt };
    page = await browser.follow(new URL(action, page.url).href, form, BACK);
  }
  return page.location;
}

/** The whole way as somebody; gives the last page. */
async function comeIn(browser, name) {
  return browser.follow(await atProvider(browser, await begin(browser), name));
}

const refused = (page) => /data-refused="([^"]+)"/.exec(page.text)?.[1];
const signedIn = async (browser) => (await browser.go(`${shop.url}/account/security`)).status === 200;

/** What must be so, each with a name; what is not so is told. */
const checks = [];
function check(name, holds, told) {
  checks.push({ name, holds: Boolean(holds) });
  if (!holds) console.error(`not so: ${name}: ${JSON.stringify(told)}`);
}

try {
  fs.mkdirSync(data, { recursive: true });
  fs.writeFileSync(
    providers,
    JSON.stringify([{ slug: 'practice', name: 'Practice ID', issuer: provider.url, client_id: 'onecart', client_secret: 'only for proofs' }]),
  );
  const people = path.join(data, 'people.csv');
  fs.writeFileSync(people, `email,password_hash\nknown@example.org,${HASH}\n`);
  const imported = spawnSync(process.env.SERVER, ['import-users', people], { env: { ...process.env, ...shopEnv }, encoding: 'utf8' });
  if (imported.status !== 0) throw new Error(`nobody was imported: ${imported.stdout} ${imported.stderr}`);
  await start(process.execPath, ['provider.js'], { PORT: String(provider.port), BACK }, (line) => line.startsWith('ready'));
  await start(process.env.SERVER, [], shopEnv, (line) => line.includes('the shop is open'));

  // somebody new
  const ann = new Browser();
  const first = await comeIn(ann, 'ann');
  check('somebody new has an account and is signed in', first.status === 200 && first.url.endsWith('/account/security'), [first.status, first.url, refused(first)]);
  check('the address is the one the provider vouches for', first.text.includes('ann@example.org'), first.url);
  const again = new Browser();
  await comeIn(again, 'ann');
  check('the same person comes in again', await signedIn(again), null);

  // whoever the provider does not vouch for
  const unconfirmed = new Browser();
  const doubted = await comeIn(unconfirmed, 'unconfirmed-bo');
  check('an address that is not vouched for opens nothing', refused(doubted) === 'way-refused-unverified' && !(await signedIn(unconfirmed)), refused(doubted));

  // an account that there is
  const known = new Browser();
  const asked = await comeIn(known, 'known');
  check('an account that there is asks for its password', asked.url.endsWith('/sign-in/link') && !(await signedIn(known)), asked.url);
  const wrong = await known.follow(`${shop.url}/api/sign-in/link`, { password: 'not the password at all' });
  check('a wrong password links nothing', wrong.status === 422 && !(await signedIn(known)), wrong.status);
  const stranger = new Browser();
  const stolen = await stranger.follow(`${shop.url}/api/sign-in/link`, { password: PASSWORD });
  check('the password alone, in another browser, links nothing', !(await signedIn(stranger)), stolen.status);
  const linked = await known.follow(`${shop.url}/api/sign-in/link`, { password: PASSWORD });
  check('the right password links and signs in', linked.status === 200 && (await signedIn(known)), [linked.status, linked.url]);
  const afterwards = new Browser();
  await comeIn(afterwards, 'known');
  check('from then on the provider is enough', await signedIn(afterwards), null);

  // another identity with an address whose account has no password
  const twin = new Browser();
  const other = await comeIn(twin, 'same-as-ann');
  check('an account without a password is not given to another identity', refused(other) === 'way-refused-no-password' && !(await signedIn(twin)), refused(other));

  // what comes back is good once, in the browser that began, and as it was sent
  const once = new Browser();
  const back = await atProvider(once, await begin(once), 'ann');
  const elsewhere = new Browser();
  const carried = await elsewhere.follow(back);
  check('what comes back opens nothing in another browser', refused(carried) === 'way-refused-stale' && !(await signedIn(elsewhere)), refused(carried));
  await once.follow(back);
  check('it opens the account in the browser that began', await signedIn(once), null);
  const replayed = new Browser();
  replayed.jars = structuredClone(once.jars);
  replayed.jars.get(new URL(shop.url).host).delete('sid');
  const twice = await replayed.follow(back);
  check('it opens nothing a second time', refused(twice) === 'way-refused-stale' && !(await signedIn(replayed)), refused(twice));

  const changed = new Browser();
  const honest = new URL(await atProvider(changed, await begin(changed), 'ann'));
  honest.searchParams.set('state', 'x'.repeat(22));
  const forged = await changed.follow(honest.href);
  check('another state opens nothing', refused(forged) === 'way-refused-stale' && !(await signedIn(changed)), refused(forged));

  // a code of another way: its verifier and nonce are not this one's
  const thief = new Browser();
  const foreign = new URL(await atProvider(new Browser(), await begin(new Browser()), 'ann'));
  const own = new URL(await atProvider(thief, await begin(thief), 'thief'));
  own.searchParams.set('code', foreign.searchParams.get('code'));
  const injected = await thief.follow(own.href);
  check('a code of another way opens nothing', refused(injected) === 'way-refused-believed' && !(await signedIn(thief)), refused(injected));

  // where people are sent
  const far = new Browser();
  const landed = await far.follow(await atProvider(far, await begin(far, 'https://evil.example/'), 'ann'));
  check('nobody is sent to another site', landed.url.startsWith(shop.url), landed.url);

  // a linked identity needs whoever links to have shown who they are
  const guest = new Browser();
  const sent = await guest.go(`${shop.url}/api/security/provider/link`, { provider: 'practice' });
  check('nobody links without being signed in', sent.location?.startsWith(`${shop.url}/sign-in`), sent.location);
} catch (error) {
  check('the proof came to its end', false, String(error?.stack ?? error));
} finally {
  for (const child of running) {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
}

const failed = checks.filter((one) => !one.holds).map((one) => one.name);
console.log(JSON.stringify({ figure: { checks: checks.length, failed }, ok: failed.length === 0 }));
process.exit(0);
