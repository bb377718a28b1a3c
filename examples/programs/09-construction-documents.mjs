// What a contractor builds from: sheets, tables, CAD drawings and the notice to residents in one ZIP.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  constructionPackZip,
  createPlainSolver,
  createSimdKernel,
  parsePlan,
  predictPlan,
  readFont,
} from '@diku/engine';

const read = (path) => readFileSync(new URL(path, import.meta.url));
const plan = parsePlan(JSON.parse(read('../garage-one-level.diku.json')));
// Any TrueType font that has the characters of your plan.
const fonts = [readFont(read('../../assets/fonts/NotoSansSC-Subset.ttf'))];
const solver = createPlainSolver(createSimdKernel());
const prediction = await predictPlan(plan, { solver, resolutionM: 2, scenarios: 'required' });
const { bytes, missing } = constructionPackZip(prediction, { lang: 'en', fonts, paper: 'A3' });
const file = join(tmpdir(), 'diku-construction.zip');
writeFileSync(file, bytes);
console.log(
  `${file}: ${(bytes.length / 1024).toFixed(0)} KiB; characters that the font lacks: ${missing.length}`,
);
