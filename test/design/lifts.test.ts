import {
  createPlainSolver,
  createSimdKernel,
  evaluateExposure,
  findCarrierProfile,
  floorDxf,
  type Plan,
  parsePlan,
  placePlan,
  predictPlan,
  reportNetwork,
  traceLink,
  verdictTable,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  defaultCatalogue,
  designNetwork,
  findCandidates,
  listPassages,
} from '../../packages/engine/src/design/index.ts';
import { liftShafts } from '../../packages/engine/src/plan/index.ts';
import { buildLevelCrossing, resourceElementRatioDb } from '../../packages/engine/src/radio/index.ts';
import { selfPowersFor } from '../../packages/engine/src/workflow/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

type Level = Plan['levels'][number];
type Location = [number, number];

const solver = createPlainSolver(createSimdKernel());
const carriers = findCarrierProfile('lte').slice(0, 1);

function box(x: number, y: number, width: number, depth: number): Location[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
    [x, y + depth],
  ];
}

function wall(id: string, start: Location, end: Location) {
  return { id, start, end, thicknessM: 0.2, material: 'reinforced-concrete', kind: 'shear' as const };
}

/** The shaft of a lift behind the lobby in front of its doors, in a hall of 40 × 24 m with a tray, a room and a riser. */
function storey(id: string, elevationM: number, overrides: Partial<Level> = {}): Level {
  return buildLevel({
    ...{ id, elevationM, columns: [], bays: [], points: [] },
    walls: [
      wall(`${id}-w`, [18, 16], [18, 18.4]),
      wall(`${id}-e`, [20.4, 16], [20.4, 18.4]),
      wall(`${id}-n`, [18, 18.4], [20.4, 18.4]),
      wall(`${id}-s`, [18, 16], [20.4, 16]),
    ],
    openings: [{ id: `${id}-d`, start: [18.65, 16], end: [19.75, 16], kind: 'lift-door', state: 'closed' }],
    zones: [
      { id: `${id}-lift`, kind: 'lift-car', polygon: box(18.1, 16.1, 2.2, 2.2) },
      { id: `${id}-lobby`, kind: 'lobby', name: '电梯厅', polygon: box(17, 12, 5, 3.9) },
    ],
    facilities: [
      { id: `${id}-er`, kind: 'equipment-room', position: [4, 12] },
      { id: `${id}-t`, kind: 'tray', path: [[2, 11] as Location, [38, 11] as Location] },
      { id: `${id}-sh`, kind: 'shaft', position: [6, 12] },
    ],
    ...overrides,
  });
}

const levels = [storey('B1', -4), storey('B2', -8)];
const demanded = [{ kind: 'lift-car' as const, requiredRatio: 0.9 }];

function garage(overrides: Partial<Plan> = {}): Plan {
  return buildPlan({ levels, carriers, ...overrides });
}

/** In the corner of the shaft farthest from its doors, looking down. */
const panel = (id: string, level: string, overrides: Partial<Plan['antennas'][number]> = {}) =>
  buildAntenna(id, 18.4, 18, { level, type: 'directional', azimuthDeg: 0, downtiltDeg: 90, ...overrides });

const failed = (plan: Plan) =>
  (reportNetwork(plan)?.rules ?? []).filter(({ passed }) => !passed).map(({ id }) => id);

describe('shafts of lifts', () => {
  it('are zones that lie over each other on levels that follow each other', () => {
    const other = { id: 'x', kind: 'lift-car' as const, polygon: box(18.1, 20, 2.2, 2.2) };
    const three = [levels[0], levels[1], storey('B3', -12)];
    three[1] = { ...three[1], zones: [...(three[1].zones ?? []), other] };
    const names = liftShafts(three).map(({ storeys }) => storeys.map(({ zone }) => zone.id));
    expect(names).toEqual([['B1-lift', 'B2-lift', 'B3-lift'], ['x']]);
    // Without its zone on the level between, nobody knows that both are one.
    const gap = [three[0], storey('B2', -8, { zones: [] }), three[2]];
    expect(liftShafts(gap).map(({ storeys }) => storeys.length)).toEqual([1, 1]);
  });

  it('have no slab between their levels, unless the plan says what is open', () => {
    const slabOf = (each: Level[]) => buildLevelCrossing(each, each[0], each[1], 1870, {}).obstacles.slabs;
    const [open] = slabOf(levels) ?? [];
    expect(open.openingsMm.map((ring) => [...ring])).toEqual([
      [18_100, 16_100, 20_300, 16_100, 20_300, 18_300, 18_100, 18_300],
    ]);
    const [closed] = slabOf([{ ...levels[0], slabOpenings: [] }, levels[1]]) ?? [];
    expect(closed.openingsMm).toEqual([]);
    const link = (to: string) =>
      traceLink(garage({ antennas: [panel('P', 'B1')] }), 'P', to).terms.filter(
        ({ name }) => name === 'slab',
      );
    expect(link('19.2,17.2,1.5,B2')).toEqual([]);
    expect(link('10,17.2,1.5,B2')).toHaveLength(1);
  });
});

describe('a radiating cable in a shaft', () => {
  const cable = { couplingLossDb: { 1000: 70 }, longitudinalLossDbPer100M: { 1000: 200 } };
  const falling = buildAntenna('C', 18.4, 18, {
    ...{ type: 'radiating-cable', path: [[18.4, 18]], fallM: 6.2, heightM: 2.5, cable },
    portPowerDbm: { [carriers[0].id]: 20 },
  });
  const plan = garage({ antennas: [falling] });

  /** Its sources one by one, each as a link from a point of the storey that it hangs in. */
  function levelDbm(to: string): number {
    const { frequencyMhz } = carriers[0];
    const [lengthM, count] = [6.2, 13];
    let sumMw = 0;
    for (let index = 0; index < count; index += 1) {
      const alongM = ((index + 0.5) * lengthM) / count;
      const heightM = 2.5 - alongM;
      const from = heightM >= 0 ? `18.4,18,${heightM},B1` : `18.4,18,${heightM + 4},B2`;
      const link = traceLink(plan, from, to, { carrierId: carriers[0].id });
      const lossDb = link.pathLossDb + link.budget.bodyLossDb + link.budget.vehicleLossDb;
      // Free space at 1 m; a line of isotropic sources gives the coupling loss at 2 m.
      const oneMetreDb = 20 * Math.log10((4 * Math.PI * frequencyMhz * 1e6) / 299_792_458);
      const perMetreDb = oneMetreDb + 10 * Math.log10(2 / Math.PI) - 70;
      const sentDbm = 20 + resourceElementRatioDb(carriers[0]) + perMetreDb;
      const fedDbm = sentDbm + 10 * Math.log10(lengthM / count) - (200 * alongM) / 100;
      sumMw += 10 ** ((fedDbm - lossDb) / 10);
    }
    return 10 * Math.log10(sumMw);
  }

  it('radiates on each level from where it hangs there, source by source, to 0.001 dB', () => {
    for (const to of ['19.2,17.2,1.5,B1', '19.2,17.2,1.5,B2', '10,6,1.5,B1', '10,6,1.5,B2']) {
      expect(Math.abs(traceLink(plan, 'C', to).rsrpDbm - levelDbm(to)), to).toBeLessThan(0.001);
    }
  });

  it('is in the maps of both levels as its links say', async () => {
    const { maps } = await predictPlan(plan, { solver, resolutionM: 0.5 });
    for (const { levelId, grid, rsrpDbm } of maps) {
      const [column, row] = [12, 9];
      const x = (grid.originXMm + column * grid.cellMm) / 1000;
      const y = (grid.originYMm + row * grid.cellMm) / 1000;
      const linked = traceLink(plan, 'C', `${x},${y},1.5,${levelId}`).rsrpDbm;
      expect(Math.abs(rsrpDbm[row * grid.columns + column] - linked), levelId).toBeLessThan(0.05);
    }
  });

  it('is as long in the bill as it falls, and no shorter than a cable may be', () => {
    const { plan: fed } = designNetwork(plan);
    const item = reportNetwork(fed)?.bill.items.find(({ part }) => part.startsWith('radiating-cable'));
    expect(item?.quantity).toBeCloseTo(6.2, 6);
    // In the attributes of its block too.
    const drawing = new TextDecoder('gbk').decode(floorDxf(fed, { lang: 'zh' }));
    expect(drawing.split(/\r?\n/).some((line) => line.trim() === '6.2')).toBe(true);
    expect(() => garage({ antennas: [{ ...falling, fallM: undefined }] })).toThrow(/0\.00 m/);
  });
});

describe('feeders into shafts', () => {
  it('pass one wall of the shaft to its antenna, never its doors, and nothing else is in the shaft', () => {
    const antennas = [
      buildAntenna('A', 30, 20),
      panel('P', 'B1'),
      buildAntenna('B', 10, 20, { level: 'B2' }),
    ];
    const { plan } = designNetwork(garage({ antennas }));
    expect(failed(plan).filter((id) => id !== 'passages-assumed')).toEqual([]);
    const cable = plan.network?.cables?.find(({ to }) => to.node === 'P');
    const { penetrations } = listPassages(plan);
    const ways = penetrations.filter(({ cable: id, level }) => id === cable?.id && level === 'B1');
    expect(ways.filter(({ through }) => through === 'lintel')).toEqual([]);
    expect(ways.filter(({ wall: id }) => id?.startsWith('B1-'))).toMatchObject([{ passing: 'fire-seal' }]);
    const inShaft = ([x, y]: Location) => x > 18.1 && x < 20.3 && y > 16.1 && y < 18.3;
    for (const { to, course } of plan.network?.cables ?? []) {
      const inside = course.flatMap(({ path }) => path).filter(inShaft);
      expect(inside, to.node).toEqual(to.node === 'P' ? [[18.4, 18]] : []);
    }
  });

  it('bring all carriers to a panel whose heads are in the car, without a pad, and a pad in the shaft is the panel’s', () => {
    const antennas = [buildAntenna('A', 30, 20), panel('P', 'B1', { heightM: 2.4 })];
    const { plan } = designNetwork(garage({ antennas, carriers: findCarrierProfile('lte') }));
    expect(plan.network?.devices?.filter(({ part }) => part.startsWith('attenuator'))).toEqual([]);
    expect(failed(plan).filter((id) => id !== 'passages-assumed')).toEqual([]);
    const draft = structuredClone(plan);
    const cable = draft.network?.cables?.find(({ to }) => to.node === 'P');
    if (!cable || !draft.network) throw new Error('P is not fed');
    const pad = { id: 'ATT', part: 'attenuator-3', level: 'B1', position: [18.4, 18] as Location };
    const last = {
      ...cable,
      id: 'L99',
      from: { node: 'ATT', port: 'out' },
      lengthM: 1,
      course: [{ level: 'B1', path: [[18.4, 18]] as Location[] }],
    };
    cable.to = { node: 'ATT', port: 'in' };
    draft.network.devices?.push(pad);
    draft.network.cables?.push(last);
    draft.network.parts?.push(...defaultCatalogue().parts.filter(({ id }) => id === pad.part));
    expect(failed(parsePlan(draft))).not.toContain('course-lifts');
  });

  it('of other antennas fail by rule where they run in one', () => {
    const antennas = [buildAntenna('A', 30, 20), panel('P', 'B1')];
    const { plan } = designNetwork(garage({ antennas }));
    const draft = structuredClone(plan);
    const cable = draft.network?.cables?.find(({ to }) => to.node === 'A');
    const run = cable?.course.find(({ level }) => level === 'B1');
    if (!cable || !run) throw new Error('A is not fed');
    run.path = [run.path[0], [19.2, 17.2], run.path[run.path.length - 1]];
    cable.lengthM += 50;
    const rule = reportNetwork(parsePlan(draft))?.rules.find(({ id }) => id === 'course-lifts');
    expect(rule).toMatchObject({ passed: false, failed: 1, failures: [{ at: { id: cable.id } }] });
    expect(rule?.worst?.value).toBeGreaterThan(2);
  });
});

describe('placing for lift cars', () => {
  const requirements = { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023', kinds: demanded };

  it('offers a panel in a corner away from the doors, and a cable past the levels below', () => {
    const plan = garage({ requirements });
    const found = (level: number, kind: 'omni' | 'cable') =>
      findCandidates(plan, plan.levels[level], {
        kinds: [kind],
        selfPowers: selfPowersFor(plan, { kinds: ['cable'] }),
      })
        .map(({ antenna }) => antenna)
        .filter(({ position: [x, y] }) => x > 18 && x < 20.4 && y > 16 && y < 18.4);
    for (const level of [0, 1]) {
      expect(found(level, 'omni')).toMatchObject([
        { type: 'directional', downtiltDeg: 90, position: [18.4, 18], heightM: 2.5 },
      ]);
    }
    expect(found(0, 'cable')).toMatchObject([{ path: [[18.4, 18]], fallM: 6.2 }]);
    expect(found(1, 'cable')).toMatchObject([{ path: [[18.4, 18]], fallM: 2.2 }]);
    const without = garage();
    expect(findCandidates(without, without.levels[0]).some(({ antenna }) => antenna.downtiltDeg === 90)).toBe(
      false,
    );
  });

  it('serves the cars of both levels from one panel, fed, and says so', {
    tags: ['thorough'],
    timeout: 60_000,
  }, async () => {
    const plan = garage({ requirements });
    const options = { solver, resolutionM: 1 } as const;
    const { plan: placed } = await placePlan(plan, { ...options, effort: 'low', gapRatio: 1 });
    const { plan: fed } = designNetwork(placed, { effort: 'low' });
    const prediction = await predictPlan(fed, options);
    expect(prediction.assessment.kinds.find(({ kind }) => kind === 'lift-car')).toMatchObject({
      met: true,
      rooms: 2,
      roomsMet: 2,
    });
    const shaft = fed.antennas.filter(({ downtiltDeg }) => downtiltDeg === 90);
    expect(shaft.map(({ level }) => level)).toEqual(['B1']);
    expect(failed(fed).filter((id) => id !== 'passages-assumed')).toEqual([]);
    expect(prediction.assessment.lifts).toMatchObject({ shafts: 1, isDemanded: true, highestLevel: 'B1' });
    expect(verdictTable(prediction, 'en')).toMatch(
      /Lift cars are part of the target, 90 % of each: the plan has 1 lift shaft;/,
    );
  });

  it('is told not to be asked for in words where the profile asks nothing, with what is expected in the cars', async () => {
    const plan = garage({
      antennas: [buildAntenna('A', 12, 12), buildAntenna('B', 28, 12, { level: 'B2' })],
    });
    const prediction = await predictPlan(plan, { solver, resolutionM: 1 });
    const { lifts, kinds } = prediction.assessment;
    const row = kinds.find(({ kind }) => kind === 'lift-car');
    expect(lifts).toMatchObject({ isDemanded: false, expectedCoverageRatio: row?.expectedCoverageRatio });
    expect(verdictTable(prediction, 'en')).toContain(
      'owner and operators decide whether they should): the plan has 1 lift shaft;',
    );
    expect(verdictTable(prediction, 'en')).toContain('Storeys above B1 are not on the plan');
    expect(verdictTable(prediction, 'zh')).toContain(
      '电梯轿厢不在本次覆盖目标内（方案的验收要求未列此项，是否覆盖由建设单位与运营商确定）：方案中有 1 个电梯井',
    );
    const bare = garage({
      levels: levels.map((level) => ({ ...level, zones: [] })),
      antennas: plan.antennas,
    });
    const none = await predictPlan(bare, { solver, resolutionM: 1 });
    expect(none.assessment.lifts).toBeUndefined();
    expect(verdictTable(none, 'en')).not.toContain('Lift cars');
  });
});

describe('heads in lifts', () => {
  it('are in a closed car, 15 dB below the field in the open at the same place', () => {
    const antennas = [panel('P', 'B1', { portPowerDbm: { [carriers[0].id]: 30 } })];
    const inShaft = evaluateExposure(garage({ antennas })).antennas[0].worst;
    const open = evaluateExposure(
      garage({ levels: levels.map((level) => ({ ...level, zones: [] })), antennas }),
    ).antennas[0].worst;
    // 1 W at a panel of 7 dBi, P·G·R/(4πd²) half a metre straight below with R = 6.02 dB, over 0.4 W/m².
    expect(open.shareRatio).toBeCloseTo((10 ** 0.7 * 10 ** 0.602) / (4 * Math.PI * 0.25) / 0.4, 1);
    // Heads outside of the shaft are farther away, but in no car.
    expect(inShaft.shareRatio).toBeGreaterThanOrEqual((open.shareRatio / 10 ** 1.5) * 0.999);
    expect(inShaft.shareRatio).toBeLessThan(open.shareRatio / 5);
  });
});

describe('rules of lifts', () => {
  it('warn of a panel that more levels than are usual hang on, and of a lobby in another cell', () => {
    const five = [1, 2, 3, 4, 5].map((number) => storey(`B${number}`, -4 * number));
    const lobby = buildAntenna('L', 19, 14, { cell: 'S2' });
    const antennas = [panel('P', 'B1'), lobby];
    const { plan } = designNetwork(garage({ levels: five, antennas }));
    const rules = reportNetwork(plan)?.rules ?? [];
    const found = (id: string) => rules.find((rule) => rule.id === id);
    expect(found('shaft-levels')).toMatchObject({
      passed: false,
      isWarning: true,
      limit: 4,
      worst: { value: 5 },
    });
    expect(found('lift-lobby-cell')).toMatchObject({
      ...{ passed: false, isWarning: true, failed: 1 },
      worst: { value: 1, detail: { lobby: '电梯厅', lobbyCell: 'S2', cells: 'S1' } },
    });
    const two = [panel('P', 'B1'), panel('Q', 'B4'), { ...lobby, cell: 'S1' }];
    const { plan: better } = designNetwork(garage({ levels: five, antennas: two }));
    expect(failed(better).filter((id) => id.includes('lift') || id.startsWith('shaft'))).toEqual([]);
  });
});
