// A shop process of a test's own: the same practice world, its own database, on a free port. It can be killed.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BINARY = process.env.SERVER_BIN ?? `${ROOT}target/debug/server`;
const SITE = process.env.SERVER_SITE ?? `${ROOT}target/site`;
const SANDBOX = process.env.SANDBOX_URL ?? 'http://127.0.0.1:4100';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export class Server {
  private child?: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'onecart-restart-'));

  private constructor(
    readonly port: number,
    private readonly choices: Record<string, string>,
  ) {}

  /** A server that answers, with what its operator chose beside what all of them have. */
  static async open(choices: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await freePort(), choices);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The operator's key, as the shop made it at its first start. */
  get operatorKey(): string {
    return readFileSync(join(this.folder, 'onecart.db.operator'), 'utf8').trim();
  }

  /** Takes in prices that were recorded elsewhere, as its operator does. */
  importPrices(rows: string[]): void {
    const database = `sqlite://${join(this.folder, 'onecart.db')}?mode=rwc`;
    const file = join(this.folder, 'prices.csv');
    writeFileSync(file, `${rows.join('\n')}\n`);
    execFileSync(BINARY, ['import-prices', file], { env: { PATH: process.env.PATH, DATABASE_URL: database }, stdio: 'pipe' });
  }

  /** Makes somebody with an account an owner, as whoever has the machine may. */
  owner(email: string): void {
    const database = `sqlite://${join(this.folder, 'onecart.db')}?mode=rwc`;
    execFileSync(BINARY, ['staff', 'make-owner', email], { env: { PATH: process.env.PATH, DATABASE_URL: database }, stdio: 'pipe' });
  }

  /** Starts it with the database it had before, and waits until it answers. */
  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'server.log'), 'a');
    this.child = spawn(BINARY, {
      cwd: ROOT,
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env.PATH,
        LEPTOS_OUTPUT_NAME: 'onecart',
        LEPTOS_SITE_ROOT: SITE,
        LEPTOS_SITE_PKG_DIR: 'pkg',
        LEPTOS_SITE_ADDR: `127.0.0.1:${this.port}`,
        DATABASE_URL: `sqlite://${join(this.folder, 'onecart.db')}?mode=rwc`,
        ONECART_SANDBOX: SANDBOX,
        ONECART_PUBLIC_URL: this.url,
        ...this.choices,
      },
    });
    closeSync(log);
    for (let tries = 0; tries < 300; tries += 1) {
      if (this.child.exitCode !== null) break;
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error(`the server does not answer:\n${readFileSync(join(this.folder, 'server.log'), 'utf8').slice(-2_000)}`);
  }

  /** Ends it from one moment to the next, as a power cut does. */
  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Ends it for good and forgets what it knew. */
  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
