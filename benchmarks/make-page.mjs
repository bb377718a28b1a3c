/**
 * The history of the benchmarks as one page: `npm run bench:page [-- --out FILE]` writes every ratio that
 * `benchmarks/results` has, per CPU model and task, into `build/benchmarks.html`. Ratios alone: times do not carry over to
 * other machines. The page needs no network and no script.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readHistories } from './lib/history.mjs';
import { historyPage } from './lib/history-page.mjs';
import { root } from './lib/machine.mjs';

const { values } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'build/benchmarks.html') } },
});
const file = resolve(values.out);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, historyPage(readHistories()));
console.log(relative(process.cwd(), file));
