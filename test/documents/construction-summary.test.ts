/** The first sheet and the margins of all: nothing over anything, nothing where no printer reaches. */
import { readFileSync } from 'node:fs';
import { type Plan, parsePlan, planPdf, readFont, type ScenarioId } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { withImportBasis } from '../../packages/engine/src/plan/index.ts';
import { isLong } from '../support/is-long.ts';
import { onceOf } from '../support/once.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { type PlacedText, readPdf } from './construction-support/read-pdf.ts';
import { syntheticPrediction } from './report-support/synthetic-prediction.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const plan = parsePlan(addNetwork(syntheticPrediction().plan));
/** A3: the middle of what is inside the frame, and the room left and right of it, mm. */
const middleMm = 25 + (420 - 30) / 2;

const floorKindsOf = [
  ...(['lane', 'bay', 'bay-in-car', 'lobby', 'lift-car'] as const),
  ...(['ramp', 'entrance', 'stair', 'equipment-room'] as const),
];

/** Verdict of every state, all kinds of floor: the first sheet is as full as it gets. */
function predictionOf(of: Plan) {
  const prediction = syntheticPrediction();
  const { assessment } = prediction;
  const { operators } = assessment;
  const state = (id: ScenarioId, occupancyRatio: number, shutters: 'as-drawn' | 'closed') => ({
    ...{ id, occupancyRatio, shutters, outside: 'none', met: false, required: id === 'planned' },
    ...{ operators, jointPassProbability: 0.5, pointsServed: 2, withPointsPassProbability: 0.4 },
  });
  const scenarios = [
    state('planned', 0.6, 'as-drawn'),
    state('cars-empty', 0, 'as-drawn'),
    state('cars-full', 1, 'as-drawn'),
    state('shutters-closed', 0.6, 'closed'),
    state('shutters-closed-cars-full', 1, 'closed'),
  ];
  const kinds = floorKindsOf.map((kind) => ({
    ...assessment.kinds[0],
    kind,
  }));
  const limiting = { ...assessment.target.limiting, operator: of.carriers[0].operator };
  const target = { ...assessment.target, limiting, worstScenario: 'shutters-closed-cars-full' as const };
  return { ...prediction, plan: of, assessment: { ...assessment, target, kinds, scenarios } } as never;
}

const sheetsOf = onceOf(
  (of: Plan, lang: 'zh' | 'en', allowStale: boolean): PlacedText[][] =>
    readPdf(planPdf(of, { lang, fonts: [font], prediction: predictionOf(of), allowStale }).bytes).placed,
);

/** No font sets a text narrower. */
const minWidthMm = ({ text, sizeMm }: PlacedText) =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 0.95 : 0.42), 0) * sizeMm;

describe('the first sheet', () => {
  it.each(['zh', 'en'] as const)('keeps the verdict left of the list of sheets, in %s', (lang) => {
    const [first] = sheetsOf(plan, lang, false);
    const body = first.filter(({ yMm, isUpright }) => yMm < 297 - 5 - 32 && !isUpright);
    const left = body.filter(({ xMm }) => xMm < middleMm + 9.9);
    expect(left.length).toBeGreaterThan(40);
    const beyond = left.filter((text) => text.xMm + minWidthMm(text) > middleMm - 1);
    expect(beyond).toEqual([]);
    // Nor in the foot, but for the title block at the right.
    const inFoot = first.filter(
      ({ xMm, yMm, isUpright }) => !isUpright && yMm > 297 - 5 - 33 && xMm < middleMm,
    );
    expect(inFoot).toEqual([]);
    // Nor over each other: in a line, each begins after the one before.
    for (const text of left) {
      const after = left.filter(({ xMm, yMm }) => Math.abs(yMm - text.yMm) < 2 && xMm > text.xMm);
      for (const { xMm } of after) expect(xMm).toBeGreaterThan(text.xMm + minWidthMm(text));
    }
  });

  it('sets English apostrophes as wide as English letters are', () => {
    const words = sheetsOf(plan, 'en', false).flat();
    expect(words.some(({ text }) => /[a-z]'s /.test(text))).toBe(true);
    expect(words.filter(({ text }) => /[a-z]’/.test(text))).toEqual([]);
  });
});

const countersigned = [
  ...['专业', '姓名', '签名', '日期', '建筑', '结构', '电气', '人防'],
  ...['Discipline', 'Name', 'Signature', 'Date', 'Architecture', 'Structure', 'Electrical', 'Civil defence'],
];

describe('what is doubtful of the import', () => {
  const held = { found: 320, outside: 192 };
  const levels = plan.levels.map(({ id }) => ({
    ...{ level: id, floorM2: 6377, outlinedM2: 6377, drawnM2: 10_752, emptyM2: 2000 },
    outline: { by: 'walls', lengthM: 486, gaps: 2, gapLengthM: 90, longestGapM: 40, doubtedHolesM2: 900 },
    ...{ bays: held, columns: held, points: held, wallsM: held },
    use: { for: [], against: ['no-bays'] },
  }));
  const scale = { metresPerUnit: 0.001, by: 'assumed', agree: [], disagree: ['bays'] };
  const missing = { references: 3, blocks: 20, objects: 20, damaged: 0 };
  const summary = { format: 'dxf', scale, levels, leftOut: [], missing };
  const doubted = withImportBasis(plan, { summary });

  it.each(isLong ? (['zh', 'en'] as const) : (['zh'] as const))(
    'stands whole in the binding margin of every sheet, in %s',
    (lang) => {
      const [antenna, ...others] = doubted.antennas;
      const [x, y] = antenna.position;
      const moved: Plan = { ...doubted, antennas: [{ ...antenna, position: [x + 1, y] }, ...others] };
      for (const [of, stamped] of [
        [doubted, false],
        [moved, true],
      ] as const) {
        for (const sheet of sheetsOf(of, lang, true)) {
          const upright = sheet.filter(({ isUpright, xMm }) => isUpright && xMm < 25);
          // Below it is the table to be countersigned, which nothing is printed over.
          const isTable = ({ text }: PlacedText) => countersigned.includes(text);
          const [margin, table] = [upright.filter((each) => !isTable(each)), upright.filter(isTable)];
          expect(table.map(({ text }) => text)).toEqual(
            lang === 'zh' ? countersigned.slice(0, 8) : countersigned.slice(8),
          );
          expect(Math.max(...margin.map(({ yMm }) => yMm))).toBeLessThan(297 - 5 - 100);
          const said = margin.map(({ text }) => text.trim()).join(lang === 'zh' ? '' : ' ');
          // Nothing is cut off at the end.
          expect(said).toMatch(
            lang === 'zh' ? /B1：外轮廓未闭合.*；另有 \d+ 项$/ : /B1: the outline is open.*; \d+ more$/,
          );
          expect(said.includes('STALE')).toBe(stamped);
          for (const { xMm, sizeMm } of margin) {
            expect([xMm - sizeMm >= 3, xMm <= 22]).toEqual([true, true]);
            expect(sizeMm).toBeGreaterThanOrEqual(2);
          }
          expect(new Set(margin.map(({ xMm }) => xMm.toFixed(1))).size).toBe(margin.length);
        }
      }
    },
  );
});
