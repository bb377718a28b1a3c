import { readFileSync } from 'node:fs';
import {
  createPlainSolver,
  createSimdKernel,
  floorDxf,
  type Plan,
  planPdf,
  predictPlan,
  readFont,
  reportHtml,
  reportNetwork,
} from '@diku/engine';
import { networkDocument } from '@diku/engine/design';
import { planCsv } from '@diku/engine/documents';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createRandom, phraseText } from '../../packages/engine/src/core/index.ts';
import {
  civilUnitNotes,
  designNetwork,
  listHoles,
  networkBill,
} from '../../packages/engine/src/design/index.ts';
import { openPoints } from '../../packages/engine/src/documents/construction/open-points.ts';
import { derivedStates, levelLinks, withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { readRecords, referencesOf } from '../documents/construction-support/read-groups.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { onceOf } from '../support/once.ts';

type Level = Plan['levels'][number];
type Wall = NonNullable<Level['walls']>[number];
type Opening = NonNullable<Level['openings']>[number];
type Zone = NonNullable<Level['zones']>[number];
type Pair = [number, number];

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const coarse = { solver: createPlainSolver(createSimdKernel()), resolutionM: 2 };
const box = (left: number, bottom: number, right: number, top: number): Pair[] => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
];
const wall = (id: string, start: Pair, end: Pair, rest: Partial<Wall> = {}): Wall => ({
  ...{ id, start, end, thicknessM: 0.3, material: 'reinforced-concrete' },
  ...rest,
});
const door = (id: string, start: Pair, end: Pair, kind: Opening['kind']): Opening => ({
  ...{ id, start, end, kind },
  state: 'open',
});
const room = { id: 'er1', kind: 'equipment-room' as const, position: [4, 12] as Pair };

/** A floor of 60 m × 24 m with an equipment room on its left. */
function floor(overrides: Partial<Level> = {}): Level {
  return buildLevel({
    ...{ outline: box(0, 0, 60, 24), walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [room],
    ...overrides,
  });
}

/** A unit of civil defence on the right of x = 30 m, with a blast door from y = 10 to 14 m. */
const civil = {
  walls: [wall('civil', [30, 0], [30, 24], { thicknessM: 0.4, kind: 'civil-defence' })],
  openings: [door('blast', [30, 10], [30, 14], 'blast-door')],
};

const antennasAt = (...places: Pair[]) =>
  places.map(([x, y], index) => buildAntenna(`ANT${index + 1}`, x, y));

const effort = isLong ? 'normal' : 'low';

const design = onceOf((level: Level, antennas: Plan['antennas'] = antennasAt([45, 12], [50, 6])) => {
  const { plan } = designNetwork(buildPlan({ levels: [level], antennas }), { effort });
  const report = reportNetwork(plan);
  if (!report) throw new Error('no network');
  const { penetrations } = networkDocument(report, plan);
  const failed = report.rules.filter(({ passed }) => !passed).map(({ id }) => id);
  return { plan, report, penetrations, failed };
});

/** Points of all courses of a level, 5 mm apart. */
function pointsOf({ network }: Plan): Pair[] {
  return (network?.cables ?? []).flatMap(({ course }) =>
    course.flatMap(({ path }) =>
      path.slice(1).flatMap(([x, y], index) => {
        const [fromX, fromY] = path[index];
        const steps = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / 0.005));
        return Array.from({ length: steps + 1 }, (_, step): Pair => {
          const t = step / steps;
          return [fromX + t * (x - fromX), fromY + t * (y - fromY)];
        });
      }),
    ),
  );
}

describe('courses and walls of civil defence', () => {
  it('pass beyond the frame wall of a blast door, never over it, and say that the sleeve is assumed', () => {
    const { plan, penetrations, failed, report } = design(floor(civil));
    expect(penetrations).toMatchObject([
      { id: 'P1-B1', through: 'wall', wall: 'civil', wallKind: 'civil-defence', passing: 'pressure-sleeve' },
    ]);
    expect(penetrations[0]).toMatchObject({ isAssumed: true, thicknessM: 0.4 });
    const [x, y] = penetrations[0].position;
    expect(x).toBeCloseTo(30, 3);
    // The door is 4 m wide: an open leaf covers 2 m of wall, and the sleeve is 0.3 m past it.
    expect([7.7, 16.3].some((expected) => Math.abs(y - expected) < 0.31)).toBe(true);
    for (const [px, py] of pointsOf(plan))
      if (Math.abs(px - 30) < 0.2) expect(py <= 10 || py >= 14).toBe(true);
    expect(failed).toEqual(['passages-assumed']);
    expect(report.met).toBe(true);
    const line = report.bill.items.find(({ part }) => part === 'penetration-pressure-sleeve');
    expect(line).toMatchObject({ quantity: 1, unit: 'piece', assumed: true });
  });

  it('fail the rule where nothing leads in but a frame wall without a sleeve, and warn where the plan has its sleeve there', () => {
    const short = wall('civil', [30, 8.5], [30, 15.5], { thicknessM: 0.4, kind: 'civil-defence' });
    const closed = [short, wall('a', [30, 0], [30, 8.5], {}), wall('b', [30, 15.5], [30, 24], {})];
    const { penetrations, failed } = design(floor({ ...civil, walls: closed }));
    expect(penetrations).toMatchObject([
      { wall: 'civil', isAssumed: true, isInFrame: true, isForbidden: true },
    ]);
    expect(failed).toEqual(['course-walls', 'passages-assumed', 'passages-frame']);
    // A wall of the same unit elsewhere, away from doors, takes the sleeve instead.
    const far = wall('far', [30, 0], [30, 8.5], { thicknessM: 0.4, kind: 'civil-defence' });
    const other = design(floor({ ...civil, walls: [short, far, closed[2]] }));
    expect(other.penetrations).toMatchObject([{ wall: 'far', isAssumed: true }]);
    expect(other.penetrations[0].isForbidden ?? other.penetrations[0].isInFrame).toBeUndefined();
    expect(other.failed).toEqual(['passages-assumed']);
    const sleeve = { id: 'slv1', kind: 'sleeve' as const, position: [30, 15] as Pair };
    const drawn = design(floor({ ...civil, facilities: [room, sleeve] }));
    expect(drawn.penetrations).toMatchObject([{ sleeve: 'slv1', isInFrame: true }]);
    expect(drawn.failed).toEqual(['passages-frame']);
  });

  it('pass in the sleeves that the plan has, and nowhere else', () => {
    const sleeve = { id: 'slv1', kind: 'sleeve' as const, position: [30, 20] as Pair };
    const { plan, penetrations, failed } = design(floor({ ...civil, facilities: [room, sleeve] }));
    expect(penetrations).toMatchObject([{ wall: 'civil', sleeve: 'slv1' }]);
    expect(penetrations[0].isAssumed).toBeUndefined();
    expect(failed).toEqual([]);
    for (const [x, y] of pointsOf(plan))
      if (Math.abs(x - 30) < 0.2) expect(Math.abs(y - 20)).toBeLessThan(0.31);
  });

  it('are refused by the antennas behind where no sleeve leads in', () => {
    const sleeve = { id: 'slv1', kind: 'sleeve' as const, position: [20, 20] as Pair };
    expect(() => design(floor({ ...civil, facilities: [room, sleeve] }))).toThrow(
      /ANT1.*civil defence.*sleeve/s,
    );
  });

  it('fail rules where a person draws them over the door, or two cables in one sleeve', () => {
    const sleeve = { id: 'slv1', kind: 'sleeve' as const, position: [30, 20] as Pair };
    const { plan } = design(floor({ ...civil, facilities: [room, sleeve] }));
    const [through] = (plan.network?.cables ?? []).filter(
      ({ course: [{ path }] }) => path.some(([x]) => x < 30) && path.some(([x]) => x > 30),
    );
    const [first, last] = [through.course[0].path[0], through.course[0].path.slice(-1)[0]];
    const redrawn = (path: Pair[]): Plan => {
      const cables = (plan.network?.cables ?? []).map((cable) =>
        cable.id === through.id ? { ...cable, course: [{ level: 'B1', path }] } : cable,
      );
      return withNetworkBasis({ ...plan, network: { ...plan.network, cables } });
    };
    const rulesOf = (changed: Plan) =>
      Object.fromEntries((reportNetwork(changed)?.rules ?? []).map((rule) => [rule.id, rule]));
    const over = rulesOf(redrawn([first, [29, 12], [31, 12], last]));
    expect(over['course-walls']).toMatchObject({
      passed: false,
      failed: 1,
      worst: { at: { id: through.id } },
    });
    const thrice = redrawn([first, [29, 20], [31, 20], [29, 20], [31, 20], last]);
    expect(rulesOf(thrice)['sleeve-cables']).toMatchObject({
      passed: false,
      worst: { at: { kind: 'facility', id: 'slv1' }, value: 3, limit: 1 },
    });
  });
});

/** Metres of the courses of cables of some parts, by their corners. */
function pathM({ network }: Plan, parts: ReadonlySet<string>): number {
  return (network?.cables ?? [])
    .filter(({ part }) => parts.has(part))
    .flatMap(({ course }) => course)
    .reduce(
      (sum, { path }) =>
        sum + path.slice(1).reduce((m, [x, y], k) => m + Math.hypot(x - path[k][0], y - path[k][1]), 0),
      0,
    );
}

describe('seals', () => {
  const sealsOf = (level: Level, x: number) => {
    const { plan, penetrations } = design(level, antennasAt([45, 5], [45, 19]));
    const straight = (id: string, y: number) => ({
      ...(plan.network?.cables ?? [])[0],
      id,
      course: [{ level: 'B1', path: [[x - 8, y] as Pair, [x + 8, y] as Pair] }],
    });
    const cables = [straight('a', 5), straight('b', 19)];
    const holes = listHoles({ ...plan, network: { ...plan.network, cables } });
    expect(penetrations.length).toBeGreaterThan(0);
    return holes.map(({ through, passing }) => `${through} ${passing}`);
  };

  it('of ways over doors are those of the wall, whether a door is drawn in it or in a gap of it', () => {
    for (const kind of ['shear', 'fire'] as const) {
      const walls = [wall('low', [30, 0], [30, 4], { kind }), wall('high', [30, 6], [30, 24], { kind })];
      const openings = [door('gap', [30, 4], [30, 6], 'door'), door('cut', [30, 18], [30, 20], 'door')];
      expect(sealsOf(floor({ walls, openings }), 30)).toEqual(['lintel fire-seal', 'lintel fire-seal']);
    }
  });

  it('of a wall in which a compartment ends name it, and that nothing was read behind', () => {
    const walls = [wall('edge', [30, 0], [30, 24], { kind: 'fire' })];
    const openings = [door('d1', [30, 4], [30, 6], 'door'), door('d2', [30, 18], [30, 20], 'door')];
    const compartments = [{ id: 'f1', kind: 'fire' as const, name: 'FC 1', polygon: box(30, 0, 60, 24) }];
    const { penetrations, plan } = design(
      floor({ walls, openings, compartments }),
      antennasAt([45, 5], [45, 19]),
    );
    expect(penetrations.length).toBeGreaterThan(0);
    for (const { borders } of penetrations) expect(borders).toEqual([{ kind: 'fire', from: '', to: 'f1' }]);
    expect(planCsv(plan, 'penetrations', { lang: 'zh' })).toContain('FC 1 / 未划分');
    const units = design(floor(civil));
    const withArea = {
      ...units.plan,
      levels: [{ ...units.plan.levels[0], compartments: [{ ...compartments[0], polygon: box(0, 0, 6, 6) }] }],
    };
    expect(planCsv(withNetworkBasis(withArea), 'penetrations', { lang: 'zh' })).toContain(
      '人防边界（防护单元未读到）',
    );
  });

  it('of ways into rooms of plant and equipment are against fire through partitions too', () => {
    const walls = [wall('part', [30, 0], [30, 24], { kind: 'partition', material: 'brick' })];
    const openings = [door('d1', [30, 4], [30, 6], 'door'), door('d2', [30, 18], [30, 20], 'door')];
    const plain = sealsOf(floor({ walls, openings }), 30);
    expect(plain).toEqual(['lintel plain', 'lintel plain']);
    for (const kind of ['plant', 'equipment-room', 'core'] as const) {
      const zones: Zone[] = [{ id: 'z', kind, polygon: box(30.15, 0, 36, 12) }];
      expect(sealsOf(floor({ walls, openings, zones }), 30)).toEqual(['lintel fire-seal', 'lintel plain']);
    }
  });
});

describe('units of civil defence with too few sleeves', () => {
  const unit = {
    ...{ id: 'u2', kind: 'civil-defence' as const, name: 'UNIT 2' },
    polygon: box(30, 0, 60, 24),
  };
  const sleeveAt = (y: number, cablesAtMost?: number) => ({
    ...{ id: `slv${y}`, kind: 'sleeve' as const, position: [30, y] as Pair },
    ...(cablesAtMost === undefined ? {} : { cablesAtMost }),
  });
  const behind = (rest: Partial<Level>) => floor({ ...civil, compartments: [unit], ...rest });
  const four = antennasAt([36, 4], [48, 4], [36, 20], [48, 20]);
  /** Cables of a network by whether they are fibres, that a walk in steps of 5 mm finds at x = 30 m. */
  const passing = ({ network, ...plan }: Plan) => {
    const fibres = new Set(network?.parts?.filter(({ kind }) => kind === 'fibre').map(({ id }) => id));
    const through = (network?.cables ?? []).filter((cable) =>
      pointsOf({ ...plan, network: { ...network, cables: [cable] } }).some(([x]) => Math.abs(x - 30) < 0.01),
    );
    return {
      fibres: through.filter(({ part }) => fibres.has(part)).length,
      feeders: through.filter(({ part }) => !fibres.has(part)).length,
    };
  };

  it('are fed over one feeder as long as a sleeve takes it', () => {
    const { plan, failed } = design(behind({ facilities: [room, sleeveAt(20)] }), four);
    expect(passing(plan)).toEqual({ fibres: 0, feeders: 1 });
    expect(plan.network?.civilUnits).toBeUndefined();
    expect(failed).toEqual([]);
  });

  it('have radio units inside on fibre where two paths or two cells need two feeders, and say why', {
    tags: ['thorough'],
  }, () => {
    const twoPaths = four.map((antenna) => ({ ...antenna, paths: 2 }));
    const twoCells = four.map((antenna, index) => ({ ...antenna, cell: `C${1 + (index % 2)}` }));
    for (const antennas of [twoPaths, twoCells]) {
      const { plan, failed } = design(behind({ facilities: [room, sleeveAt(20)] }), antennas);
      expect(failed).toEqual([]);
      expect(passing(plan).feeders).toBe(0);
      expect(passing(plan).fibres).toBeGreaterThan(0);
      for (const { position } of plan.network?.sources ?? []) expect(position[0]).toBeGreaterThan(30);
      expect(plan.network?.civilUnits).toMatchObject([
        { compartment: 'u2', sleeves: ['slv20'], cablesAtMost: 1, cables: 2, fedBy: 'fibre' },
      ]);
      // Cores of one cable: one sleeve on the bill.
      const bill = reportNetwork(plan)?.bill.items.find(({ part }) => part === 'penetration-pressure-sleeve');
      expect(bill?.quantity).toBe(1);
      const said = civilUnitNotes(plan).map((note) => phraseText(note, 'en'));
      expect(said.join()).toMatch(/UNIT 2.*2 cables.*slv20.*take 1.*SRC1.*ANT1, ANT2, ANT3, ANT4/);
      // With room for both, feeders pass: the reason is the sleeves.
      const roomy = design(behind({ facilities: [room, sleeveAt(20, 2)] }), antennas);
      expect(passing(roomy.plan)).toEqual({ fibres: 0, feeders: 2 });
      expect(roomy.plan.network?.civilUnits).toBeUndefined();
    }
  });

  it('take a sleeve for every feeder where sleeves are assumed, and one for all fibres: numbers, locations, bill and rule agree', {
    tags: ['thorough'],
  }, async () => {
    const twoPaths = four.map((antenna) => ({ ...antenna, paths: 2 }));
    const onFibre = design(behind({ facilities: [room, sleeveAt(16.3)] }), twoPaths).plan;
    const fedBoth = design(behind({ facilities: [room, sleeveAt(16.3, 2)] }), twoPaths).plan;
    for (const fed of [onFibre, fedBoth]) {
      const bare = withNetworkBasis({
        ...fed,
        levels: fed.levels.map((level) => ({ ...level, facilities: [room] })),
      });
      const crossing = passing(bare);
      const holes = listHoles(bare).filter((hole) => hole.passing === 'pressure-sleeve');
      expect(crossing.fibres + crossing.feeders).toBeGreaterThan(1);
      // Fibres of one course are cores of one cable, which is on the bill once: nobody has more sleeves cast than it takes.
      expect(holes).toHaveLength(crossing.feeders + Math.min(1, crossing.fibres));
      expect(holes.map(({ cables }) => cables.length)).toEqual(
        crossing.fibres > 0 ? [crossing.fibres] : holes.map(() => 1),
      );
      const glass = new Set(bare.network?.parts?.filter(({ kind }) => kind === 'fibre').map(({ id }) => id));
      const drawnM = (bare.network?.cables ?? []).reduce(
        (sum, { part, lengthM }) => sum + (glass.has(part) ? lengthM : 0),
        0,
      );
      const billedM = networkBill(bare).items.find(({ part }) => glass.has(part))?.quantity ?? 0;
      if (crossing.fibres > 1) expect(billedM).toBeLessThan(drawnM - 10);
      // Cable schedule and blocks in CAD add up to the bill too.
      const fibres = new Set(
        (bare.network?.cables ?? []).filter(({ part }) => glass.has(part)).map(({ id }) => id),
      );
      const sumM = (rows: readonly (readonly [id: string, lengthM: string])[]) =>
        rows.reduce((sum, [id, lengthM]) => sum + (fibres.has(id) ? Number(lengthM) : 0), 0);
      const schedule = parse(planCsv(bare, 'cables', { lang: 'en' }), {
        bom: true,
        relax_column_count: true,
      }) as string[][];
      expect(sumM(schedule.map((row) => [row[0], row[4]]))).toBeCloseTo(billedM, 1);
      const blocks = referencesOf(readRecords(floorDxf(bare, { lang: 'en' }))).filter(
        ({ name, block }) => name === 'DIKU-CABLE' && block === '',
      );
      expect(
        sumM(blocks.map(({ attributes }) => [attributes.NUMBER ?? '', attributes.LENGTH_M ?? ''])),
      ).toBeCloseTo(billedM, 2);
      for (const [index, { position }] of holes.entries()) {
        expect(Math.abs(position[0] - 30)).toBeLessThan(0.2);
        for (const other of holes.slice(0, index))
          expect(Math.abs(other.position[1] - position[1])).toBeGreaterThan(0.14);
      }
      const billed = networkBill(bare).items.find(({ part }) => part === 'penetration-pressure-sleeve');
      expect(billed?.quantity).toBe(holes.length);
      // The first sheet says that all four antennas hang on sleeves that nobody has seen.
      const { doubts } = openPoints(bare, { prediction: await predictPlan(bare, coarse), rules: [] }, 'zh');
      const said = doubts.find((text) => text.startsWith('人防墙、防护单元顶板上的预埋套管均为假设'));
      expect(said).toContain('共关系天线 4 副（全部天线 4 副）');
      for (const { id } of holes) expect(said).toContain(`${id}（后接天线 4 副）`);
      // Small cells are counted as units.
      const units = bare.antennas.map((each) => ({ ...each, feed: 'small-cell' as const }));
      const prediction = await predictPlan(bare, coarse);
      const ofUnits = openPoints({ ...bare, antennas: units }, { prediction, rules: [] }, 'zh').doubts;
      expect(ofUnits.join()).toContain('共关系pRRU 4 台（全部pRRU 4 台）');
      const rules = reportNetwork(bare)?.rules ?? [];
      expect(rules.find(({ id }) => id === 'sleeve-cables')).toMatchObject({
        ...{ passed: true, checked: holes.length },
        worst: { value: 1, limit: 1 },
      });
      expect(rules.find(({ id }) => id === 'passages-assumed')?.failed).toBe(holes.length);
    }
  });

  it('count fibres in too few sleeves as cores of one cable, which is on the bill once where their course is one', () => {
    const { plan } = design(
      behind({ facilities: [room, sleeveAt(20)] }),
      four.map((antenna) => ({ ...antenna, paths: 2 })),
    );
    const fibres = new Set(plan.network?.parts?.filter(({ kind }) => kind === 'fibre').map(({ id }) => id));
    const metresOf = ({ network }: Plan) =>
      (network?.cables ?? [])
        .filter(({ part }) => fibres.has(part))
        .reduce((sum, { lengthM }) => sum + lengthM, 0);
    const billedM = (of: Plan) => networkBill(of).items.find(({ part }) => fibres.has(part))?.quantity ?? 0;
    // All have one course: but for the first, what is left of each are its drops and slack.
    const { fibres: count } = passing(plan);
    expect(count).toBeGreaterThan(1);
    expect(billedM(plan)).toBeCloseTo(metresOf(plan) - (pathM(plan, fibres) * (count - 1)) / count, 1);
    expect(listHoles(plan).filter(({ sleeve }) => sleeve === 'slv20')).toMatchObject([{ isMultiCore: true }]);
    const roomy = {
      ...plan,
      levels: [behind({ facilities: [room, sleeveAt(20, passing(plan).fibres)] })],
    };
    expect(billedM(roomy)).toBeCloseTo(metresOf(roomy), 6);
    expect(listHoles(roomy).filter(({ sleeve }) => sleeve === 'slv20')).toHaveLength(passing(plan).fibres);
  });

  it('over a shutter in no wall say that nobody knows what is above it, and what is billed', async () => {
    const sides = [wall('a', [0, 8], [60, 8]), wall('b', [0, 16], [60, 16])];
    const bare = floor({ walls: sides, openings: [door('s1', [29.6, 8], [29.6, 16], 'fire-shutter')] });
    const { plan } = design(bare, [buildAntenna('ANT1', 40, 12)]);
    const [hole] = listHoles(plan);
    expect(hole).toMatchObject({ through: 'lintel', opening: 's1' });
    expect(hole.wallKind).toBeUndefined();
    expect(planCsv(plan, 'penetrations', { lang: 'zh' })).toContain('门洞上方墙体图上未示，待核实');
    const { doubts } = openPoints(plan, { prediction: await predictPlan(plan, coarse), rules: [] }, 'zh');
    expect(doubts.find((text) => text.startsWith('门洞（卷帘）上方墙体图上未示'))).toContain(hole.id);
  });

  it('have hubs of small cells inside, on fibre', () => {
    const small = four.map((antenna) => ({ ...antenna, feed: 'small-cell' as const }));
    const { plan } = design(behind({ facilities: [room, sleeveAt(20)] }), small);
    expect(passing(plan).feeders).toBe(0);
    expect(reportNetwork(plan)?.rules.find(({ id }) => id === 'sleeve-cables')?.passed).toBe(true);
  });

  it('are fed from their equipment room or over their riser, not through sleeves', () => {
    const inside = { id: 'er2', kind: 'equipment-room' as const, position: [56, 12] as Pair };
    const twoCells = four.map((antenna, index) => ({ ...antenna, cell: `C${1 + (index % 2)}` }));
    const { plan, failed } = design(behind({ facilities: [room, inside, sleeveAt(20)] }), twoCells);
    expect(failed).toEqual([]);
    expect(passing(plan).feeders).toBe(0);
    const shaft = { id: 'sh', kind: 'shaft' as const, position: [50, 12] as Pair };
    const upper = floor({ id: 'B1', elevationM: -4, facilities: [room, shaft] });
    const lower = behind({ id: 'B2', elevationM: -8, facilities: [shaft] });
    const { plan: risen } = designNetwork(
      {
        ...buildPlan({
          levels: [upper, lower],
          antennas: twoCells.map((each) => ({ ...each, level: 'B2' })),
        }),
        requirements: withoutAssumed,
      },
      { effort },
    );
    expect(risen.network?.unfed).toBeUndefined();
    expect(networkDocument(reportNetwork(risen)!, risen).penetrations.map(({ through }) => through)).toEqual(
      expect.arrayContaining(['slab']),
    );
    expect(reportNetwork(risen)?.rules.find(({ id }) => id === 'course-walls')?.passed).toBe(true);
  });

  const { requirements } = buildPlan();
  const withoutAssumed = { ...requirements, profileOverrides: { network: { sleevesAssumed: false } } };

  it('are named with their antennas where not even a fibre may enter', async () => {
    const outside = buildAntenna('OUT', 15, 12);
    const plan = { ...buildPlan({ levels: [behind({})], antennas: [outside, ...four] }) };
    // Sleeves are assumed where a plan has none; one that forbids it has none.
    const { plan: fed } = designNetwork(plan, { effort });
    expect(fed.network?.unfed).toBeUndefined();
    const closed = { ...plan, requirements: withoutAssumed };
    expect(() => designNetwork(closed)).toThrow(/ANT1.*UNIT 2.*feeder or a fibre/s);
    const { plan: partial, design: found } = designNetwork(closed, { partial: true, effort });
    expect(partial.network?.unfed).toEqual(['ANT1', 'ANT2', 'ANT3', 'ANT4']);
    expect(partial.network?.civilUnits).toMatchObject([
      { compartment: 'u2', fedBy: 'none', antennas: ['ANT1', 'ANT2', 'ANT3', 'ANT4'] },
    ]);
    const said = found.notes.map((note) => phraseText(note, 'en')).join();
    expect(said).toMatch(/UNIT 2.*neither a feeder nor a fibre.*ANT1, ANT2, ANT3, ANT4 are not served/);
    const solver = createPlainSolver(createSimdKernel());
    const prediction = await predictPlan(partial, { solver, resolutionM: 2, locations: 20 });
    const html = reportHtml({ prediction, lang: 'zh' });
    expect(html).toContain('UNIT 2：人防墙无可用预埋套管');
    expect(derivedStates(plan).network.state).not.toBe('current');
    expect(derivedStates({ ...fed, requirements: withoutAssumed }).network.state).toBe('stale');
  });

  it('are named where whatever feeds them needs more sleeves', () => {
    const locked = design(
      behind({ facilities: [room, sleeveAt(20, 2)] }),
      four.map((each) => ({ ...each, paths: 2 })),
    );
    const narrowed = {
      ...locked.plan,
      levels: [behind({ facilities: [room, sleeveAt(20)] })],
      network: {
        ...locked.plan.network,
        sources: locked.plan.network?.sources?.map((source) => ({ ...source, locked: true })),
      },
    };
    const { plan, design: found } = designNetwork(narrowed, { effort });
    expect(plan.network?.civilUnits).toMatchObject([{ fedBy: 'overfull', cables: 2, cablesAtMost: 1 }]);
    expect(found.notes.map(({ code }) => code)).toContain('note-unit-overfull');
  });
});

describe('courses and stairs', () => {
  const stair: Zone = { id: 'st1', kind: 'stair', polygon: box(26, 4, 32, 20) };

  it('go around', () => {
    const { plan, failed } = design(floor({ zones: [stair] }), antennasAt([45, 12]));
    const inStair = ([x, y]: Pair) => x > 26.001 && x < 31.999 && y > 4.001 && y < 19.999;
    expect(pointsOf(plan).some(inStair)).toBe(false);
    expect(failed).toEqual(['single-run']);
    const straight = structuredClone(plan);
    for (const { course } of straight.network?.cables ?? []) {
      const [{ path }] = course;
      path.splice(0, path.length, path[0], path[path.length - 1]);
    }
    const rule = reportNetwork(withNetworkBasis(straight))?.rules.find(({ id }) => id === 'course-stairs');
    expect(rule?.passed).toBe(false);
    expect(rule?.worst?.value).toBeCloseTo(6, 1);
  });

  it('rise beside them in a core, and in no shaft that is drawn in one', () => {
    const zones: Zone[] = [
      { id: 'core', kind: 'core', polygon: box(20, 4, 32, 20) },
      { id: 'st1', kind: 'stair', polygon: box(22, 6, 30, 18) },
    ];
    const shaft = { id: 'sh', kind: 'shaft' as const, position: [24, 12] as Pair };
    const level = (id: string, elevationM: number) =>
      floor({ id, elevationM, zones, facilities: [room, shaft] });
    const links = levelLinks([level('B1', -4), level('B2', -8)]);
    expect(links).toHaveLength(1);
    expect(links[0].isShaft).toBe(false);
    for (const { position } of links[0].ends) {
      const [x, y] = position;
      expect(x > 22 && x < 30 && y > 6 && y < 18).toBe(false);
      expect(x > 20 && x < 32 && y > 4 && y < 20).toBe(true);
    }
  });
});

describe('drawn shafts', () => {
  const zones: Zone[] = [{ id: 'core', kind: 'core', polygon: box(20, 4, 32, 20) }];
  const shaftAt = (x: number) => ({ id: 'sh', kind: 'shaft' as const, position: [x, 12] as Pair });
  const designed = (above: number, below: number) => {
    const levels = [
      floor({ id: 'B1', elevationM: -4, zones, facilities: [room, shaftAt(above)] }),
      floor({ id: 'B2', elevationM: -8, zones, facilities: [shaftAt(below)] }),
    ];
    const antennas = [buildAntenna('ANT1-B1', 12, 12), buildAntenna('ANT1-B2', 16, 8, { level: 'B2' })];
    return designNetwork(buildPlan({ levels, antennas }), { effort: 'low' }).plan;
  };
  const notes = (plan: Plan) =>
    readPdf(planPdf(plan, { lang: 'zh', fonts: [font] }).bytes)
      .pages.map((page) => page.join(''))
      .filter((page) => page.includes('孔洞表'))
      .join('');

  it.each([
    ['人防防火分区4', 'fire', 'pressure-sleeve'],
    ['防护单元一', 'civil-defence', 'pressure-sleeve'],
    ['防火分区4（非人防）', 'fire', 'fire-seal'],
    [undefined, 'fire', 'fire-seal'],
  ] as const)('into a compartment named %s (%s) have a hole with a %s', (name, kind, passing) => {
    const compartment = { id: 'c', kind, polygon: box(0, 0, 60, 24), ...(name ? { name } : {}) };
    const levels = [
      floor({ id: 'B1', elevationM: -4, zones, facilities: [room, shaftAt(50)] }),
      floor({ id: 'B2', elevationM: -8, zones, facilities: [shaftAt(50)], compartments: [compartment] }),
    ];
    const antennas = [buildAntenna('ANT1-B1', 12, 12), buildAntenna('ANT1-B2', 16, 8, { level: 'B2' })];
    const plan = buildPlan({ levels, antennas });
    const holes = listHoles(designNetwork(plan, { effort: 'low' }).plan).filter(
      ({ through }) => through === 'slab',
    );
    expect(holes.length).toBeGreaterThan(0);
    for (const hole of holes) {
      expect(hole.passing).toBe(passing);
      // A drawn shaft is a hole for cables; no sleeve of a roof of civil defence is drawn anywhere.
      expect(hole.isAssumed).toBe(passing === 'pressure-sleeve' ? true : undefined);
    }
    const requirements = { ...plan.requirements, profileOverrides: { network: { sleevesAssumed: false } } };
    const apart = levels.map((level) => ({
      ...level,
      facilities: level.facilities?.filter(({ id }) => id !== 'sh'),
    }));
    const tried = () => designNetwork({ ...plan, levels: apart, requirements }, { effort: 'low' });
    if (passing === 'fire-seal') expect(tried().plan.network?.unfed).toBeUndefined();
    else expect(tried).toThrow(/ANT1-B2/);
  });

  it('go before risers that are assumed, and the schedule says why none was passed', {
    tags: ['thorough'],
  }, () => {
    // In no shaft: the two are 14 m apart.
    const apart = designed(50, 36);
    const slabs = listHoles(apart).filter(({ through }) => through === 'slab');
    expect(slabs.map(({ isAssumed }) => isAssumed)).toContain(true);
    expect(notes(apart)).toContain('上下层最近相距 14.0 m，大于 3 m（假设），不上下贯通');
    // One shaft through both: passed where the core is nearer, and nothing to say.
    const stacked = designed(50, 51);
    const at = (stacked.network?.cables ?? []).flatMap(({ course }) =>
      course.slice(1).map(({ path }) => path[0][0]),
    );
    expect(at.length).toBeGreaterThan(0);
    for (const x of at) expect(x).toBeCloseTo(51, 6);
    expect(notes(stacked)).not.toContain('不上下贯通');
  });
});

describe('a column in the only door of a wall', () => {
  it('has no hole made in it: the course passes over the door beside it', () => {
    const column = { id: 'c1', center: [30, 12] as Pair, sizeM: [0.6, 0.6] as Pair, angleDeg: 0 };
    const level = floor({
      walls: [wall('fire', [30, 0], [30, 24], { thicknessM: 0.2, kind: 'fire' })],
      openings: [door('door', [30, 11.25], [30, 12.75], 'fire-door')],
      columns: [column],
    });
    const { plan, penetrations } = design(level, antennasAt([45, 12]));
    expect(penetrations).toHaveLength(1);
    const crossingYs = (plan.network?.cables ?? []).flatMap(({ course }) =>
      course.flatMap(({ path }) =>
        path.slice(1).flatMap(([bx, by], k) => {
          const [ax, ay] = path[k];
          return (ax - 30) * (bx - 30) <= 0 && ax !== bx ? [ay + ((30 - ax) / (bx - ax)) * (by - ay)] : [];
        }),
      ),
    );
    expect(crossingYs.length).toBeGreaterThan(0);
    for (const y of crossingYs) {
      expect(Math.abs(y - 12)).toBeGreaterThan(0.3);
      expect(Math.abs(y - 12)).toBeLessThan(0.75);
    }
  });
});

describe('courses at a fire wall', () => {
  const parted = {
    walls: [
      wall('fire', [30, 0], [30, 10], { thicknessM: 0.2, kind: 'fire' }),
      wall('fire-2', [30, 14], [30, 24], { thicknessM: 0.2, kind: 'fire' }),
    ],
    openings: [door('shutter', [30, 10], [30, 14], 'fire-shutter')],
  };
  /** Metres of the courses that lie in the wall's line, 0.1 m to both sides. */
  const alongM = (plan: Plan) =>
    (plan.network?.cables ?? [])
      .flatMap(({ course }) => course.flatMap(({ path }) => path.slice(1).map((end, at) => [path[at], end])))
      .filter((ends) => ends.every(([x]) => Math.abs(x - 30) < 0.1))
      .reduce((sum, [a, b]) => sum + Math.abs(b[1] - a[1]), 0);

  it('cross it and do not lie in it, nor over its shutter', () => {
    const trays = [
      {
        id: 't1',
        kind: 'tray' as const,
        path: [
          [2, 13.5],
          [30, 13.5],
        ] as Pair[],
      },
      {
        id: 't2',
        kind: 'tray' as const,
        path: [
          [30, 10.5],
          [58, 10.5],
        ] as Pair[],
      },
    ];
    const level = floor({ ...parted, facilities: [room, ...trays] });
    const { plan, penetrations, failed } = design(level, antennasAt([25, 18], [35, 6], [50, 10.5]));
    expect(failed).toEqual([]);
    expect(alongM(plan)).toBe(0);
    expect(penetrations.length).toBeGreaterThan(0);
  });

  it('take one hole where a person draws a course that turns over the shutter', () => {
    const { plan } = design(floor(parted), antennasAt([45, 12]));
    const path: Pair[] = [
      [4, 12],
      [30, 12],
      [30, 12.5],
      [45, 12.5],
      [45, 12],
    ];
    const drawn = structuredClone(plan);
    const last = drawn.network?.cables?.at(-1);
    if (last) last.course = [{ level: 'B1', path }];
    expect(alongM(drawn)).toBe(0.5);
    expect(listHoles(drawn).map(({ opening }) => opening)).toEqual(['shutter']);
  });
});

describe('the schedule of penetrations', () => {
  it('has every way that a walk along the courses finds, and no other (seeds 1 to 12)', {
    tags: ['thorough'],
  }, () => {
    let found = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = createRandom(seed);
      const kinds = ['partition', 'fire', 'shear', 'civil-defence'] as const;
      const doors = ['door', 'fire-door', 'fire-shutter', 'passage'] as const;
      const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
      const xs = [12, 24, 36, 48].map((x) => x + random());
      const walls = xs.map((x, index) =>
        wall(`w${index}`, [x, 0], [x, 24], { thicknessM: 0.2 + 0.2 * random(), kind: pick(kinds) }),
      );
      const openings = xs.map((x, index) => {
        const at = 2 + 18 * random();
        return door(`d${index}`, [x, at], [x, at + 1 + random()], pick(doors));
      });
      const tray = {
        ...{ id: 't1', kind: 'tray' as const },
        path: [[2, 3 + 18 * random()]] as Pair[],
      };
      tray.path.push([58, tray.path[0][1]]);
      const level = floor({ walls, openings, facilities: [room, tray] });
      const antennas = antennasAt(...xs.map((x): Pair => [x + 4 + 2 * random(), 2 + 20 * random()]));
      const { plan, penetrations, failed } = design(level, antennas);
      expect(failed.filter((id) => id !== 'passages-assumed' && id !== 'passages-frame')).toEqual([]);
      for (const { wall: wallId, through, position, isInFrame } of penetrations) {
        const at = walls.findIndex(({ id }) => id === wallId);
        if (through !== 'wall' || walls[at].kind !== 'civil-defence') continue;
        const { start, end, kind } = openings[at];
        const awayM = Math.max(start[1] - position[1], position[1] - end[1]);
        const widthM = end[1] - start[1];
        expect(isInFrame === true).toBe(kind !== 'passage' && awayM < Math.max(1, widthM / 2));
      }
      const listed = penetrations.map(({ cable, wall: wallId, opening }) => `${cable} ${opening ?? wallId}`);
      expect(listed.sort(), `seed ${seed}`).toEqual(passedOnFoot(plan, walls, openings).sort());
      found += listed.length;
      const ways = reportNetwork(plan)?.bill.items.filter(({ kind }) => kind === 'penetration') ?? [];
      expect(ways.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(listed.length);
    }
    expect(found).toBeGreaterThan(40);
  });
});

/** What a walk along every course in steps of 5 mm enters: upright walls at one x each, and doors in them. */
function passedOnFoot(plan: Plan, walls: readonly Wall[], openings: readonly Opening[]): string[] {
  return (plan.network?.cables ?? []).flatMap((cable) => {
    const points = pointsOf({ ...plan, network: { ...plan.network, cables: [cable] } });
    return walls.flatMap(({ id, start: [x], thicknessM }, index) => {
      const { id: doorId, start, end, kind } = openings[index];
      const entered: string[] = [];
      let inside = '';
      for (const [px, py] of points) {
        const overDoor = py > start[1] && py < end[1];
        const at = Math.abs(px - x) >= thicknessM / 2 ? '' : overDoor ? doorId : id;
        if (at !== inside && at !== '' && !(at === doorId && kind === 'passage'))
          entered.push(`${cable.id} ${at}`);
        inside = at;
      }
      return entered;
    });
  });
}

/** Times that the courses cross y = 11 m, by a walk in steps of 5 mm. */
function bordersOnFoot({ network, ...plan }: Plan): number {
  return (network?.cables ?? []).reduce((sum, cable) => {
    const sides = pointsOf({ ...plan, network: { cables: [cable] } })
      .map(([, y]) => Math.sign(Math.round((y - 11) * 1e3)))
      .filter((side) => side !== 0);
    return sum + sides.filter((side, index) => index > 0 && side !== sides[index - 1]).length;
  }, 0);
}

describe('borders of compartments', () => {
  type Area = NonNullable<Level['compartments']>[number];
  const area = (id: string, kind: Area['kind'], left: number, right: number): Area => ({
    ...{ id, kind, name: id.toUpperCase() },
    polygon: box(left, 0, right, 24),
  });
  const fire = [area('f1', 'fire', 0, 30), area('f2', 'fire', 30, 60)];
  const partition = wall('thin', [30, 0], [30, 24], {
    thicknessM: 0.1,
    material: 'brick',
    kind: 'partition',
  });

  it('are sealed against fire where no wall is drawn, which is to be confirmed; each cable on its way', () => {
    const { penetrations, failed, plan } = design(floor({ compartments: fire }));
    expect(penetrations).toMatchObject([
      {
        through: 'border',
        passing: 'fire-seal',
        isAssumed: true,
        borders: [{ kind: 'fire', from: 'f1', to: 'f2' }],
      },
    ]);
    expect(penetrations[0].position[0]).toBeCloseTo(30, 3);
    expect(failed).toContain('passages-assumed');
    // The bill has the seal.
    const seals = reportNetwork(plan)?.bill.items.filter(({ kind }) => kind === 'penetration') ?? [];
    expect(seals.map(({ quantity }) => quantity)).toEqual([1]);
  });

  it('ask for their seal in walls that need none themselves, and are named in those that do', () => {
    const parted = { walls: [partition], openings: [door('d1', [30, 10], [30, 14], 'steel-door')] };
    const plain = design(floor(parted));
    expect(plain.penetrations).toMatchObject([{ through: 'lintel', passing: 'plain' }]);
    expect(plain.penetrations[0].borders).toBeUndefined();
    const sealed = design(floor({ ...parted, compartments: fire }));
    expect(sealed.penetrations).toMatchObject([
      { through: 'lintel', opening: 'd1', passing: 'fire-seal', borders: [{ from: 'f1', to: 'f2' }] },
    ]);
    expect(sealed.penetrations[0].isAssumed).toBeUndefined();
    const units = [area('u1', 'civil-defence', 0, 30), area('u2', 'civil-defence', 30, 60)];
    const both = design(floor({ ...civil, compartments: [...fire, ...units] }));
    expect(both.penetrations).toHaveLength(1);
    expect(both.penetrations[0]).toMatchObject({
      ...{ through: 'wall', passing: 'pressure-sleeve' },
      borders: [
        { kind: 'fire', from: 'f1', to: 'f2' },
        { kind: 'civil-defence', from: 'u1', to: 'u2' },
      ],
    });
  });

  it('meet across the thickness of a wall and not across a floor; one alone parts nothing', () => {
    const apart = (gapM: number) =>
      design(floor({ compartments: [fire[0], area('f2', 'fire', 30 + gapM, 60)] })).penetrations;
    expect(apart(0.3)).toMatchObject([{ through: 'border', position: [30.15, expect.any(Number)] }]);
    expect(apart(3)).toEqual([]);
    expect(design(floor({ compartments: [fire[0]] })).penetrations).toEqual([]);
  });

  const floors = isLong ? 12 : 4;
  it(`are crossed less often than the shortest courses would, at less cost (seeds 1 to ${floors})`, {
    tags: ['thorough'],
  }, () => {
    const halves = [
      { ...fire[0], polygon: box(0, 0, 60, 11) },
      { ...fire[1], polygon: box(0, 11, 60, 24) },
    ];
    const sum = { weighed: 0, blind: 0, weighedCny: 0, blindCny: 0 };
    for (let seed = 1; seed <= floors; seed += 1) {
      const random = createRandom(seed);
      const antennas = antennasAt(
        ...Array.from(
          { length: 8 },
          (_, index): Pair => [
            12 + 2.5 * index + random(),
            index % 2 === 0 ? 10 - 2 * random() : 12 + 2 * random(),
          ],
        ),
      );
      const weighed = design(floor({ compartments: halves }), antennas);
      const blind = design(floor(), antennas);
      // The courses that know nothing of compartments, in the garage that has them.
      const listed = [weighed, blind].flatMap(({ plan }) => plan.network?.parts ?? []);
      const parts = [...new Map(listed.map((part) => [part.id, part])).values()];
      const held = { ...blind.plan, levels: weighed.plan.levels, network: { ...blind.plan.network, parts } };
      for (const [key, plan] of [
        ['weighed', weighed.plan],
        ['blind', held],
      ] as const) {
        sum[key] += bordersOnFoot(plan);
        sum[`${key}Cny`] += networkBill(plan).costCny;
      }
    }
    expect(sum.weighed).toBeLessThan(0.7 * sum.blind);
    expect(sum.weighedCny).toBeLessThan(sum.blindCny);
  });

  it('are passed by fibres where a feeder passes, not a shorter course with a hole more', () => {
    const level = floor({
      walls: [wall('fire', [30, 0], [30, 24], { kind: 'fire' })],
      openings: [door('d1', [30, 11], [30, 13], 'fire-door')],
      facilities: [
        room,
        {
          id: 't1',
          kind: 'tray',
          path: [
            [2, 17],
            [40, 17],
          ],
        },
        {
          id: 't2',
          kind: 'tray',
          path: [
            [34, 13],
            [58, 13],
          ],
        },
      ],
    });
    const source = {
      id: 'SRC1',
      level: 'B1',
      position: [58, 13] as Pair,
      cell: 'S1',
      units: [],
      locked: true,
    };
    const antennas = antennasAt([10, 17], [22, 17]);
    const { plan } = designNetwork({
      ...buildPlan({ levels: [level], antennas }),
      network: { sources: [source] },
    });
    const holes = listHoles(plan);
    const fibres = new Set(plan.network?.parts?.filter(({ kind }) => kind === 'fibre').map(({ id }) => id));
    const isFibre = (id: string) =>
      fibres.has(plan.network?.cables?.find((cable) => cable.id === id)?.part ?? '');
    expect(holes).toHaveLength(1);
    // The shortest course passes the door; this is the feeder's hole.
    expect(holes[0].position[1]).toBeCloseTo(17, 1);
    expect(holes[0].cables.some(isFibre)).toBe(true);
    expect(holes[0].cables.some((id) => !isFibre(id))).toBe(true);
  });

  it('that move make the network stale; their names do not', () => {
    const { plan } = design(floor({ compartments: fire }));
    const withAreas = (compartments: Area[]): Plan => ({
      ...plan,
      levels: plan.levels.map((level) => ({ ...level, compartments })),
    });
    const { network } = derivedStates(plan);
    expect(network.state).toBe('current');
    expect(derivedStates(withAreas([fire[0], { ...fire[1], name: 'X' }])).network.state).toBe('current');
    const moved = derivedStates(withAreas([fire[0], area('f2', 'fire', 31, 60)])).network;
    expect(moved.state).toBe('stale');
    expect(JSON.stringify(moved)).toContain('moved-compartments');
  });
});
