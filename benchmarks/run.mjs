// `node benchmarks/run.mjs [--json] [--quick]`: races the built engine (packages/engine/dist).
import { describeMachine } from './lib/machine.mjs';
import { formatTable } from './lib/table.mjs';
import { fieldMultiWall } from './tasks/field-multi-wall.mjs';
import { mainJob } from './tasks/main-job.mjs';

const known = ['--json', '--quick'];
const unknown = process.argv.slice(2).find((argument) => !known.includes(argument));
if (unknown !== undefined) {
  console.error(`benchmarks: unknown option ${unknown}; known: ${known.join(', ')}`);
  process.exit(64);
}
const json = process.argv.includes('--json');
const quick = process.argv.includes('--quick');

const tasks = [];
for (const measure of [fieldMultiWall, mainJob]) tasks.push(...(await measure({ quick })));
const machine = describeMachine();
console.log(json ? JSON.stringify({ machine, quick, tasks }, null, 1) : formatTable({ machine, tasks }));
