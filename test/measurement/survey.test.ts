import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  parseWalk,
  predictPlan,
  type Survey,
  surveyHtml,
} from '@diku/engine';
import { surveyCsv, surveySvg } from '@diku/engine/documents';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom, normalQuantile } from '../../packages/engine/src/core/index.ts';
import { surveySentences } from '../../packages/engine/src/documents/acceptance/survey-table.ts';
import { planSurvey } from '../../packages/engine/src/measurement/index.ts';
import {
  chanceOfAtLeast,
  confidenceInterval,
  effectiveLocations,
  lowerBound,
  minSamples,
  minServed,
  upperBound,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, fixturePlan, runCli } from '../support/run-cli.ts';
import { crossedWall } from './survey-support/crossed-wall.ts';

const fixture = parsePlan(JSON.parse(readFileSync(fixturePlan, 'utf8')));

/** The long run draws more. */

/** Probability of at least k of n, added up term by term. */
function binomialTail(k: number, n: number, p: number): number {
  let sum = 0;
  let logChoose = 0;
  for (let i = 0; i <= n; i += 1) {
    if (i >= k) sum += Math.exp(logChoose + i * Math.log(p) + (n - i) * Math.log(1 - p));
    logChoose += Math.log((n - i) / (i + 1));
  }
  return sum;
}

/** The stricter rule: the locations prove the ratio. */
function proving(requirements: Plan['requirements']): Plan['requirements'] {
  return { ...requirements, acceptance: { ...requirements.acceptance, rule: 'confidence' } };
}

function ready(plan: Plan, options: Parameters<typeof planSurvey>[1] = {}): Survey {
  const survey = planSurvey(plan, options);
  if (survey.status !== 'ready') throw new Error(survey.status);
  return survey;
}

describe('exact binomial numbers', () => {
  it('points needed to show 90 % with 95 % confidence, by failures allowed', () => {
    // domain.md N9.
    const found = [0, 1, 2, 3, 4, 5, 6, 7].map((failures) => minSamples(failures, 0.9, 0.95));
    expect(found).toEqual([29, 46, 61, 76, 89, 103, 116, 129]);
  });

  it('confidence of four published test results', () => {
    // physics.md section 6: 9/10, 19/20, 191/200 and 831/900 against 90 %.
    const results: [number, number, number][] = [
      [9, 10, 0.264],
      [19, 20, 0.608],
      [191, 200, 0.9965],
      [831, 900, 0.9906],
    ];
    for (const [served, count, confidence] of results) {
      const chance = chanceOfAtLeast({ served, count, effective: count }, 0.9);
      expect(1 - chance).toBeCloseTo(confidence, 3);
    }
  });

  it('chance, rule and bounds agree with sums of terms (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, ratio, fraction) => {
          const served = Math.round(fraction * count);
          const counted = { served, count, effective: count };
          expect(chanceOfAtLeast(counted, ratio)).toBeCloseTo(binomialTail(served, count, ratio), 8);
          const min = minServed(counted, ratio, 0.95);
          if (min !== undefined) {
            expect(binomialTail(min, count, ratio)).toBeLessThanOrEqual(0.05 + 1e-9);
            expect(binomialTail(min - 1, count, ratio)).toBeGreaterThan(0.05 - 1e-9);
          } else expect(ratio ** count).toBeGreaterThan(0.05);
          // At a bound the result is just as unlikely as the confidence allows.
          const low = lowerBound(counted, 0.95);
          if (served > 0) expect(binomialTail(served, count, low)).toBeCloseTo(0.05, 6);
          const high = upperBound(counted, 0.95);
          if (served < count) expect(1 - binomialTail(served + 1, count, high)).toBeCloseTo(0.05, 6);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });

  it('the interval holds the truth at least as often as it says, for every share (summed, not drawn)', () => {
    for (const count of [10, 29, 76]) {
      for (let ratio = 0.5; ratio < 1; ratio += 0.037) {
        let holds = 0;
        for (let served = 0; served <= count; served += 1) {
          const { low, high } = confidenceInterval({ served, count, effective: count }, 0.95);
          if (low > ratio || high < ratio) continue;
          holds += binomialTail(served, count, ratio) - binomialTail(served + 1, count, ratio);
        }
        expect(holds).toBeGreaterThanOrEqual(0.95 - 1e-9);
      }
    }
  });

  it('effective locations have the variance of correlated shadowing drawn many times (seed 11)', () => {
    const points = Array.from({ length: 36 }, (_, index) => ({
      x: 4 * (index % 6),
      y: 4 * Math.floor(index / 6),
      level: 'B1',
    }));
    const random = createRandom(11);
    const factor = cholesky(
      points.map((a) => points.map((b) => Math.exp(-Math.hypot(a.x - b.x, a.y - b.y) / 6))),
    );
    const margin = normalQuantile(0.9);
    const draws = isLong ? 20_000 : 1500;
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const white = points.map(() => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random()))));
      const served = factor.filter(
        (row) => row.reduce((s, value, i) => s + value * (white[i] ?? 0), 0) < margin,
      ).length;
      const fraction = served / points.length;
      sum += fraction;
      squares += fraction * fraction;
    }
    const variance = squares / draws - (sum / draws) ** 2;
    const drawn = (0.9 * 0.1) / variance;
    const computed = effectiveLocations(points, 6, 0.9);
    // 1,500 draws tell the variance to about 5 %, 20,000 to 1 %.
    expect(Math.abs(Math.log(computed / drawn))).toBeLessThan(isLong ? 0.05 : 0.15);
    expect(effectiveLocations(points, 0, 0.9)).toBe(36);
    const apart = points.map((point) => ({ ...point, x: 20 * point.x, y: 20 * point.y }));
    expect(effectiveLocations(apart, 6, 0.9)).toBeCloseTo(36, 3);
    expect(
      effectiveLocations(
        points.map((p) => ({ ...p, x: 0, y: 0 })),
        6,
        0.9,
      ),
    ).toBeCloseTo(1, 6);
  });
});

describe('laying out the test', () => {
  const survey = ready(fixture);

  it('points stand on counted floor, outside walls, columns, holes and rooms, and repeat with the seed', () => {
    for (const point of survey.points.filter(({ required }) => !required))
      expect(faultAt(fixture, point)).toBe('');
    expect(ready(fixture)).toEqual(survey);
    expect(ready(fixture, { seed: 2 }).points).not.toEqual(survey.points);
  });

  it('kinds and levels get points in proportion to their counted area', () => {
    const strata = survey.levels.flatMap(({ byKind }) => Object.values(byKind));
    const areaM2 = strata.reduce((sum, { areaM2 }) => sum + areaM2, 0);
    for (const { areaM2: stratumM2, points } of strata) {
      expect(Math.abs(points - (stratumM2 * survey.rule.locations) / areaM2)).toBeLessThan(1);
    }
  });

  it('counts the floor that the verdict counts, of it what can be reached', async () => {
    const plan = buildPlan({
      antennas: [buildAntenna('A1', 10.25, 12.25)],
      requirements: { coverageRatio: 0.5, confidence: 0.5, profile: 'shanghai-2023' },
    });
    const { assessment } = await predictPlan(plan, { solver: createPlainSolver(createSimdKernel()) });
    const [{ countedAreaM2, reachableAreaM2, byKind }] = ready(plan, { points: 5 }).levels;
    expect(countedAreaM2).toBeCloseTo(assessment.levels[0].countedAreaM2, 6);
    expect(countedAreaM2).toBeCloseTo(assessment.target.location.countedAreaM2, 6);
    expect(reachableAreaM2).toBeLessThanOrEqual(countedAreaM2 + 1e-6);
    expect(Object.values(byKind).reduce((sum, { areaM2 }) => sum + areaM2, 0)).toBeCloseTo(
      reachableAreaM2,
      6,
    );
  });

  it('every charger, gate and payment point is on the route, numbered along it', () => {
    const required = fixture.levels.flatMap(({ id, points = [] }) =>
      points
        .filter(({ kind }) => ['charger', 'gate', 'payment'].includes(kind))
        .map((point) => `${id} ${point.id}`),
    );
    const found = survey.points
      .filter((point) => point.required)
      .map(({ level, pointId }) => `${level} ${pointId}`);
    expect(found.sort()).toEqual(required.sort());
    expect(survey.points.map(({ number }) => number)).toEqual(survey.points.map((_, index) => index + 1));
    expect(survey.unreachable).toEqual([]);
  });

  it('the route passes each point and crosses no wall, in the fixture and among random walls (seeds 1 to 6)', () => {
    const plans = [fixture];
    for (let seed = 1; seed <= 6; seed += 1) {
      const requirements = { coverageRatio: 0.9, confidence: 0.6, profile: 'shanghai-2023' };
      plans.push(
        buildPlan({ requirements, levels: [buildLevel({ walls: randomWalls(seed, 14), points: [] })] }),
      );
    }
    for (const plan of plans) {
      const found = plan === fixture ? survey : ready(plan, { points: 30 });
      for (const { level, lines } of found.routes) {
        for (const line of lines) {
          for (let index = 1; index < line.length; index += 1) {
            expect(crossedWall(plan, level, line[index - 1], line[index])).toBe('');
          }
        }
        const corners = lines.flat();
        for (const point of found.points.filter((each) => each.level === level && !each.required)) {
          const nearest = Math.min(...corners.map(([x, y]) => Math.hypot(x - point.x, y - point.y)));
          // To the cell of the path that a location is in.
          expect(nearest).toBeLessThan(0.2);
        }
      }
    }
  }, 120_000);

  it('in an empty hall the way is little longer than the least that links its points', () => {
    const hall = buildPlan({
      levels: [buildLevel({ walls: [], columns: [], bays: [], openings: [], points: [] })],
    });
    const { points, routes } = ready(
      { ...hall, requirements: { ...hall.requirements, confidence: 0.6 } },
      { points: 30 },
    );
    const tree = spanningTreeM(points.map(({ x, y }) => [x, y]));
    expect(routes[0].lengthM).toBeGreaterThanOrEqual(tree - 1e-6);
    expect(routes[0].lengthM).toBeLessThan(1.35 * tree);
  });

  it('no part of the floor is preferred: points of many seeds are spread as the area is', () => {
    const hall = buildPlan({
      levels: [buildLevel({ walls: [], openings: [], points: [] })],
      requirements: { coverageRatio: 0.9, confidence: 0.5, profile: 'shanghai-2023' },
    });
    let left = 0;
    let low = 0;
    let count = 0;
    for (let seed = 1; seed <= (isLong ? 100 : 8); seed += 1) {
      for (const { x, y } of ready(hall, { points: 40, seed }).points) {
        count += 1;
        if (x < 20) left += 1;
        if (y < 8) low += 1;
      }
    }
    // Four standard deviations of as many independent points; the columns take nothing that shows.
    const sd = (p: number) => 4 * Math.sqrt((p * (1 - p)) / count);
    expect(Math.abs(left / count - 0.5)).toBeLessThan(sd(0.5));
    expect(Math.abs(low / count - 1 / 3)).toBeLessThan(sd(1 / 3) + 0.01);
  }, 120_000);

  it('a test of the share has locations by the floor alone, in tens, and asks for the ratio of them', () => {
    const { rule } = survey;
    expect(rule.locations % 10).toBe(0);
    expect(rule.leastServed).toBe(Math.ceil(0.9 * rule.locations));
    expect(rule.leastServed + rule.mostFailures).toBe(rule.locations);
    // Passing proves nothing of the kind; so many would, by sums of terms, and the sheet says so.
    const proves = rule.provingServed!;
    expect(proves).toBeGreaterThan(rule.leastServed);
    expect(binomialTail(proves, rule.locations, 0.9)).toBeLessThanOrEqual(0.05);
    expect(binomialTail(proves - 1, rule.locations, 0.9)).toBeGreaterThan(0.05);
    const said = surveySentences(survey, fixture, 'zh').rule.join();
    expect(said).toContain(`${rule.locations} 处中须至少 ${proves} 处合格`);
    const bare = { ...fixture, antennas: [] };
    expect(ready(bare).points).toEqual(survey.points);
  });

  it('a test that proves the ratio keeps its risks', () => {
    const wide = proving({ ...fixture.requirements, profileOverrides: { decorrelationM: 1 } });
    const { rule } = ready({ ...fixture, requirements: wide });
    // What was visited is known, and not only shown: the risk is a little more than that of the locations alone.
    expect(rule.consumerRisk).toBeLessThanOrEqual(0.07);
    expect(rule.leastServed).toBeGreaterThan(0.9 * rule.locations);
    expect(rule.leastServed + rule.mostFailures).toBe(rule.locations);
  });

  it('says what is reachable where a garage is too small or points are too few', () => {
    const small = buildPlan({
      levels: [
        buildLevel({
          outline: [
            [0, 0],
            [16, 0],
            [16, 12],
            [0, 12],
          ],
          walls: [],
          columns: [],
          openings: [],
          bays: [],
          points: [],
        }),
      ],
    });
    const result = planSurvey({ ...small, requirements: proving(small.requirements) });
    if (result.status !== 'too-small') throw new Error(result.status);
    expect(result.effectiveLocations).toBeLessThan(29);
    expect(result.reachableConfidence).toBeCloseTo(1 - 0.9 ** result.effectiveLocations, 12);
    const asked = {
      ...small,
      requirements: proving({ ...small.requirements, confidence: result.reachableConfidence - 0.02 }),
    };
    expect(planSurvey(asked).status).toBe('ready');
    expect(
      planSurvey({ ...fixture, requirements: proving(fixture.requirements) }, { points: 12 }),
    ).toMatchObject({
      status: 'too-few-points',
      neededLocations: 29,
    });
  });

  it('the points filled in are a walk test that is read back', () => {
    for (const lang of ['zh', 'en'] as const) {
      const lines = surveyCsv(survey, fixture, lang).split('\r\n');
      const filled = lines.map((line, index) => (index === 0 ? line : line.replace(/,,,$/, ',-91.5,7,')));
      const walk = parseWalk(new TextEncoder().encode(filled.join('\r\n')), fixture);
      expect(walk.setAside).toEqual([]);
      expect(walk.assumptions).toEqual([]);
      const operators = new Set(fixture.carriers.map(({ operator }) => operator)).size;
      expect(walk.readings).toHaveLength(operators * survey.points.length);
      walk.readings.forEach(({ point, x, y, level, required = false, rsrpDbm }, index) => {
        const {
          number,
          x: atX,
          y: atY,
          level: atLevel,
          required: must,
        } = survey.points[Math.floor(index / operators)];
        expect([point, x, y, level, required, rsrpDbm]).toEqual([number, atX, atY, atLevel, must, -91.5]);
      });
    }
  });

  it('sheet and page show every number, and hold no script and no address', () => {
    const sheet = surveySvg(survey, fixture, 'B1', 'en');
    for (const { number, level } of survey.points)
      expect(sheet.includes(`>${number}</text>`)).toBe(level === 'B1');
    const page = surveyHtml(survey, { ...fixture, community: { id: 'x', name: '<b>&' } }, 'zh');
    expect(page).not.toMatch(/<script|https?:|<b>/);
    expect(page).toContain('验收测试方案');
  });
});

describe('diku survey', () => {
  const work = createWorkFolder();
  const { folder } = work;
  afterAll(() => work.remove());
  const bare = { ...fixture, antennas: [] };
  writeFileSync(join(folder, 'bare.json'), JSON.stringify(bare));

  it.runIf(isLong)(
    'prints the rule, writes CSV, page and sheets, the same as the engine gives',
    async () => {
      const first = await runCli(folder, ['survey', 'bare.json', '-o', 'one', '--json']);
      expect(first.status).toBe(0);
      const { survey } = JSON.parse(first.stdout) as { survey: Survey };
      expect(survey).toEqual(JSON.parse(JSON.stringify(ready(bare))));
      expect(readFileSync(join(folder, 'one/points.csv'), 'utf8')).toBe(surveyCsv(survey, bare, 'en'));
      expect(work.list()).toEqual(
        expect.arrayContaining(['one/sheet-B1.png', 'one/sheet-B2.svg', 'one/survey.html']),
      );
    },
    60_000,
  );

  it('ends with 1 and says what can be shown where points are too few, and writes nothing', async () => {
    const words = ['survey', 'bare.json', '--rule', 'confidence', '--points', '10', '-o', 'none.csv'];
    const result = await runCli(folder, words);
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/Too few points.*90 % is shown with confidence/s);
    expect(work.list()).not.toContain('none.csv');
  }, 60_000);
});

/** Lower triangle L with L·Lᵀ = the matrix. */
function cholesky(matrix: number[][]): number[][] {
  const rows: number[][] = [];
  matrix.forEach((source, i) => {
    const row: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      let sum = source[j];
      for (let k = 0; k < j; k += 1) sum -= row[k] * (rows[j]?.[k] ?? row[k]);
      row.push(i === j ? Math.sqrt(sum) : sum / rows[j][j]);
    }
    rows.push(row);
  });
  return rows;
}

/** Length of the minimum spanning tree of locations in the plane (Prim). */
function spanningTreeM(points: readonly number[][]): number {
  const reach = points.map(() => Infinity);
  const left = new Set(points.map((_, index) => index));
  reach[0] = 0;
  let total = 0;
  while (left.size > 0) {
    const next = [...left].reduce((a, b) => (reach[b] < reach[a] ? b : a));
    left.delete(next);
    total += reach[next];
    for (const other of left) {
      const apart = Math.hypot(points[other][0] - points[next][0], points[other][1] - points[next][1]);
      reach[other] = Math.min(reach[other], apart);
    }
  }
  return total;
}

/** Why nobody can stand at a location, by geometry that shares nothing with the engine's grids. */
function faultAt(plan: Plan, { level: id, x, y }: { level: string; x: number; y: number }): string {
  const level = plan.levels.find((each) => each.id === id) as Plan['levels'][number];
  if (!windsAround(level.outline, x, y)) return 'outside';
  if ((level.holes ?? []).some((hole) => windsAround(hole, x, y))) return 'in a hole';
  const zone = (level.zones ?? []).find(
    ({ kind, polygon }) => ['plant', 'core', 'ramp', 'excluded'].includes(kind) && windsAround(polygon, x, y),
  );
  if (zone) return `in ${zone.id}`;
  const column = (level.columns ?? []).find(({ center, radiusM, sizeM, angleDeg = 0 }) => {
    const [dx, dy] = [x - center[0], y - center[1]];
    if (radiusM !== undefined) return Math.hypot(dx, dy) < 0.98 * radiusM;
    const turn = (-angleDeg * Math.PI) / 180;
    const along = Math.abs(dx * Math.cos(turn) - dy * Math.sin(turn));
    const across = Math.abs(dx * Math.sin(turn) + dy * Math.cos(turn));
    return sizeM !== undefined && along < sizeM[0] / 2 && across < sizeM[1] / 2;
  });
  return column ? `in ${column.id}` : '';
}

function windsAround(ring: readonly (readonly number[])[], x: number, y: number): boolean {
  let turns = 0;
  ring.forEach((corner, index) => {
    const next = ring[(index + 1) % ring.length];
    turns += Math.atan2(
      (corner[0] - x) * (next[1] - y) - (corner[1] - y) * (next[0] - x),
      (corner[0] - x) * (next[0] - x) + (corner[1] - y) * (next[1] - y),
    );
  });
  return Math.abs(turns) > 3;
}
