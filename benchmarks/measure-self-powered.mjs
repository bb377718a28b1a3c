/**
 * Small cells and radiating cables on the public garages: places them, feeds them, predicts again, and prints whether what
 * was met at placing is met with the network.
 * `node benchmarks/measure-self-powered.mjs [g01 g04 …] [--kinds small-cell,cable] [--effort low|normal|high] [--carriers lte]
 * [--bill] [--json]`. `P` is the chance to pass of the worst operator. Exit status 1 where a plan that was met at placing
 * is not met with its network, or a rule fails. What the catalogue or the garage makes impossible is named.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DikuError, inTemporaryFolder, printRow, publicGarages, runDiku } from './lib/public-garages.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: { type: 'string', default: 'small-cell,cable' },
    effort: { type: 'string', default: 'low' },
    carriers: { type: 'string' },
    workers: { type: 'string', default: '2' },
    bill: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const garages = publicGarages(wanted);
const columns = [
  ['kind', 10],
  ['antennas', 8],
  ['bound', 5],
  ['P placed', 8],
  ['P fed', 8],
  ['met', 9],
  ['rules', 7],
  ['bill CNY', 8],
  ['lines', 5],
  ['seconds', 7],
];
const widths = columns.map(([, width]) => width);
const results = [];
if (!options.json)
  printRow(
    'garage',
    columns.map(([name]) => name),
    widths,
  );
inTemporaryFolder((folder) => {
  for (const { name, drawing } of garages) {
    const plan = join(folder, `${name}.json`);
    const carriers = options.carriers ? ['--carriers', options.carriers] : [];
    run(['import', drawing, '-o', plan, ...carriers]);
    for (const kind of options.kinds.split(',')) show(measure(name, plan, kind, folder));
  }
});
const broken = results.filter(({ placed, fed, failed }) => placed?.met && !(fed?.met && failed.length === 0));
const metCount = results.filter(({ fed, failed }) => fed?.met && failed.length === 0).length;
if (options.json) console.log(JSON.stringify({ results, met: metCount, of: results.length }, null, 2));
else
  console.log(
    `${metCount} of ${results.length} met with their network; ${broken.length} met at placing only`,
  );
process.exitCode = broken.length > 0 ? 1 : 0;

/** One garage with antennas of one kind: placed, fed and predicted again. */
function measure(garage, plan, kind, folder) {
  const startMs = performance.now();
  const result = { garage, kind, failed: [] };
  const placedFile = join(folder, `${garage}.${kind}.json`);
  const fedFile = join(folder, `${garage}.${kind}.fed.json`);
  const common = ['--effort', options.effort, '--workers', options.workers, '--json'];
  const placed = run(['place', plan, '-o', placedFile, '--kinds', kind, ...common]);
  if (placed.refused) return { ...result, refused: placed.refused, seconds: secondsSince(startMs) };
  const { antennas, lowerBound } = placed.document.placement;
  result.antennas = antennas;
  result.lowerBound = lowerBound;
  result.placed = verdictOf(placed.document);
  const network = run(['network', placedFile, '-o', fedFile, ...common]);
  if (network.refused) return { ...result, refused: network.refused, seconds: secondsSince(startMs) };
  const { rules, bill, costCny } = network.document.network;
  result.failed = rules.filter(({ passed, isWarning }) => !passed && !isWarning).map(({ id }) => id);
  result.bill = bill.map(({ part, quantity, unit, costCny: sumCny }) => ({
    part,
    quantity,
    unit,
    costCny: sumCny,
  }));
  result.costCny = costCny;
  result.fed = verdictOf(run(['check', fedFile, '--workers', options.workers, '--json']).document);
  return { ...result, seconds: secondsSince(startMs) };
}

function verdictOf({ target, operators }) {
  const [passProbability] = operators.map((each) => each.passProbability).sort((a, b) => a - b);
  return { met: target.met, passProbability, ...(target.met ? {} : { reason: target.limiting?.reason }) };
}

function secondsSince(startMs) {
  return (performance.now() - startMs) / 1000;
}

/** The command's document, or the reason why it refuses its input. */
function run(words) {
  try {
    const stdout = runDiku([...words, '--lang', 'en']);
    return { document: words.includes('--json') ? JSON.parse(stdout) : undefined };
  } catch (error) {
    if (error instanceof DikuError && error.status === 65) {
      return { refused: error.said.split('\n').slice(-2).join(' ') };
    }
    throw error;
  }
}

function show(result) {
  results.push(result);
  if (options.json) return;
  const {
    garage,
    kind,
    antennas,
    lowerBound,
    placed,
    fed,
    failed,
    costCny,
    bill = [],
    refused,
    seconds,
  } = result;
  const chance = (verdict) => (verdict ? verdict.passProbability.toFixed(3) : '–');
  const met = placed ? `${placed.met ? 'yes' : 'no'}/${fed ? (fed.met ? 'yes' : 'no') : '–'}` : '–';
  const cells = [
    ...[kind, antennas ?? '–', lowerBound ?? '–', chance(placed), chance(fed), met],
    ...[refused ? 'refused' : failed.length === 0 ? 'met' : 'FAIL', Math.round(costCny ?? 0), bill.length],
    seconds.toFixed(0),
  ];
  printRow(garage, cells, widths);
  if (refused) console.log(`  refused: ${refused}`);
  if (failed.length > 0) console.log(`  rules that fail: ${failed.join(', ')}`);
  if (placed && !placed.met) console.log(`  not met at placing: ${placed.reason}`);
  else if (fed && !fed.met) console.log(`  not met with the network: ${fed.reason}`);
  if (!options.bill) return;
  for (const { part, quantity, unit, costCny: sumCny } of bill) {
    const amount = unit === 'm' ? `${quantity.toFixed(1)} m` : String(quantity);
    console.log(`  ${part.padEnd(24)} ${amount.padStart(9)} ${sumCny.toFixed(0).padStart(8)}`);
  }
}
