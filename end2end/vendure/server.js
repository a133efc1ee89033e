// A real Vendure shop for proofs: one process, SQLite in WebAssembly, its goods put in at the first start.
//
// DATA is the folder of its database, PORT where it listens on 127.0.0.1. With CUSTOM_FIELDS=gtin the shop declares a
// field for the trade item number, as real shops do; otherwise the number is the article number.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DefaultLogger, DefaultSearchPlugin, JobQueueService, LanguageCode, LogLevel, bootstrap, dummyPaymentHandler,
  mergeConfig, defaultConfig,
} from '@vendure/core';
import { populate } from '@vendure/core/cli/index.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const data = process.env.DATA ?? path.join(here, 'data');
const database = path.join(data, 'vendure.sqlite');
const withNumbers = process.env.CUSTOM_FIELDS === 'gtin';

const config = mergeConfig(defaultConfig, {
  apiOptions: { hostname: '127.0.0.1', port: Number(process.env.PORT ?? 4790), shopApiPath: 'shop-api', adminApiPath: 'admin-api' },
  authOptions: {
    tokenMethod: 'bearer',
    cookieOptions: { secret: 'only for proofs' },
    superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
  },
  dbConnectionOptions: { type: 'sqljs', location: database, autoSave: true, synchronize: true, logging: false },
  importExportOptions: { importAssetsDir: here },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  customFields: withNumbers ? { ProductVariant: [{ name: 'gtin', type: 'string', nullable: true }] } : {},
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  plugins: [DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true })],
});

const initialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Europe',
  countries: [
    { name: 'Portugal', code: 'PT', zone: 'Europe' },
    { name: 'United Kingdom', code: 'GB', zone: 'Europe' },
  ],
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [
    { name: 'Standard Shipping', price: 500 },
    { name: 'Express Shipping', price: 1000 },
  ],
  paymentMethods: [
    { name: 'Standard Payment', handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'false' }] } },
  ],
  collections: [
    { name: 'Audio', slug: 'audio', filters: [{ code: 'facet-value-filter', args: { facetValueNames: ['Audio'], containsAny: false } }] },
  ],
};

// Name, facets, options with stock; the numbers are GTIN-13.
const goods = [
  ['Harbour radio', 'category:Audio|brand:Velune', '', [['', '5701234000495', 8990, 25]]],
  ['Field headphones', 'category:Audio|brand:Tonvik', 'colour', [['Sage', '5701234000525', 12500, 8], ['Sand', '5701234000587', 13500, 3]]],
  ['Reading lamp', 'category:Lighting & Furniture|brand:Velune', '', [['', '4006381333931', 4200, 1]]],
];

function csv() {
  const rows = [['name', 'slug', 'description', 'assets', 'facets', 'optionGroups', 'optionValues', 'sku', 'price', 'taxCategory',
    'stockOnHand', 'trackInventory', 'variantAssets', 'variantFacets', ...(withNumbers ? ['variant:gtin'] : [])]];
  for (const [name, facets, group, variants] of goods) {
    variants.forEach(([option, number, price, stock], at) => {
      const first = (text) => (at === 0 ? text : '');
      const sku = withNumbers ? `A-${number.slice(-5)}` : number;
      rows.push([first(name), first(name.toLowerCase().replaceAll(' ', '-')), first(`<p>${name}, a <b>good</b> one.</p>`), '', first(facets),
        first(group), option, sku, (price / 100).toFixed(2), 'standard', stock, 'true', '', '', ...(withNumbers ? [number] : [])]);
    });
  }
  return rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')).join('\n');
}

async function start() {
  const app = await bootstrap(config);
  await app.get(JobQueueService).start();
  return app;
}

fs.mkdirSync(data, { recursive: true });
if (fs.existsSync(database)) {
  await start();
} else {
  const file = path.join(data, 'goods.csv');
  fs.writeFileSync(file, csv());
  await populate(start, initialData, file);
}
console.log(`ready on ${config.apiOptions.port}`);
