import { readFileSync } from 'node:fs';
import { type Plan, parsePlan, planPdf, predictPlan, readFont } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { createRandom, normalCdf, segmentsCross } from '../../packages/engine/src/core/index.ts';
import {
  designNetwork,
  evaluateHandover,
  findOverlap,
  levelExceeded,
  mendLanes,
} from '../../packages/engine/src/design/index.ts';
import { levelWalls, planProfile } from '../../packages/engine/src/plan/index.ts';
import { createPlainSolver, createSimdKernel, driveLanes } from '../../packages/engine/src/radio/index.ts';
import { tracePoints } from '../../packages/engine/src/workflow/index.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { isLong } from '../support/is-long.ts';
import { onceOf } from '../support/once.ts';
import { fixturePlan } from '../support/run-cli.ts';

const base = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const [carrier] = base.carriers;

/** The fixture with its ramp on both levels, one carrier, a cell per level, and the level outside where it is given. */
function garage(change: { outdoorDbm?: number; cells?: 'one' | 'per-level' }): Plan {
  const { outdoorDbm, cells = 'per-level' } = change;
  const ramp = base.levels[0].zones?.find(({ kind }) => kind === 'ramp');
  if (!ramp) throw new Error('the fixture has a ramp');
  const down = {
    ...ramp,
    id: 'down',
    direction: 'down',
    polygon: [
      [20, 33.5],
      [34, 33.5],
      [34, 39.5],
      [20, 39.5],
    ],
  };
  return parsePlan({
    ...base,
    levels: base.levels.map((level) => ({
      ...level,
      zones: [...(level.zones ?? []), { ...down, id: `${level.id}-down` }],
    })),
    carriers: [carrier],
    antennas: base.antennas.map((antenna) => ({
      ...{ ...antenna, carriers: ['*'], portPowerDbm: {} },
      cell: cells === 'one' ? 'S1' : `S-${antenna.level}`,
    })),
    ...(outdoorDbm === undefined ? {} : { outdoor: { groundRsrpDbm: { [carrier.operator]: outdoorDbm } } }),
  });
}

/** The same with its ramp outside, 36 m long, and no way down to the level below. */
function rampedGarage(demand: { leakageBelowOutdoorDb?: number; overlapS?: number } = {}): Plan {
  const plan = garage({ cells: 'one' });
  const [entrance] = plan.levels[0].zones!.filter(({ kind }) => kind === 'ramp');
  const polygon = [
    [-36, 30],
    [0.2, 30],
    [0.2, 36],
    [-36, 36],
  ];
  const zones = [...plan.levels[0].zones!.filter(({ kind }) => kind !== 'ramp'), { ...entrance, polygon }];
  const portal = { id: 'B1-portal', start: [0, 30.5], end: [0, 35.5], kind: 'fire-shutter', state: 'open' };
  const openings = [...plan.levels[0].openings!, portal];
  return parsePlan({
    ...plan,
    levels: plan.levels.map((level, index) => (index === 0 ? { ...level, zones, openings } : level)),
    requirements: { ...plan.requirements, profileOverrides: { handover: demand } },
  });
}

const solver = createPlainSolver(createSimdKernel());
const evaluate = onceOf(async (plan: Plan) => {
  const prediction = await predictPlan(plan, { solver, resolutionM: 2, locations: 20 });
  return { prediction, handover: await evaluateHandover(prediction) };
});

/** Longest run of samples a hundredth of the lane's step apart at which both levels do. */
function sampledOverlap(
  alongM: number[],
  a: number[],
  b: number[],
  apartDb: number,
  usableDbm: number,
): number {
  let longest = 0;
  let runM = 0;
  const fine = 400;
  for (let index = 1; index < alongM.length; index += 1) {
    for (let part = 0; part < fine; part += 1) {
      const at = (part + 0.5) / fine;
      const [aDbm, bDbm] = [a, b].map((each) => each[index - 1] + at * (each[index] - each[index - 1]));
      const does = Math.abs(aDbm - bDbm) <= apartDb && Math.min(aDbm, bDbm) >= usableDbm;
      runM = does ? runM + (alongM[index] - alongM[index - 1]) / fine : 0;
      longest = Math.max(longest, runM);
    }
  }
  return longest;
}

/** Overlap of two cells on a ramp, of links that are traced every 20 cm, metres. */
function tracedOverlap(plan: Plan, laneId: string, cells: readonly string[]): number {
  const lane = driveLanes(plan.levels, plan.antennas).find(({ id }) => id === laneId)!;
  const profile = planProfile(plan);
  const fine = lane.points.slice(1).flatMap((point, index) => {
    const before = lane.points[index];
    return Array.from({ length: 10 }, (_, part) => {
      const mix = (a: number, b: number) => a + ((part + 1) / 10) * (b - a);
      // The middle of the ramp is where the frame changes to the lower level.
      const isSame = before.levelId === point.levelId;
      const levelId = isSame || part >= 5 ? point.levelId : before.levelId;
      const floorM = (id: string) => plan.levels.find((level) => level.id === id)!.elevationM;
      const groundM = mix(floorM(before.levelId) + before.riseM, floorM(point.levelId) + point.riseM);
      return {
        alongM: mix(before.alongM, point.alongM),
        x: mix(before.position[0], point.position[0]),
        y: mix(before.position[1], point.position[1]),
        z: groundM - floorM(levelId) + profile.phoneHeightM,
        level: levelId,
      };
    });
  });
  const cellDbm = (cell: string) => {
    const indices = plan.antennas.flatMap((antenna, index) => (antenna.cell === cell ? [index] : []));
    return tracePoints(plan, fine, { carrierId: carrier.id }).map((links) => {
      const { bodyLossDb } = links[0].budget;
      const sumMw = indices.reduce(
        (sum, index) =>
          sum +
          10 **
            ((links[index].rsrpDbm + links[index].budget.vehicleLossDb + links[index].budget.bodyLossDb) /
              10),
        0,
      );
      return 10 * Math.log10(sumMw) - bodyLossDb - profile.vehicleLossDb;
    });
  };
  const [above, below] = cells.map(cellDbm);
  const { overlapDb } = profile.handover;
  return sampledOverlap(
    fine.map(({ alongM }) => alongM),
    above,
    below,
    overlapDb,
    profile.voice.lte.rsrpDbm,
  );
}

describe('handover', () => {
  it('overlaps are as long as samples along the lane say (seed 5)', () => {
    const random = createRandom(5);
    for (let round = 0; round < 60; round += 1) {
      const alongM = [0];
      const levels: [number[], number[]] = [[], []];
      for (let index = 0; index < 12; index += 1) {
        if (index > 0) alongM.push(alongM[index - 1] + 0.5 + 2 * random());
        for (const each of levels) each.push(-110 + 40 * random());
      }
      const rule = { apartDb: 3 + 10 * random(), usableDbm: -105 };
      const { lengthM, crossingM, levelDbm } = findOverlap(alongM, ...levels, rule);
      expect(
        Math.abs(lengthM - sampledOverlap(alongM, ...levels, rule.apartDb, rule.usableDbm)),
      ).toBeLessThan(0.05);
      if (crossingM === undefined || levelDbm === undefined) continue;
      const after = alongM.findIndex((each) => each >= crossingM);
      const at = (crossingM - alongM[after - 1]) / (alongM[after] - alongM[after - 1]);
      const [aDbm, bDbm] = levels.map((each) => each[after - 1] + at * (each[after] - each[after - 1]));
      expect(aDbm).toBeCloseTo(bDbm, 9);
      expect(aDbm).toBeCloseTo(levelDbm, 9);
    }
  });

  it('levels that are exceeded with a probability are those of the sum of normal distributions', () => {
    const medians = [-120, -112, -111, -98];
    for (const ratio of [0.05, 0.5, 0.9]) {
      const levelDbm = levelExceeded(medians, 6, ratio);
      const exceeded =
        medians.reduce((sum, each) => sum + normalCdf((each - levelDbm) / 6), 0) / medians.length;
      expect(exceeded).toBeCloseTo(ratio, 4);
    }
  });

  it('lanes lead from open ground to the nearest antenna, in steps, through no wall', () => {
    const plan = garage({});
    const lanes = driveLanes(plan.levels, plan.antennas);
    expect(lanes.map(({ kind }) => kind)).toEqual(['outdoors', 'between-levels']);
    for (const { points } of lanes) {
      for (const [index, { position, alongM, levelId }] of points.entries()) {
        if (index === 0) continue;
        const before = points[index - 1];
        expect(Math.hypot(position[0] - before.position[0], position[1] - before.position[1])).toBeLessThan(
          2.01,
        );
        expect(alongM).toBeGreaterThan(before.alongM - 1e-9);
        const level = plan.levels.find(({ id }) => id === levelId)!;
        if (before.levelId !== levelId || alongM < 3 || lanes[0].points !== points) continue;
        for (const { startMm, endMm } of levelWalls(level).segments) {
          const mm = (at: readonly [number, number]): [number, number] => [1000 * at[0], 1000 * at[1]];
          expect(segmentsCross(mm(before.position), mm(position), startMm, endMm)).toBe(false);
        }
      }
      const end = points[points.length - 1];
      const antennas = plan.antennas.filter(({ level }) => level === end.levelId);
      expect(
        Math.min(
          ...antennas.map(({ position: [x, y] }) => Math.hypot(x - end.position[0], y - end.position[1])),
        ),
      ).toBeLessThan(0.6);
    }
  });

  it('leaves a ramp in the middle of its mouth and straight out of it, at either side and around a bend', () => {
    const [level] = garage({}).levels;
    const outline: [number, number][] = [
      [0, 0],
      [40, 0],
      [40, 30],
      [0, 30],
    ];
    const cases: { polygon: [number, number][]; middle: [number, number]; outwards: [number, number] }[] = [
      {
        polygon: [
          [-26, 8],
          [0.2, 8],
          [0.2, 15],
          [-26, 15],
        ],
        middle: [-26, 11.5],
        outwards: [-1, 0],
      },
      {
        polygon: [
          [10, 29.8],
          [14.3, 29.8],
          [14.3, 62],
          [12, 62],
          [10, 62],
        ],
        middle: [12.15, 62],
        outwards: [0, 1],
      },
      {
        polygon: [
          [20, 29.8],
          [24, 29.8],
          [24, 46],
          [4, 46],
          [4, 42],
          [20, 42],
        ],
        ...{ middle: [4, 44], outwards: [-1, 0] },
      },
    ];
    for (const { polygon, middle, outwards } of cases) {
      const bare = { ...level, outline, walls: [], openings: [], columns: [], holes: [] };
      const zones = [{ id: 'r', kind: 'ramp' as const, direction: 'up' as const, polygon }];
      const [{ points }] = driveLanes([{ ...bare, zones }], []);
      const open = points.filter(({ outdoorRatio }) => outdoorRatio >= 1);
      // Every point of open ground is on the line through the middle of the mouth, square to it.
      expect(open.length).toBeGreaterThan(8);
      for (const {
        position: [x, y],
      } of open) {
        const [dx, dy] = [x - middle[0], y - middle[1]];
        expect(Math.abs(dx * outwards[1] - dy * outwards[0])).toBeLessThan(0.01);
        expect(dx * outwards[0] + dy * outwards[1]).toBeGreaterThan(-0.01);
      }
      const nearestM = Math.min(
        ...open.map(({ position: [x, y] }) => Math.hypot(x - middle[0], y - middle[1])),
      );
      expect(nearestM).toBeLessThan(2);
    }
  });

  it('between levels it is as long as links traced every 20 cm say', { tags: ['thorough'] }, async () => {
    const plan = garage({});
    const { handover } = await evaluate(plan);
    const found = handover.handovers.find(({ lane }) => lane === 'R1')!;
    expect(found.cells).toEqual(['S-B1', 'S-B2']);
    const { speedKmh } = planProfile(plan).handover;
    const sampledM = tracedOverlap(plan, 'R1', ['S-B1', 'S-B2']);
    expect(found.overlapM).toBeGreaterThan(0);
    // Lanes have a point every 2 m.
    expect(Math.abs((found.overlapM ?? 0) - sampledM)).toBeLessThan(2);
    expect(found.overlapS).toBeCloseTo((found.overlapM ?? 0) / (speedKmh / 3.6), 9);
    expect(found.status).toBe((found.overlapM ?? 0) >= (5 * 15) / 3.6 ? 'met' : 'not-met');
  });

  it('with an unknown level outside says for which levels it is met, and is never simply met', {
    tags: ['thorough'],
  }, async () => {
    const { handover: open, prediction } = await evaluate(garage({ cells: 'one' }));
    const [entrance] = open.handovers.filter(({ lane }) => lane === 'E1');
    expect(entrance.cells[1]).toBe('outdoor');
    expect(['depends', 'not-met']).toContain(entrance.status);
    expect(entrance.overlapM).toBeUndefined();
    expect(open.handovers.find(({ lane }) => lane === 'R1')?.status).toBe('same-cell');
    const { overlapM, outdoorDbm } = entrance.longest!;
    const { handover: known } = await evaluate(garage({ cells: 'one', outdoorDbm }));
    const stated = known.handovers.find(({ lane }) => lane === 'E1')!;
    expect(stated.overlapM).toBeCloseTo(overlapM, 6);
    expect(stated.outdoorDbm).toBe(outdoorDbm);
    expect(stated.status).toBe(overlapM >= (5 * 15) / 3.6 ? 'met' : 'not-met');
    const { leakageDistanceM } = prediction.profile.handover;
    for (const { outerEnd, points, meanDbm } of open.leakage) {
      expect(points).toHaveLength(7);
      for (const { position } of points) {
        const farM = Math.hypot(position[0] - outerEnd[0], position[1] - outerEnd[1]);
        expect(farM).toBeCloseTo(leakageDistanceM, 9);
      }
      expect(points.reduce((sum, { medianDbm }) => sum + medianDbm, 0) / 7).toBeCloseTo(meanDbm, 9);
    }
    for (const [index, leak] of open.leakage.entries()) {
      expect(leak.p95Dbm).toBeGreaterThan(leak.meanDbm);
      expect(leak.status).toBe(leak.p95Dbm <= -110 ? 'met' : 'depends');
      const same = known.leakage[index];
      expect(same.p95Dbm).toBeCloseTo(leak.p95Dbm, 9);
      const isMet = leak.p95Dbm <= -110 || leak.p95Dbm <= outdoorDbm - 10;
      expect(same.status).toBe(isMet ? 'met' : 'not-met');
    }
    const { bytes } = planPdf(prediction.plan, { lang: 'zh', fonts: [font], prediction, handover: open });
    const sheet = readPdf(bytes).pages.find((page) => page.some((text) => text.startsWith('重叠区：')))!;
    expect(sheet.filter((text) => text === '未知').length).toBe(1);
    expect(sheet).not.toContain('满足');
    expect(sheet.some((text) => text.includes('…'))).toBe(false);
    // The leakage test: points numbered over all entrances, a row for each point and operator, and room to write.
    const pages = readPdf(bytes).pages;
    const test = pages.find(
      (page) => page.includes('外泄测试图') && page.some((text) => text === '出入口外端（坡道敞口处）'),
    )!;
    const lanes = new Set(open.leakage.map(({ lane }) => lane)).size;
    for (let number = 1; number <= 7 * lanes; number += 1) expect(test).toContain(String(number));
    const record = pages
      .filter(
        (page) => page.some((text) => text.startsWith('外泄测试记录表')) && page.includes('实测 RSRP dBm'),
      )
      .flat();
    const operatorOf = (id: string) =>
      prediction.plan.carriers.find((carrier) => carrier.id === id)!.operator;
    for (const { lane, carrier: sent, points } of open.leakage) {
      const same = open.leakage.filter(
        (each) => each.lane === lane && operatorOf(each.carrier) === operatorOf(sent),
      );
      for (const index of points.keys()) {
        const strongestDbm = Math.max(...same.map((each) => each.points[index].medianDbm));
        expect(record).toContain(strongestDbm.toFixed(1).replace('-', '−'));
      }
    }
  });

  it.runIf(isLong)(
    'names the levels outside that meet handover and leakage, or that none does, as plans that state them say',
    {
      tags: ['thorough'],
      timeout: 120_000,
    },
    async () => {
      const { handover: bare } = await evaluate(rampedGarage());
      const panel = bare.advice[0].best!.antenna;
      const cases = [
        { demand: {}, excluded: false },
        { demand: { leakageBelowOutdoorDb: 40 }, excluded: true },
        { demand: { overlapS: 60 }, excluded: false },
      ];
      for (const { demand, excluded } of cases) {
        const plan = rampedGarage(demand);
        const { handover, prediction } = await evaluate({ ...plan, antennas: [...plan.antennas, panel] });
        const [row] = handover.handovers;
        const [leak] = handover.leakage;
        expect(leak.window).toEqual(row.window);
        const { overlapDbm, bothDbm } = row.window!;
        expect(row.status === 'conflicting').toBe(excluded);
        expect(leak.status === 'conflicting').toBe(excluded);
        expect(bothDbm.length === 0).toBe(excluded || overlapDbm.length === 0);
        const isIn = (ranges: typeof bothDbm, levelDbm: number) =>
          ranges.some(([from, to]) => levelDbm >= from && levelDbm <= to);
        for (let levelDbm = -125; levelDbm < -41; levelDbm += 1.73) {
          const outdoor = { groundRsrpDbm: { [carrier.operator]: levelDbm } };
          const stated = await evaluateHandover({ ...prediction, plan: { ...prediction.plan, outdoor } });
          const isOverlap = stated.handovers[0].status === 'met';
          const isBoth = isOverlap && stated.leakage[0].status === 'met';
          expect([levelDbm, isOverlap, isBoth]).toEqual([
            levelDbm,
            isIn(overlapDbm, levelDbm),
            isIn(bothDbm, levelDbm),
          ]);
        }
        const { bytes } = planPdf(prediction.plan, { lang: 'zh', fonts: [font], prediction, handover });
        const text = readPdf(bytes)
          .pages.map((page) => page.join(''))
          .join('')
          .replaceAll(' ', '');
        expect(text.includes('没有同时满足的室外电平')).toBe(excluded);
        expect(text.includes('切换与外泄不能同时满足1项')).toBe(excluded);
        expect(text.includes('切换、外泄同时满足')).toBe(bothDbm.length > 0);
      }
    },
  );

  it('takes no more from a signal up a ramp than the edge over its portal does (ITU-R P.526)', async () => {
    const plan = garage({ cells: 'one' });
    const [level] = plan.levels;
    const { outdoor, phoneHeightM, handover } = planProfile(plan);
    // A ramp of 12 %: from the ceiling 10 m inside over the edge of the portal to a phone 10 m beyond its upper end.
    const [gradeRatio, insideM] = [0.12, 10];
    const depthM = -level.elevationM;
    const outM = depthM / gradeRatio + handover.leakageDistanceM;
    const portalM = level.clearHeightM;
    const antennaM = level.clearHeightM - 0.1;
    const lineM = antennaM + ((depthM + phoneHeightM - antennaM) * insideM) / (insideM + outM);
    for (const { frequencyMhz } of base.carriers) {
      const wavelengthM = 299.792458 / frequencyMhz;
      const v = (lineM - portalM) * Math.sqrt((2 / wavelengthM) * (1 / insideM + 1 / outM));
      const edgeDb = 6.9 + 20 * Math.log10(Math.sqrt((v - 0.1) ** 2 + 1) + v - 0.1);
      expect(outdoor.entryLossDb).toBeLessThan(edgeDb);
    }
  });

  it('advises a panel on the ramp that meets handover and leakage together, as a prediction with it says', {
    tags: ['thorough'],
  }, async () => {
    const plan = rampedGarage();
    const { handover } = await evaluate(plan);
    const [before] = handover.handovers;
    expect(['not-met', 'conflicting']).toContain(before.status);
    const { best } = handover.advice.find(({ lane }) => lane === 'E1')!;
    expect(best).toMatchObject({ change: 'added', isMended: true, antenna: { type: 'directional' } });
    const { antenna, handovers } = best!;
    const { handover: after } = await evaluate(parsePlan({ ...plan, antennas: [...plan.antennas, antenna] }));
    expect(after.handovers[0].status).toBe('depends');
    expect(after.handovers[0].window!.bothDbm[0][0]).toBeCloseTo(handovers[0].window!.bothDbm[0][0], 6);
    expect(after.advice.some(({ lane }) => lane === 'E1')).toBe(false);
  });

  it('adds the antenna that mends an entrance, once, and none that has no feed or is forbidden', async () => {
    const plan = rampedGarage();
    const { handover: bare } = await evaluate(plan);
    const { plan: after, mended } = await mendLanes(plan);
    expect(after.antennas.slice(0, -1)).toEqual(plan.antennas);
    const added = after.antennas[after.antennas.length - 1];
    expect(mended).toEqual([{ lane: 'E1', antenna: added.id, carriers: [carrier.id] }]);
    expect(added.id).toMatch(/^ANT\d+-B1$/);
    expect(added).toEqual({ ...bare.advice[0].best!.antenna, id: added.id });
    const { handover } = await evaluate(after);
    expect(handover.advice).toEqual([]);
    expect(await mendLanes(after)).toEqual({ plan: after, mended: [] });
    const units = plan.antennas.map((each) => ({ ...each, feed: 'small-cell' as const }));
    expect((await mendLanes({ ...plan, antennas: units })).mended).toEqual([]);
    const everywhere = [
      [-60, -60],
      [120, -60],
      [120, 120],
      [-60, 120],
    ] as [number, number][];
    const placement = { forbidden: [{ level: 'B1', polygon: everywhere }] };
    expect((await mendLanes({ ...plan, placement })).mended).toEqual([]);
  });

  it('advises and adds no antenna where one was withdrawn for want of a feed, and says which', {
    tags: ['thorough'],
  }, async () => {
    const plan = rampedGarage();
    const { handover: bare } = await evaluate(plan);
    const [{ best, unfedCount, withdrawn }] = bare.advice;
    expect([unfedCount, withdrawn]).toEqual([0, []]);
    const { level, position } = best!.antenna;
    const gone = { lane: 'E1', antenna: 'ANT77-B1', level, position };
    const after = { ...plan, network: { withdrawn: [gone] } };
    const { handover, prediction } = await evaluate(after);
    const [advice] = handover.advice;
    expect(advice.withdrawn).toEqual([{ id: 'ANT77-B1', level, position }]);
    expect(advice.unfedCount).toBeGreaterThan(0);
    expect(advice.sitesCount + advice.unfedCount).toBe(bare.advice[0].sitesCount);
    // The ramp lies outside of x = 0: nothing that is advised or added hangs there any more.
    expect(position[0]).toBeLessThan(0);
    if (advice.best) expect(advice.best.antenna.position[0]).toBeGreaterThan(0);
    const { plan: mended } = await mendLanes(after);
    for (const { position: at } of mended.antennas.slice(plan.antennas.length))
      expect(at[0]).toBeGreaterThan(0);
    // Handover and its windows are those of the plan without the antenna.
    expect(handover.handovers).toEqual(bare.handovers);
    expect(handover.leakage).toEqual(bare.leakage);
    const text = (lang: 'zh' | 'en') =>
      readPdf(planPdf(prediction.plan, { lang, fonts: [font], prediction, handover }).bytes)
        .pages.map((page) => page.join(''))
        .join('');
    const [x, y] = position.map((value) => value.toFixed(1));
    expect(text('zh')).toContain(`ANT77-B1（B1，${x.replace('-', '−')}，${y}）`);
    expect(text('en')).toContain('ANT77-B1 (B1');
  });

  it('tries no site that no cable reaches, as a network with antennas there says', {
    tags: ['thorough'],
  }, async () => {
    const plan = rampedGarage();
    const { handover: bare } = await evaluate(plan);
    const { antenna } = bare.advice[0].best!;
    // Without its portal the outer wall, of reinforced concrete, is passed by no cable.
    const shut = parsePlan({
      ...plan,
      levels: plan.levels.map((each) => ({
        ...each,
        openings: each.openings?.filter(({ id }) => id !== 'B1-portal'),
      })),
    });
    for (const [each, unfed] of [
      [plan, undefined],
      [shut, [antenna.id]],
    ] as const) {
      const { plan: designed } = designNetwork(
        { ...each, antennas: [...each.antennas, antenna] },
        {
          ...{ partial: true, effort: 'low' },
        },
      );
      expect(designed.network?.unfed).toEqual(unfed);
    }
    const { handover } = await evaluate(shut);
    expect(handover.advice[0].unfedCount).toBeGreaterThan(0);
    expect(handover.advice[0].best?.antenna.position[0] ?? 1).toBeGreaterThan(0);
    const { plan: mended } = await mendLanes(shut);
    for (const { position: at } of mended.antennas.slice(plan.antennas.length))
      expect(at[0]).toBeGreaterThan(0);
  });

  it('advises an antenna that mends an overlap, as a prediction with that antenna says', {
    tags: ['thorough'],
  }, async () => {
    const plan = garage({});
    const { handover, prediction } = await evaluate(plan);
    const advice = handover.advice.find(({ lane }) => lane === 'R1')!;
    expect(handover.handovers.find(({ lane }) => lane === 'R1')?.status).toBe('not-met');
    expect(advice.carriers).toEqual([carrier.id]);
    expect(advice.best).toMatchObject({ change: 'added', isMended: true });
    const { antenna, handovers } = advice.best!;
    const after = parsePlan({ ...plan, antennas: [...plan.antennas, antenna] });
    const { handover: recomputed } = await evaluate(after);
    const found = recomputed.handovers.find(({ lane }) => lane === 'R1')!;
    expect(found.status).toBe('met');
    expect(found.overlapM).toBeCloseTo(handovers[0].overlapM!, 6);
    expect(recomputed.advice.some(({ lane }) => lane === 'R1')).toBe(false);
    // Lanes have a point every 2 m.
    expect(Math.abs(found.overlapM! - tracedOverlap(after, 'R1', ['S-B1', 'S-B2']))).toBeLessThan(2);
    for (const lang of ['zh', 'en'] as const) {
      const { bytes } = planPdf(plan, { lang, fonts: [font], prediction, handover });
      const text = readPdf(bytes)
        .pages.map((page) => page.join(''))
        .join('');
      const [x, y] = antenna.position.map((value) => value.toFixed(1));
      expect(text).toContain(
        lang === 'zh' ? `增设小区 ${antenna.cell} 的天线` : `cell ${antenna.cell} added at`,
      );
      expect(text).toContain(`(${x}, ${y})`);
      expect(text).toContain(`${found.overlapM!.toFixed(1)} m`);
    }
  });

  it('says the best of the sites where none mends an overlap, and that none is better where none is', {
    tags: ['thorough'],
  }, async () => {
    const plan = garage({ cells: 'one', outdoorDbm: -60 });
    const { handover, prediction } = await evaluate(plan);
    const [before] = handover.handovers;
    const [advice] = handover.advice;
    const { antenna, change, isMended, handovers } = advice.best!;
    expect([advice.lane, change, isMended]).toEqual(['E1', 'moved', false]);
    const after = plan.antennas.map((each) => (each.id === antenna.id ? antenna : each));
    const { handover: recomputed } = await evaluate(parsePlan({ ...plan, antennas: after }));
    expect(recomputed.handovers[0].status).toBe('not-met');
    expect(recomputed.handovers[0].overlapM).toBeCloseTo(handovers[0].overlapM!, 6);
    expect(handovers[0].overlapM).toBeGreaterThan(before.overlapM!);
    const text = (found: typeof handover, of: typeof prediction) =>
      readPdf(planPdf(of.plan, { lang: 'en', fonts: [font], prediction: of, handover: found }).bytes)
        .pages.map((page) => page.join(' '))
        .join(' ');
    expect(text(handover, prediction)).toContain('sites tried mends it; the best,');
    const weak = await evaluate(garage({ cells: 'one', outdoorDbm: -110 }));
    expect(weak.handover.advice.map(({ lane, best }) => [lane, best])).toEqual([['E1', undefined]]);
    expect(text(weak.handover, weak.prediction)).toContain('sites tried is better than the plan');
  });

  it('tries at most so many sites a lane and in all', { tags: ['thorough'] }, async () => {
    const plan = garage({});
    const [first] = plan.levels;
    const entrance = first.zones!.find(({ kind }) => kind === 'ramp')!;
    const { handover } = await evaluate(plan);
    expect(handover.advice.length).toBeGreaterThan(1);
    for (const { sitesCount, sitesAtMost } of handover.advice) {
      expect(sitesCount).toBeGreaterThan(0);
      expect(sitesCount).toBeLessThanOrEqual(sitesAtMost);
    }
    // Six more entrances, of which the last lanes find nothing left.
    const more = [0, 1, 2, 3, 4, 5].map((index) => ({
      ...entrance,
      id: `more-${index}`,
      polygon: entrance.polygon.map(([x, y]): [number, number] => [x, y + 0.01 * index]),
    }));
    const many = parsePlan({
      ...plan,
      levels: plan.levels.map((level) =>
        level === first ? { ...level, zones: [...(level.zones ?? []), ...more] } : level,
      ),
    });
    const { handover: all, prediction: crowded } = await evaluate(many);
    const counts = all.advice.map(({ sitesCount }) => sitesCount);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(all.advice[0].allSitesAtMost);
    expect(counts.slice(-2)).toEqual([0, 0]);
    const { bytes } = planPdf(many, { lang: 'en', fonts: [font], prediction: crowded, handover: all });
    const text = readPdf(bytes)
      .pages.map((page) => page.join(' '))
      .join(' ');
    expect(text).toContain('no site was tried');
  });

  it('draws the garage beside an entrance at the end of a long ramp, and says how far it is', {
    tags: ['thorough'],
  }, async () => {
    const { handover, prediction } = await evaluate(garage({ cells: 'one' }));
    const [first] = handover.leakage;
    const level = prediction.plan.levels.find(({ id }) => id === first.level)!;
    const farthest = (axis: 0 | 1) => Math.max(...level.outline.map((each) => each[axis]));
    const nearest = (axis: 0 | 1) => Math.min(...level.outline.map((each) => each[axis]));
    // 60 m off the middle of one side.
    const outerEnd: [number, number] = [farthest(0) + 60, (farthest(1) + nearest(1)) / 2];
    const moved = {
      ...handover,
      leakage: handover.leakage.map((each) => ({
        ...each,
        outerEnd,
        points: each.points.map((point, index) => ({
          ...point,
          position: [outerEnd[0] + 8, outerEnd[1] - 6 + 2 * index] as [number, number],
        })),
      })),
    };
    const sheetOf = (of: typeof handover) =>
      readPdf(
        planPdf(prediction.plan, { lang: 'zh', fonts: [font], prediction, handover: of }).bytes,
      ).pages.find(
        (page) => page.includes('外泄测试图') && page.some((text) => text === '出入口外端（坡道敞口处）'),
      )!;
    const far = sheetOf(moved);
    expect(far.join('')).toContain('入库处在 60.0 m 外');
    const lanes = [...new Set(handover.leakage.map(({ lane }) => lane))];
    for (const lane of lanes) expect(far).toContain(lane);
    expect(sheetOf(handover).join('')).not.toContain('入库处在');
  });

  it('names neighbours on a ramp and identities that collide modulo 3 and 30', {
    tags: ['thorough'],
  }, async () => {
    const { prediction } = await evaluate(garage({}));
    const { levels } = prediction.plan;
    const collisionOf = async (pci: readonly [number, number]) => {
      const cells = levels.map(({ id }, index) => ({
        cell: `S-${id}`,
        carrier: carrier.id,
        pci: pci[index],
      }));
      const handover = await evaluateHandover({ ...prediction, plan: { ...prediction.plan, cells } });
      return handover.cells.map(({ cell, neighbours, meetsOutdoor, collisions }) => ({
        ...{ cell, neighbours, meetsOutdoor },
        modulo: collisions.map(({ modulo }) => modulo),
      }));
    };
    expect(await collisionOf([7, 8])).toEqual([
      { cell: 'S-B1', neighbours: ['S-B2'], meetsOutdoor: true, modulo: [] },
      { cell: 'S-B2', neighbours: ['S-B1'], meetsOutdoor: false, modulo: [] },
    ]);
    expect((await collisionOf([7, 10])).map(({ modulo }) => modulo)).toEqual([[3], [3]]);
    expect((await collisionOf([7, 37])).map(({ modulo }) => modulo)).toEqual([[30], [30]]);
    expect((await collisionOf([7, 7])).map(({ modulo }) => modulo)).toEqual([['same'], ['same']]);
  });
});
