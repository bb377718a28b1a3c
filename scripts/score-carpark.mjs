/**
 * Calibrates the plan of the measured car park (../shared/data/real/carpark_wifi) on one walk, predicts another, and
 * writes the errors into docs/calibration.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypescript } from './lib/import-typescript.mjs';
import { root } from './lib/run.mjs';

const page = join(root, 'docs/calibration.md');
const mark = 'score: written by npm run score:carpark';

const { hasCarpark, carparkFolder } = await importTypescript(
  'test/measurement/calibration-support/carpark.ts',
);
if (!hasCarpark) {
  console.error(`no measured car park at ${carparkFolder}; docs/calibration.md is left as it is`);
  process.exit(0);
}
const { scoreCarpark } = await importTypescript('test/measurement/calibration-support/score-carpark.ts');
const scores = scoreCarpark();
const dB = (value) => value.toFixed(1).replace('-', '−');
const errors = ({ meanDb, sigmaDb, rmseDb }) => [meanDb, sigmaDb, rmseDb].map(dB).join(' / ');

const table = [
  '| calibrated on | predicted | local means | as planned | one offset | calibrated | with residuals |',
  '|---|---|---|---|---|---|---|',
  ...scores.map((score) => {
    const { fitted, predicted, before, offsetOnlyRmseDb, after, withResiduals } = score;
    return `| ${fitted} | ${predicted} | ${after.samples} | ${errors(before)} | ${dB(offsetOnlyRmseDb)} | ${errors(after)} | ${errors(withResiduals)} |`;
  }),
];
const models = ['before', 'offset', 'freeSpace', 'refitted', 'kriged'];
const squares = [
  '| walk | squares | as planned | one offset | free space, one offset | calibrated | with residuals | within 1 and 2 stated σ |',
  '|---|---|---|---|---|---|---|---|',
  ...scores.flatMap(({ fitted, report: { squares: held } }) => {
    if (!held) return [];
    const cells = models.map((model) => errors(held[model]));
    const within = [held.withinOneSdRatio, held.withinTwoSdRatio].map((ratio) => Math.round(100 * ratio));
    return `| ${fitted} | ${held.squares} | ${cells.join(' | ')} | ${within.join(' / ')} % |`;
  }),
];
const fits = [
  '| calibrated on | parameter | before | after | told by the walk |',
  '|---|---|---|---|---|',
  ...scores.slice(0, 2).flatMap(({ fitted, report }) =>
    report.parameters
      .filter(({ kind, frequencyMhz }) => kind !== 'offset' || frequencyMhz !== undefined)
      .map((row) => {
        const digits = row.kind === 'exponent' ? 2 : 1;
        const number = (value) => value.toFixed(digits).replace('-', '−');
        const name =
          row.kind === 'material' ? `${row.material}, dB` : row.kind === 'offset' ? 'offset, dB' : 'exponent';
        return `| ${fitted} | ${name} | ${number(row.before)} ± ${number(row.beforeSd)} | ${number(row.after)} ± ${number(row.afterSd)} | ${row.identified} |`;
      }),
  ),
];
const rows = scores.slice(0, 2).map(({ fitted, report: { heldBack, errors: found, verdict } }) => {
  const held = heldBack
    ? `in ${heldBack.areas} held-back stretches of the same walk ${errors(heldBack.before)} before, ${errors(heldBack.after)} after`
    : 'too short to hold anything back';
  return `* ${fitted}: ${held}; residuals σ ${dB(found.shadowingSigmaDb)} dB over ${dB(found.decorrelationM)} m and ${dB(found.noiseSigmaDb)} dB of each location; stated bias of the whole ±${dB(verdict.modelBiasSigmaDb)} dB.`;
});
const text = [
  ...table,
  '',
  'Squares of 10 m held back in turn, of the same walk:',
  '',
  ...squares,
  '',
  ...fits,
  '',
  ...rows,
].join('\n');
console.log(text);
const document = readFileSync(page, 'utf8');
const [head, rest] = document.split(`<!-- ${mark} -->`);
if (rest === undefined) throw new Error(`docs/calibration.md has no place for the score (${mark})`);
const tail = rest.slice(rest.indexOf('<!-- /score -->'));
writeFileSync(page, `${head}<!-- ${mark} -->\n\n${text}\n\n${tail}`);
