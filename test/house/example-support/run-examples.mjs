/**
 * Runs the programs of `examples/programs` whose numbers are given in this process, one after the other: what each printed,
 * as one JSON document.
 */
import { readdirSync } from 'node:fs';

const folder = new URL('../../../examples/programs/', import.meta.url);
const numbers = process.argv.slice(2);
const print = console.log;
const printed = {};
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.mjs') && numbers.includes(name.slice(0, 2)))
  .sort()) {
  const lines = [];
  console.log = (line) => lines.push(...String(line).split('\n'));
  const started = process.cpuUsage();
  await import(new URL(file, folder));
  const { user, system } = process.cpuUsage(started);
  printed[file] = { lines, cpuS: (user + system) / 1e6 };
}
print(JSON.stringify(printed));
