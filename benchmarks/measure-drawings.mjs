/**
 * Recounts the DXF of the public garages from the written files alone, by a reader that shares no code with the product, and
 * prints a table: parts and metres against the bill, ways through walls against their blocks, courses in stairs, and what ezdxf
 * finds wrong with the floor plans, alone and over the architect's drawing, and with the diagram.
 * `node benchmarks/measure-drawings.mjs [g01 g04 …] [--carriers lte-nr] [--out <folder>]`. Antennas stand on a grid of 22 m. It
 * needs Python, and for the audit ezdxf (`apt-get install python3-ezdxf`). The status is 1 where anything differs.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { floorDxf, reportNetwork } from '@diku/engine';
import { designNetwork } from '../packages/engine/dist/design/index.js';
import { diagramDxf } from '../packages/engine/dist/documents/index.js';
import { auditDrawings, findEzdxf, findPython, recountDrawings } from '../scripts/lib/document-readers.mjs';
import { gridPlan } from './lib/grid-antennas.mjs';
import { printRow, publicGarages } from './lib/public-garages.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, carriers: { type: 'string', default: 'lte' } },
});
const python = findPython();
if (!python) {
  console.log('skipped: there is no Python on this machine');
  process.exit(0);
}
const ezdxf = findEzdxf();
if (!ezdxf) console.log('drawings are not audited: no Python with ezdxf (apt-get install python3-ezdxf)');

const folder = options.out ?? mkdtempSync(join(tmpdir(), 'diku-drawings-'));
mkdirSync(folder, { recursive: true });
const columns = [
  ['antennas', 8],
  ['pieces', 7],
  ['in bill', 7],
  ['cable m', 8],
  ['in bill', 8],
  ['ways', 5],
  ['missing', 7],
  ['surplus', 7],
  ['slabs', 7],
  ['stairs m', 8],
  ['layouts', 7],
  ['faults', 6],
];
const widths = columns.map(([, width]) => width);
const names = columns.map(([name]) => name);
printRow('garage', names, widths);
let isSame = true;
for (const { name, drawing } of publicGarages(wanted)) {
  const bytes = new Uint8Array(readFileSync(drawing));
  const { plan } = designNetwork(await gridPlan(bytes, name, { carriers: options.carriers }), {
    effort: 'low',
    partial: true,
  });
  const written = (kind, content) => {
    const file = join(folder, `${name}-${kind}.dxf`);
    writeFileSync(file, content);
    return file;
  };
  const files = [
    written('floor', floorDxf(plan, { lang: 'zh' })),
    written('over', floorDxf(plan, { lang: 'zh', over: bytes })),
    written('diagram', diagramDxf(plan, { lang: 'zh' })),
  ];
  const { bill } = reportNetwork(plan);
  const recounted = recountDrawings(python, files);
  const faults = ezdxf ? Object.values(auditDrawings(ezdxf, files)).flat().length : '–';
  const [floor, over, diagram] = files.map((file) => recounted[file]);
  const sums = sumsOf(floor.bill, bill);
  const differing = [
    ...differences(floor.bill, bill),
    ...differences(over.bill, bill),
    ...differences(diagram.bill, onDiagram(bill, plan.network.unfed?.length ?? 0)),
  ];
  const isRight =
    differing.length === 0 &&
    floor.missing.length + floor.surplus.length + floor.stairsM === 0 &&
    floor.slabs[0] === floor.slabs[1] &&
    (faults === 0 || faults === '–');
  isSame &&= isRight;
  const cells = [
    plan.antennas.length,
    ...sums,
    floor.ways,
    floor.missing.length,
    floor.surplus.length,
    floor.slabs.join('/'),
    floor.stairsM,
    floor.layouts,
    faults,
  ];
  printRow(name, cells, widths);
  for (const line of differing) console.log(`  ${line}`);
}
if (!options.out) rmSync(folder, { recursive: true });
console.log(
  isSame
    ? 'floor plan, floor plan over the drawing and diagram sum up to the bill, part by part'
    : 'something differs',
);
process.exitCode = isSame ? 0 : 1;

/** Pieces and metres counted and on the bill. */
function sumsOf(counted, bill) {
  const metres = new Set(bill.items.filter(({ unit }) => unit === 'm').map(({ part }) => part));
  const sum = (entries, isMetres) =>
    entries.reduce((total, [part, count]) => total + (metres.has(part) === isMetres ? count : 0), 0);
  const billed = bill.items.map(({ part, quantity }) => [part, quantity]);
  const found = Object.entries(counted);
  return [sum(found, false), sum(billed, false), sum(found, true).toFixed(1), sum(billed, true).toFixed(1)];
}

/** The bill of what a diagram shows: no ways through walls, no accessories, and no antennas that nothing feeds. */
function onDiagram({ items }, unfed) {
  const shown = items.filter(({ kind }) => kind !== 'penetration' && kind !== 'accessory');
  return {
    items: shown.map((item) =>
      item.kind === 'antenna' ? { ...item, quantity: item.quantity - unfed } : item,
    ),
  };
}

/** Parts of which a drawing has another quantity than the bill. */
function differences(counted, bill) {
  const billed = new Map(bill.items.map(({ part, quantity }) => [part, quantity]));
  const parts = new Set([...billed.keys(), ...Object.keys(counted)]);
  return [...parts].flatMap((part) => {
    const [found = 0, expected = 0] = [counted[part], billed.get(part)];
    return Math.abs(found - expected) > 0.005 ? [`${part}: ${found} drawn, ${expected} on the bill`] : [];
  });
}
