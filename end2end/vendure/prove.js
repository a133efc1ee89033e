// Proves that our Vendure connector orders at a real Vendure: starts the shop, lets the connector's own test buy there,
// and asks the shop's other side (the Admin API) what it has. The last line is one JSON object {"figure", "ok"}.
//
// DATA is an empty folder to use, FULL=1 the published size.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const data = process.env.DATA ?? fs.mkdtempSync(path.join(os.tmpdir(), 'vendure-'));
const orders = process.env.FULL === '1' ? 20 : 2;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a shop; resolves when it answers. */
function startShop(folder, customFields) {
  return freePort().then((port) => new Promise((resolve, reject) => {
    const shop = spawn(process.execPath, ['server.js'], {
      cwd: here,
      env: { ...process.env, DATA: folder, PORT: String(port), CUSTOM_FIELDS: customFields },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const tooSlow = setTimeout(() => reject(new Error('the shop did not start within three minutes')), 180_000);
    shop.on('exit', (code) => reject(new Error(`the shop ended with status ${code}`)));
    readline.createInterface({ input: shop.stdout }).on('line', (line) => {
      if (line.startsWith('ready')) {
        clearTimeout(tooSlow);
        resolve({ url: `http://127.0.0.1:${port}`, stop: () => shop.kill('SIGKILL') });
      }
    });
  }));
}

/** Waits until the shop has read its own goods into its search: that happens after the start. */
async function searchable(url) {
  const query = '{ all: search(input: { groupByProduct: true }) { totalItems } audio: search(input: { groupByProduct: true, collectionSlug: "audio" }) { totalItems } }';
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await fetch(`${url}/shop-api`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
    const { data: found } = await answer.json();
    if (found?.all.totalItems === 3 && found.audio.totalItems === 2) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the shop does not find its own goods');
}

/** A way to the shop on which the reply to every payment gets lost after the work was done. */
async function lossy(url) {
  const port = await freePort();
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks);
      const loses = body.includes('addPaymentToOrder');
      const onwards = http.request(url + request.url, { method: request.method, headers: request.headers }, (answer) => {
        if (loses) {
          answer.resume().on('end', () => response.destroy());
        } else {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
        }
      });
      onwards.on('error', () => response.destroy()).end(body);
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** Runs the connector's test; resolves to the orders it says it placed. */
function buy(url, lossyUrl) {
  return new Promise((resolve, reject) => {
    const placed = [];
    const cargo = process.env.CARGO ?? 'cargo';
    const test = spawn(cargo, ['test', '--quiet', '-p', 'connectors', '--test', 'real_vendure', '--', '--nocapture'], {
      cwd: path.join(here, '../..'),
      env: { ...process.env, VENDURE_URL: url, VENDURE_LOSSY_URL: lossyUrl, ORDERS: String(orders) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    readline.createInterface({ input: test.stdout }).on('line', (line) => {
      console.error(line);
      const [, code, total] = /^placed (\S+) (\d+)$/.exec(line) ?? [];
      if (code) placed.push({ code, total: Number(total) });
    });
    test.on('error', reject);
    test.on('close', (status) => (status === 0 ? resolve(placed) : reject(new Error('the connector failed'))));
  });
}

/** What the shop itself knows of its placed orders. */
async function books(url) {
  const ask = async (query, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}/admin-api`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return { token: answer.headers.get('vendure-auth-token'), ...(await answer.json()) };
  };
  const login = 'mutation { login(username: "superadmin", password: "superadmin") { __typename } }';
  const { token } = await ask(login);
  const list = '{ orders(options: { filter: { active: { eq: false } }, take: 100 }) { items { code totalWithTax state payments { state amount } } } }';
  return (await ask(list, token)).data.orders.items;
}

async function prove(customFields) {
  const shop = await startShop(path.join(data, customFields || 'plain'), customFields);
  const proxy = await lossy(shop.url);
  try {
    await searchable(shop.url);
    const placed = await buy(shop.url, proxy.url);
    const known = await books(shop.url);
    const matches = placed.filter(({ code, total }) => {
      const theirs = known.filter((order) => order.code === code);
      return theirs.length === 1 && theirs[0].totalWithTax === total && theirs[0].payments.length === 1 && theirs[0].payments[0].amount === total;
    });
    return { placed: placed.length, there_once_with_our_total: matches.length, in_their_books: known.length };
  } finally {
    proxy.stop();
    shop.stop();
  }
}

try {
  const figure = { plain: await prove('') };
  if (process.env.FULL === '1') figure.with_custom_fields = await prove('gtin');
  const ok = Object.values(figure).every((one) => one.placed > 0 && one.placed === one.there_once_with_our_total && one.placed === one.in_their_books);
  console.log(JSON.stringify({ figure, ok }));
  process.exit(ok ? 0 : 1);
} catch (error) {
  console.error(error);
  console.log(JSON.stringify({ figure: { problem: error.message }, ok: false }));
  process.exit(1);
}
