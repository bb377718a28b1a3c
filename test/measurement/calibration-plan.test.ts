import {
  acceptWalk,
  calibratePlan,
  createPlainSolver,
  createSimdKernel,
  InputError,
  type Plan,
  parsePlan,
  parseWalk,
  predictPlan,
  reportHtml,
  traceLink,
} from '@diku/engine';
import { calibrationTable, sourceText, textsIn } from '@diku/engine/documents';
import type { Walk } from '@diku/engine/measurement';
import { planModel } from '@diku/engine/radio';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ParameterReport, walkErrors } from '../../packages/engine/src/measurement/index.ts';
import { planProfile } from '../../packages/engine/src/plan/index.ts';
import { cellKind } from '../../packages/engine/src/radio/index.ts';
import { garageWalkCsv, smallGarage, truth } from './calibration-support/synthetic-garage.ts';
import { withoutResiduals } from './calibration-support/without-residuals.ts';

const plan = smallGarage();
const solver = createPlainSolver(createSimdKernel());
const asWalk = (csv: string): Walk =>
  parseWalk(new TextEncoder().encode(csv), plan, { fileName: 'walk.csv' });

function refusal(work: () => unknown, language: 'zh' | 'en' = 'en'): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return language === 'en' ? error.message : JSON.stringify(error.said);
  }
  return 'no refusal';
}

describe('calibration of a plan', () => {
  let csv: string;
  let result: ReturnType<typeof calibratePlan>;
  beforeAll(() => {
    csv = garageWalkCsv(plan, { seed: 1, sigmaDb: 3 });
    result = calibratePlan(plan, asWalk(csv));
  });
  const rowOf = (matches: (row: ParameterReport) => boolean) =>
    result.report.parameters.find(matches) as ParameterReport;
  const material = (name: string) => rowOf((row) => row.material === name);

  it('finds what the garage is in truth, seed 1', () => {
    const within = (row: ParameterReport, value: number) => {
      expect(row.identified, row.material ?? row.kind).toBe('yes');
      expect(Math.abs(row.after - value), row.material ?? row.kind).toBeLessThan(3 * row.afterSd);
      // Nearer than before, and surer.
      expect(Math.abs(row.after - value)).toBeLessThan(Math.abs(row.before - value));
    };
    within(material('brick'), truth.brickDb);
    within(material('column'), 3.5);
    within(
      rowOf(({ kind }) => kind === 'exponent'),
      truth.exponent,
    );
    for (const { frequencyMhz } of plan.carriers) {
      within(
        rowOf((row) => row.frequencyMhz === frequencyMhz),
        truth.offsetDb,
      );
    }
  });

  it('leaves alone what the walk does not tell', () => {
    const slab = material('slab');
    expect(slab.identified).toBe('no');
    expect(slab.after).toBe(slab.before);
    expect(slab.afterSd).toBe(slab.beforeSd);
    expect(result.plan.materials).not.toHaveProperty('slab');
    expect(result.report.notCrossed).toEqual(['cars']);
  });

  it('has smaller errors where it has not looked', () => {
    const { heldBack, improved } = result.report;
    expect(improved).toBe(true);
    expect(heldBack?.areas).toBeGreaterThanOrEqual(6);
    expect(heldBack?.after.rmseDb).toBeLessThan(0.6 * (heldBack?.before.rmseDb ?? 0));
    expect(Math.abs(heldBack?.after.meanDb ?? 9)).toBeLessThan(1);
    expect(heldBack?.after.byBand.length).toBe(3);
    const bySize = (groups: { samples: number }[] = []) =>
      groups.reduce((sum, { samples }) => sum + samples, 0);
    for (const groups of [heldBack?.after.byBand, heldBack?.after.byDistance, heldBack?.after.byWalls]) {
      expect(bySize(groups)).toBe(heldBack?.after.samples);
    }
  });

  it('writes a plan that predicts what was fitted', () => {
    const written = parsePlan(JSON.parse(JSON.stringify(result.plan)));
    expect(planModel(written).id).toBe('calibrated');
    const errors = walkErrors(withoutResiduals(written), asWalk(csv));
    expect(errors.rmseDb).toBeCloseTo(result.report.inSample.after.rmseDb, 2);
    expect(errors.meanDb).toBeCloseTo(result.report.inSample.after.meanDb, 2);
    // Term by term: a brick wall of the plan loses what the table says.
    const link = traceLink(written, '36,20,1.5,B1', '43,20,1.5,B1', { carrierId: 'cucc-lte2100' });
    const wall = link.terms.find(({ id }) => id === 'B1-w10');
    expect(wall?.lossDb).toBeGreaterThan(truth.brickDb - 4);
    expect(wall?.lossDb).toBeCloseTo(written.materials?.brick.lossDb['2145'] ?? 0, 2);
  });

  it('feeds the verdict with what is left', () => {
    const { modelBiasSigmaDb, shadowingSigmaDb, decorrelationM } = result.report.verdict;
    const { exponentSigma, obstacleSigmaRatio } = result.report.verdict;
    const before = planProfile(plan);
    expect(exponentSigma).toBeGreaterThan(0.01);
    expect(exponentSigma).toBeLessThan(before.exponentSigma);
    expect(obstacleSigmaRatio).toBeGreaterThan(0.01);
    expect(obstacleSigmaRatio).toBeLessThan(before.obstacleSigmaRatio);
    expect(result.plan.requirements.profileOverrides).toMatchObject({
      modelBiasSigmaDb: Math.round(1e4 * modelBiasSigmaDb) / 1e4,
      shadowingSigmaDb: Math.round(1e4 * shadowingSigmaDb) / 1e4,
      decorrelationM: Math.round(1e4 * decorrelationM) / 1e4,
    });
    // The truth: 3 dB along the walk and 1.5 dB of each location.
    expect(shadowingSigmaDb).toBeGreaterThan(2.3);
    expect(shadowingSigmaDb).toBeLessThan(4.4);
    expect(modelBiasSigmaDb).toBeGreaterThanOrEqual(1.7);
    expect(modelBiasSigmaDb).toBeLessThan(3);
  });

  it('does not depend on the order of the rows, to the byte', () => {
    const [head, ...lines] = csv.trim().split('\n');
    const turned = [head, ...lines.filter((_, index) => index % 2 === 1).reverse()].concat(
      lines.filter((_, index) => index % 2 === 0),
    );
    expect(JSON.stringify(calibratePlan(plan, asWalk(turned.join('\n'))))).toBe(JSON.stringify(result));
  });

  it('keeps the day of the walk where the file has dates, in plan, table and report', async () => {
    const walk = asWalk(csv);
    // An eighth of the walk has a day as well, and is fitted sooner.
    const readings = walk.readings.filter((_, index) => index % 8 === 0);
    const on = (timeS: (index: number) => number) =>
      calibratePlan(plan, {
        ...walk,
        readings: readings.map((reading, index) => ({ ...reading, timeS: timeS(index) })),
      });
    // Seconds since midnight, and numbers that are no time, name no day.
    expect(on((index) => 36_000 + index).report.walkedOn).toBeUndefined();
    expect(on(() => 1e31).report.walkedOn).toBeUndefined();
    const dated = on((index) => Date.UTC(2026, 4, 4, 9) / 1000 + index);
    expect(dated.report.walkedOn).toBe('2026-05-04');
    expect(parsePlan(JSON.parse(JSON.stringify(dated.plan))).propagation?.calibration?.walkedOn).toBe(
      '2026-05-04',
    );
    expect(calibrationTable(dated.report, 'en')).toContain('walk.csv (2026-05-04)');
    const prediction = await predictPlan(dated.plan, { solver, resolutionM: 2 });
    expect(reportHtml({ prediction, lang: 'en' })).toContain('walk test walk.csv of 2026-05-04');

    // Fitted numbers have the code of their provenance. Plans of the first edition have its English text instead.
    const { sources } = dated.plan.requirements.profileOverrides as { sources: Record<string, string> };
    expect(sources.modelBiasSigmaDb).toBe('source.walk-test');
    const former = { modelBiasSigmaDb: 'fitted to a walk test (walk.csv, 21 local means)' };
    const profile = { ...prediction.profile, sources: { ...prediction.profile.sources, ...former } };
    for (const lang of ['zh', 'en'] as const) {
      const html = reportHtml({ prediction, lang });
      expect(reportHtml({ prediction: { ...prediction, profile }, lang })).toBe(html);
      const fitted = textsIn(lang)('calibration.fittedSource', {
        walk: 'walk.csv',
        samples: dated.report.samples,
      });
      expect(html.split(`>${fitted}<`).length - 1).toBe(6);
    }
    expect(sourceText(former.modelBiasSigmaDb, 'zh')).toBe('按路测拟合');
  });

  it('a calibrated plan is calibrated again on the same basis', () => {
    const again = calibratePlan(result.plan, asWalk(csv));
    const record = (each: Plan) => each.propagation?.calibration;
    expect(again.report.model).toBe('calibrated');
    expect(record(again.plan)?.basis).toBe('multi-wall');
    expect(record(again.plan)?.otherOffsetDb).toBeCloseTo(record(result.plan)?.otherOffsetDb ?? 0, -1);
    expect(walkErrors(again.plan, asWalk(csv)).rmseDb).toBeLessThan(
      result.report.inSample.after.rmseDb + 0.1,
    );
  });

  it('predicts what link and predict say of a garage that is as planned', () => {
    const exact = garageWalkCsv(plan, { seed: 1, sigmaDb: 0, noiseSigmaDb: 0, stepM: 5, real: plan });
    const errors = walkErrors(plan, asWalk(exact));
    expect(errors.samples).toBeGreaterThan(200);
    expect(errors.rmseDb).toBeLessThan(0.002);
  });

  it('predicts what the maps show, several antennas and the network outside included; diku accept too', {
    tags: ['thorough'],
  }, async () => {
    const { profileOverrides, ...requirements } = plan.requirements;
    for (const model of ['multi-wall', 'dominant-path']) {
      const carriers = plan.carriers.slice(2);
      const outdoor = { groundRsrpDbm: { [carriers[0].operator]: -45 } };
      const usual = { ...plan, carriers, outdoor, propagation: { model }, requirements };
      const { maps } = await predictPlan(usual, { solver, resolutionM: 2 });
      const lines = maps.flatMap(({ levelId, carrierId, grid, cells, rsrpDbm }) =>
        [...rsrpDbm.keys()].flatMap((cell) => {
          const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
          if (cells[cell] !== cellKind.onFoot || column % 3 !== 1 || row % 3 !== 1) return [];
          const at = [grid.originXMm + column * grid.cellMm, grid.originYMm + row * grid.cellMm];
          return [[levelId, carrierId, at[0] / 1000, at[1] / 1000, rsrpDbm[cell]].join(',')];
        }),
      );
      const shown = ['level,carrier,x,y,RSRP', ...lines].join('\n');
      const { comparison } = acceptWalk(usual, [{ name: 'w.csv', bytes: new TextEncoder().encode(shown) }]);
      expect(comparison.length).toBe(carriers.length);
      for (const { samples, meanDb, sigmaDb } of comparison) {
        expect(samples).toBeGreaterThan(50);
        expect(Math.hypot(meanDb, sigmaDb)).toBeLessThan(0.001);
      }
      // A fit asks which cell is the strongest after what shadowing adds to sums, a map before: they differ about a tie.
      const errors = walkErrors(usual, asWalk(shown));
      expect(errors.samples).toBe(comparison[0].samples);
      expect(Math.abs(errors.meanDb)).toBeLessThan(0.01);
      expect(errors.sigmaDb).toBeLessThan(0.1);
      // The leak matters, and so does a cell of several antennas.
      expect(walkErrors({ ...usual, outdoor: {} }, asWalk(shown)).sigmaDb).toBeGreaterThan(0.5);
    }
  });

  it('is named in the report, with where it comes from', { tags: ['thorough'] }, async () => {
    const { before, after } = result.report.heldBack ?? { before: { rmseDb: 0 }, after: { rmseDb: 0 } };
    const calibrated = { ...result.plan, carriers: plan.carriers.slice(2) };
    const prediction = await predictPlan(calibrated, { solver, resolutionM: 2 });
    const html = reportHtml({ prediction, lang: 'en' });
    expect(html).toContain('calibrated by a walk test');
    expect(html).toContain(
      `multi-wall fitted to ${result.report.samples} local means of the walk test walk.csv`,
    );
    // Numbers keep their units on one line.
    expect(html).toContain(
      `held-back areas ${before.rmseDb.toFixed(1)} → ${after.rmseDb.toFixed(1)}\u00a0dB`,
    );
    const { refitted, kriged } = result.report.squares ?? { refitted: { rmseDb: 0 }, kriged: { rmseDb: 0 } };
    expect(kriged.rmseDb).toBeLessThan(refitted.rmseDb);
    const [without, withThem] = [refitted, kriged].map(({ rmseDb }) => rmseDb.toFixed(1));
    expect(html).toMatch(new RegExp(`with its residuals \\(\\d+ local means; .* ${without} → ${withThem}`));
    const table = calibrationTable(result.report, 'en');
    expect(table).toMatch(new RegExp(`refitted, residuals interpolated .* ${withThem}\\n`));
    expect(table).toContain('the plan carries the residuals');
    const chinese = reportHtml({ prediction, lang: 'zh' });
    expect(chinese).toContain('经路测校准');
    expect(chinese).toContain('并采用其残差');
    // The numbers of the profile that were fitted say so too, in the reader's language.
    const { samples } = result.report;
    expect(html).toContain(`>fitted to ${samples} local means of the walk test walk.csv<`);
    expect(chinese).toContain(`>按路测 walk.csv 的 ${samples} 处局部均值拟合<`);
    expect(chinese).not.toContain('fitted to');
  });

  it('keeps the diffracted paths of its basis', () => {
    // A wall of a full garage's width with one door: behind it only paths around are received.
    const cornered: Plan = { ...plan, propagation: { model: 'dominant-path' } };
    const walls = (material: string) =>
      cornered.levels.map((level) => ({
        ...level,
        columns: [],
        walls: level.walls?.map((wall) => (wall.material === 'brick' ? { ...wall, material } : wall)),
      }));
    const thick = { ...cornered, levels: walls('metal') };
    const exact = garageWalkCsv(thick, { seed: 1, sigmaDb: 0, noiseSigmaDb: 0, stepM: 5, real: thick });
    expect(walkErrors(thick, asWalk(exact)).rmseDb).toBeLessThan(0.002);
    const multiWall = { ...thick, propagation: { model: 'multi-wall' } };
    expect(walkErrors(multiWall, asWalk(exact)).rmseDb).toBeGreaterThan(0.5);
    const noisy = garageWalkCsv(thick, { seed: 1, sigmaDb: 3, real: thick, carriers: ['cucc-lte2100'] });
    const { plan: written, report } = calibratePlan(thick, asWalk(noisy));
    expect(report.basis).toBe('dominant-path');
    expect(planModel(written).distanceLaw(1870).diffraction).toBeDefined();
    // The written plan looks for its paths anew, with the fitted losses.
    expect(walkErrors(withoutResiduals(written), asWalk(noisy)).rmseDb).toBeCloseTo(
      report.inSample.after.rmseDb,
      1,
    );
  });

  it('refuses a walk that says nothing of the plan', () => {
    const walk = asWalk(csv);
    expect(refusal(() => calibratePlan({ ...plan, antennas: [] }, walk))).toMatch(/^antennas: found nothing/);
    expect(refusal(() => calibratePlan(plan, { ...walk, readings: [] }))).toMatch(/no row with a level/);
    const few = { ...walk, readings: walk.readings.slice(0, 12) };
    expect(refusal(() => calibratePlan(plan, few))).toMatch(/usable local means; expected at least 20/);
    const others = walk.readings.map((reading) => ({ ...reading, carrierId: undefined }));
    expect(refusal(() => calibratePlan(plan, { ...walk, readings: others }))).toMatch(
      /no row of a carrier that the plan’s antennas send \(504 with a level/,
    );
    const unheard = walk.readings.map((reading) => ({ ...reading, censored: true }));
    expect(refusal(() => calibratePlan(plan, { ...walk, readings: unheard }))).toMatch(/found 0 usable/);
    const formula = {
      ...plan,
      propagation: { model: 'custom', formula: { expression: '90 + 20*log10(distance/m)' } },
    };
    expect(refusal(() => calibratePlan(formula as unknown as Plan, walk))).toMatch(
      /^propagation.model: found custom; expected a model with an exponent to fit: saturating-path, dominant-path, multi-wall, /,
    );
    expect(refusal(() => planModel({ propagation: { model: 'calibrated' } }))).toMatch(
      /^propagation.calibration: found nothing/,
    );
  });
});
