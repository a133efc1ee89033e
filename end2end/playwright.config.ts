// People's paths through the shop: on a desk and on a phone, with scripts and without.
// `./dev test` starts the shop and says where it is; by hand it is the one that `./dev run` started.
import { defineConfig, devices } from '@playwright/test';
import { existsSync } from 'node:fs';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const chromium = process.env.CHROMIUM || installed.find(existsSync);

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = {
  viewport: { width: 390, height: 844 },
  userAgent: devices['Pixel 7'].userAgent,
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** The files of these paths. */
const paths = (...names: string[]) => names.map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: './tests',
  // the pictures of the README are only taken when they are asked for
  testIgnore: process.env.SCREENSHOTS === '1' ? [] : paths('screenshots'),
  outputDir: './test-results',
  timeout: 30_000,
  expect: { timeout: 7_000 },
  // a busy machine may spoil one try; whatever needed a second one is named at the end of `./dev test`, to be mended
  retries: 1,
  // all tests share one shop, and turning a knob of the practice world is felt by every test beside it
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000',
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    colorScheme: 'light',
    // nothing is worth waiting for an animation
    contextOptions: { reducedMotion: 'reduce' },
    // TRACE=1 keeps every step of what failed, at a fifth more time
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: desktop, testMatch: paths('accounts', 'home', 'index', 'stores', 'purchase', 'profile', 'matching', 'keeping', 'factors', 'defences', 'staff', 'operator', 'payment', 'ways-to-pay', 'saved-methods', 'promotions', 'groups', 'wallet', 'refunds', 'coupons', 'absence', 'cart', 'true-cost', 'search', 'understanding', 'search-live', 'search-suggestions', 'pages', 'reviews', 'product-page', 'papers', 'screenshots', 'proof-of-work') },
    { name: 'phone', use: phone, testMatch: paths('home', 'index', 'stores', 'purchase', 'keeping', 'matching', 'product-page', 'operator', 'wallet', 'coupons', 'true-cost', 'search', 'understanding', 'search-live', 'search-suggestions', 'pages', 'screenshots') },
    {
      name: 'desktop without scripts',
      use: { ...desktop, javaScriptEnabled: false },
      testMatch: paths('accounts', 'home', 'index', 'stores', 'reviews', 'matching', 'product-page', 'purchase', 'ways-to-pay', 'saved-methods', 'promotions', 'groups', 'operator', 'cart', 'search', 'understanding', 'absence', 'change', 'refusal', 'tracking', 'restart', 'wallet', 'refunds', 'coupons', 'true-cost', 'profile', 'keeping', 'factors', 'papers', 'proof-of-work'),
    },
    { name: 'phone without scripts', use: { ...phone, javaScriptEnabled: false }, testMatch: paths('accounts', 'purchase', 'keeping') },
  ],
});
