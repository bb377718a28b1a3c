/**
 * Has documents read by programs that others wrote: LibreOffice Calc computes the formulas of workbooks, ezdxf audits
 * drawings, Poppler draws every page of a PDF. Construction packs (ZIP) are unpacked and read likewise. node
 * scripts/check-documents.mjs DIR… folders that `diku plan` wrote node scripts/check-documents.mjs --drawings DIR DIR… and
 * the plan put over the drawing it was read from Says what it skips where a program is missing. Exit status 1 when a
 * reader complains.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { floorDxf } from '../packages/engine/dist/index.js';
import {
  auditDrawings,
  differingRows,
  filesIn,
  findCalc,
  findEzdxf,
  formulaCount,
  hasPoppler,
  readPages,
} from './lib/document-readers.mjs';

const words = process.argv.slice(2);
const at = words.indexOf('--drawings');
const drawings = at < 0 ? undefined : words.splice(at, 2)[1];
if (words.length === 0) {
  console.error('expected folders that `diku plan` wrote');
  process.exit(64);
}
const ezdxf = findEzdxf();
const calc = findCalc();
const poppler = hasPoppler();
if (!ezdxf) console.log('skipped: drawings; no Python with ezdxf (apt-get install python3-ezdxf)');
if (!calc) console.log('skipped: workbooks; no LibreOffice Calc (apt-get install libreoffice-calc)');
if (!poppler) console.log('skipped: PDF; no Poppler (apt-get install poppler-utils)');
let complaints = 0;
for (const folder of words) {
  checkFolder(folder);
  for (const file of filesIn(folder, '.zip')) checkPack(file);
}
process.exit(complaints > 0 ? 1 : 0);

function checkFolder(folder) {
  for (const file of calc ? filesIn(folder, '.xlsx') : []) {
    const workbook = new Uint8Array(readFileSync(file));
    say(file, `${formulaCount(workbook)} formulas`, differingRows(calc, [workbook])[0]);
  }
  for (const file of poppler ? filesIn(folder, '.pdf') : []) {
    const { pages, complaints: problems } = readPages(file);
    say(file, `${pages} pages`, pages > 0 ? problems : ['no pages', ...problems]);
  }
  if (!ezdxf) return;
  const audited = auditDrawings(ezdxf, filesIn(folder, '.dxf'));
  for (const [file, problems] of Object.entries(audited)) say(file, 'audited', problems);
  checkOver(folder);
}

/** The files of a ZIP, none of which may leave the folder that it is unpacked into. */
function checkPack(file) {
  const work = mkdtempSync(join(tmpdir(), 'diku-pack-'));
  try {
    const files = Object.entries(unzipSync(new Uint8Array(readFileSync(file))));
    const outside = files.map(([name]) => name).filter((name) => basename(name) !== name);
    say(file, `${files.length} files`, outside);
    for (const [name, bytes] of files) writeFileSync(join(work, basename(name)), bytes);
    checkFolder(work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The plan over the architect's drawing: nothing may be wrong that is not wrong with the drawing. */
function checkOver(folder) {
  const planFile = join(folder, 'plan.diku.json');
  if (drawings === undefined || !existsSync(planFile)) return;
  const plan = JSON.parse(readFileSync(planFile, 'utf8'));
  const original = join(drawings, basename(plan.levels[0].source?.file ?? ''));
  if (!original.toLowerCase().endsWith('.dxf') || !existsSync(original)) return;
  const work = mkdtempSync(join(tmpdir(), 'diku-over-'));
  const over = join(work, 'over.dxf');
  try {
    writeFileSync(over, floorDxf(plan, { lang: 'zh', over: new Uint8Array(readFileSync(original)) }));
    const audited = auditDrawings(ezdxf, [original, over]);
    const known = new Set(audited[original]);
    const added = audited[over].filter((problem) => !known.has(problem));
    say(`${planFile} over ${basename(original)}`, `audited; ${known.size} of the drawing's own`, added);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function say(what, done, problems) {
  complaints += problems.length;
  console.log(`${problems.length === 0 ? 'ok    ' : 'WRONG '} ${what}: ${done}`);
  for (const problem of problems.slice(0, 20)) console.log(`       ${problem}`);
}
