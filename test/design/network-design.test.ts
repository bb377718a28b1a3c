import {
  findCarrierProfile,
  InputError,
  type Plan,
  parseCatalogue,
  parsePlan,
  reportNetwork,
} from '@diku/engine';
import type { Catalogue } from '@diku/engine/design';
import type { CatalogPart } from '@diku/engine/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, PlanError } from '../../packages/engine/src/core/index.ts';
import {
  defaultCatalogue,
  designNetwork,
  networkBill,
  steinerTree,
} from '../../packages/engine/src/design/index.ts';
import type { Routing } from '../../packages/engine/src/design/network/design/build-routing.ts';
import { improveCourses } from '../../packages/engine/src/design/network/design/improve-courses.ts';
import { indexGraph } from '../../packages/engine/src/design/network/design/reduce-graph.ts';
import { cableLossDb, evaluateNetwork, partLossDb } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { randomAntennas } from './network-support/random-antennas.ts';

type Level = Plan['levels'][number];
type Point = [number, number];

/** An open hall with two trays and an equipment room behind a wall with a door. */
function hall(overrides: Partial<Level> = {}): Level {
  return buildLevel({
    outline: [
      [0, 0],
      [80, 0],
      [80, 50],
      [0, 50],
    ],
    walls: [
      { id: 'r1', start: [0, 8], end: [8, 8], thicknessM: 0.2, material: 'concrete-block' },
      { id: 'r2', start: [8, 0], end: [8, 8], thicknessM: 0.2, material: 'concrete-block' },
      { id: 'w1', start: [40, 0], end: [40, 30], thicknessM: 0.3, material: 'reinforced-concrete' },
    ],
    openings: [{ id: 'd1', start: [3, 8], end: [4, 8], kind: 'fire-door', state: 'closed' }],
    columns: [],
    bays: [],
    points: [],
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [4, 4] },
      {
        id: 't1',
        kind: 'tray',
        path: [
          [2, 12],
          [78, 12],
        ],
      },
      {
        id: 't2',
        kind: 'tray',
        path: [
          [60, 12],
          [60, 45],
        ],
      },
    ],
    ...overrides,
  });
}

/**
 * Returns what every carrier has at every antenna, by following cables from the sources: nothing of the design is used.
 */
function forwardPowers(plan: Plan): Map<string, Record<string, number>> {
  const { sources = [], devices = [], cables = [], parts = [] } = plan.network ?? {};
  const part = (id: string) => parts.find((each) => each.id === id) as CatalogPart;
  const reached = new Map<string, Record<string, number>>();
  const follow = (node: string, port: string, powers: Record<string, number>) => {
    const cable = cables.find(({ from }) => from.node === node && from.port === port);
    if (!cable) return;
    const mhz = (id: string) => plan.carriers.find((carrier) => carrier.id === id)?.frequencyMhz ?? 0;
    const lose = (input: Record<string, number>, lossDb: (frequencyMhz: number) => number) =>
      Object.fromEntries(Object.entries(input).map(([id, powerDbm]) => [id, powerDbm - lossDb(mhz(id))]));
    const arrived = lose(powers, (f) => cableLossDb(part(cable.part), cable.lengthM, f));
    const device = devices.find(({ id }) => id === cable.to.node);
    if (!device) {
      expect(reached.has(cable.to.node)).toBe(false);
      reached.set(cable.to.node, arrived);
      return;
    }
    const devicePart = part(device.part);
    const ports =
      devicePart.kind === 'coupler'
        ? ['through', 'coupled']
        : devicePart.kind === 'attenuator'
          ? ['out']
          : Array.from({ length: devicePart.ways ?? 0 }, (_, index) => `out${index + 1}`);
    for (const each of ports)
      follow(
        device.id,
        each,
        lose(arrived, (f) => partLossDb(devicePart, each, f)),
      );
  };
  for (const source of sources) {
    const poi = source.part === undefined ? undefined : part(source.part);
    const powers: Record<string, number> = {};
    for (const { outputPowerDbm } of source.units) {
      for (const [id, powerDbm] of Object.entries(outputPowerDbm)) {
        const mhz = plan.carriers.find((carrier) => carrier.id === id)?.frequencyMhz ?? 0;
        powers[id] = powerDbm - (poi ? partLossDb(poi, 'out1', mhz) : 0);
      }
    }
    follow(source.id, 'out1', powers);
  }
  return reached;
}

/** Returns where a course passes through a wall's middle line outside of openings: [x, y] of each location. */
function wallCrossings(level: Level, path: readonly Point[]): Point[] {
  const found: Point[] = [];
  for (let index = 0; index + 1 < path.length; index += 1) {
    const [a, b] = [path[index], path[index + 1]];
    for (const { start, end } of level.walls ?? []) {
      const d = (b[0] - a[0]) * (end[1] - start[1]) - (b[1] - a[1]) * (end[0] - start[0]);
      if (d === 0) continue;
      const t = ((start[0] - a[0]) * (end[1] - start[1]) - (start[1] - a[1]) * (end[0] - start[0])) / d;
      const u = ((start[0] - a[0]) * (b[1] - a[1]) - (start[1] - a[1]) * (b[0] - a[0])) / d;
      if (t < 0 || t > 1 || u < 0 || u > 1) continue;
      const point: Point = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
      const isOpening = (level.openings ?? []).some(
        (opening) => distanceTo(point, opening.start, opening.end) < 0.01,
      );
      if (!isOpening) found.push(point);
    }
  }
  return found;
}

function distanceTo(point: Point, a: readonly number[], b: readonly number[]): number {
  const squared = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
  const t = Math.max(
    0,
    Math.min(1, ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / squared),
  );
  return Math.hypot(point[0] - a[0] - t * (b[0] - a[0]), point[1] - a[1] - t * (b[1] - a[1]));
}

describe('network design', () => {
  it.each(isLong ? [1, 3] : [1])(
    'powers that it claims are those that arrive, within their windows (seed %i)',
    (seed) => {
      const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(seed, 4 + 3 * seed) });
      const { plan: designed, design } = designNetwork(plan, { seed, effort: isLong ? 'normal' : 'low' });
      const read = parsePlan(JSON.parse(JSON.stringify(designed)));
      const powers = forwardPowers(read);
      expect([...powers.keys()].sort()).toEqual(plan.antennas.map(({ id }) => id).sort());
      let weakestDb = Number.POSITIVE_INFINITY;
      for (const antenna of read.antennas) {
        for (const { id, portPowerDbm } of plan.carriers) {
          const powerDbm = powers.get(antenna.id)?.[id] ?? Number.NaN;
          expect(antenna.portPowerDbm?.[id]).toBeCloseTo(powerDbm, 5);
          weakestDb = Math.min(weakestDb, powerDbm - portPowerDbm);
          // Each port in its window, from the target to the cap.
          expect(powerDbm).toBeGreaterThanOrEqual(portPowerDbm - 1e-9);
          expect(powerDbm).toBeLessThanOrEqual(15 + 1e-9);
        }
      }
      expect(design.worst?.deviationDb).toBeCloseTo(weakestDb, 5);
      expect(design.reachedToleranceDb).toBe(0);
      // The other evaluation of the engine agrees, and every unit keeps its headroom.
      expect(evaluateNetwork(read)?.worst?.deviationDb).toBeCloseTo(weakestDb, 5);
      for (const source of read.network?.sources ?? []) {
        for (const { part, outputPowerDbm } of source.units) {
          const rated = read.network?.parts?.find(({ id }) => id === part)?.sourcePowerDbm ?? 0;
          for (const powerDbm of Object.values(outputPowerDbm))
            expect(powerDbm).toBeLessThanOrEqual(rated - 3 + 1e-9);
        }
      }
    },
  );

  it('no port is over the cap, and pads are a last resort (seeds 11 to 14)', { tags: ['thorough'] }, () => {
    let pads = 0;
    let ports = 0;
    for (const seed of [11, 12, 13, 14]) {
      const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(seed, 8) });
      const targets = (portPowerDbm: number): Plan => ({
        ...plan,
        carriers: plan.carriers.map((carrier) => ({ ...carrier, portPowerDbm })),
      });
      for (const each of [plan, targets(14.5)]) {
        const { plan: designed, design } = designNetwork(each, { seed, effort: 'low' });
        const capDbm = 15 + 1e-9;
        for (const powers of forwardPowers(parsePlan(designed)).values())
          for (const powerDbm of Object.values(powers)) expect(powerDbm).toBeLessThanOrEqual(capDbm);
        expect(reportNetwork(designed)?.rules.find(({ id }) => id === 'port-power')).toMatchObject({
          passed: true,
          limit: 15,
        });
        if (each !== plan) continue;
        expect(design.reachedToleranceDb).toBe(0);
        const kinds = new Map(designed.network?.parts?.map(({ id, kind }) => [id, kind]));
        pads += (designed.network?.devices ?? []).filter(
          ({ part }) => kinds.get(part) === 'attenuator',
        ).length;
        ports += each.antennas.length;
      }
    }
    // Antennas at random, some beside the source; in public garages it is 1 in 28.
    expect(pads / ports).toBeLessThanOrEqual(1 / 10);
  });

  it.each(isLong ? [5, 6, 7] : [5])(
    'courses pass through walls on trays only, and bounds hold (seed %i)',
    (seed) => {
      const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(seed, 9) });
      const { plan: designed, design } = designNetwork(plan, { seed, effort: 'low' });
      const [level] = plan.levels;
      const trays = (level.facilities ?? []).flatMap(({ path }) => (path ? [path] : []));
      for (const { course, lengthM } of designed.network?.cables ?? []) {
        const drawnM = course.reduce(
          (sum, { path }) =>
            sum +
            path
              .slice(1)
              .reduce((part, b, index) => part + Math.hypot(b[0] - path[index][0], b[1] - path[index][1]), 0),
          0,
        );
        expect(lengthM).toBeGreaterThanOrEqual(drawnM - 0.01);
        for (const { path } of course) {
          for (const point of wallCrossings(level, path)) {
            const offM = Math.min(...trays.map((tray) => distanceTo(point, tray[0], tray[1])));
            expect(offM).toBeLessThan(0.01);
          }
        }
      }
      for (const tree of design.trees) {
        expect(tree.leastLengthM).toBeLessThanOrEqual(tree.lengthM + 1e-6);
        expect(tree.leastCourseCny).toBeLessThanOrEqual(tree.courseCny + 1e-6);
        if (tree.isLeast) expect(tree.courseCny).toBeLessThanOrEqual(1.1 * tree.leastCourseCny);
      }
    },
  );

  it('joins two levels through the shaft that stands on both, and names levels that none joins', {
    tags: ['thorough'],
  }, () => {
    const shaft = (id: string) => ({ id, kind: 'shaft' as const, position: [70, 25] as Point });
    const upper = hall();
    const lower = hall({
      id: 'B2',
      elevationM: -8,
      facilities: [
        {
          id: 't9',
          kind: 'tray',
          path: [
            [2, 12],
            [78, 12],
          ],
        },
        shaft('sh2'),
      ],
    });
    const antennas = [...randomAntennas(8, 5), ...randomAntennas(9, 5, 'B2')];
    const joined = buildPlan({
      levels: [{ ...upper, facilities: [...(upper.facilities ?? []), shaft('sh1')] }, lower],
      antennas,
    });
    const { plan, design } = designNetwork(joined, { effort: 'low' });
    expect(forwardPowers(plan).size).toBe(antennas.length);
    const risers = (plan.network?.cables ?? []).filter(({ course }) => course.length > 1);
    expect(risers.length).toBeGreaterThan(0);
    for (const { course } of risers) {
      const [a] = course[0].path.slice(-1);
      const [b] = course[1].path;
      expect([a, b]).toEqual([
        [70, 25],
        [70, 25],
      ]);
    }
    expect(design.notes.map(({ code }) => code)).not.toContain('note-shafts-assumed');
    const apart = buildPlan({ levels: [upper, lower], antennas });
    const error = errorOf(() => designNetwork(apart));
    expect(error).toBeInstanceOf(PlanError);
    expect(error.message).toContain('ANT1-B2');
    expect(error.message).toContain('no shaft');
    const partial = designNetwork(apart, { partial: true, effort: 'low' });
    expect(partial.design.unreached.map(({ antenna }) => antenna)).toEqual(
      antennas.filter(({ level }) => level === 'B2').map(({ id }) => id),
    );
    expect(forwardPowers(partial.plan).size).toBe(antennas.filter(({ level }) => level === 'B1').length);
  });

  it('names an antenna that walls shut in, and a plan without an equipment room gets an assumed location', () => {
    const cage = [
      [20, 20],
      [30, 20],
      [30, 30],
      [20, 30],
    ] as Point[];
    const walls = cage.map((start, index) => ({
      ...{ id: `c${index}`, start, end: cage[(index + 1) % 4], thicknessM: 0.2, material: 'concrete-block' },
    }));
    const shut = hall({ walls, openings: [] });
    const antennas = [buildAntenna('IN', 25, 25), buildAntenna('OUT', 60, 25)];
    const error = errorOf(() => designNetwork(buildPlan({ levels: [shut], antennas })));
    expect(error).toBeInstanceOf(PlanError);
    expect(error.message).toMatch(/antennas\[0\] "IN".*walls around it/);
    const bare = hall({
      facilities: [],
      zones: [
        {
          id: 'z1',
          kind: 'plant',
          polygon: [
            [0, 0],
            [8, 0],
            [8, 8],
            [0, 8],
          ],
        },
      ],
    });
    const { plan, design } = designNetwork(buildPlan({ levels: [bare], antennas: randomAntennas(3, 4) }), {
      effort: 'low',
    });
    expect(design.notes.map(({ code }) => code)).toContain('note-site-assumed');
    expect(plan.network?.sources?.[0].position).toEqual([4, 4]);
  });

  it('feeds small cells from hubs by data cables within their reach, antennas by the tree', () => {
    const antennas = randomAntennas(4, 14).map((antenna, index): Plan['antennas'][number] =>
      index % 3 === 0 ? antenna : { ...antenna, feed: 'small-cell' },
    );
    const { plan, design } = designNetwork(buildPlan({ levels: [hall()], antennas }), { effort: 'low' });
    const read = parsePlan(JSON.parse(JSON.stringify(plan)));
    const evaluation = evaluateNetwork(read);
    expect(evaluation?.unfed).toEqual([]);
    // Telecom and unicom share a network, mobile has its own: two units in each place.
    expect(design.smallCells).toBe(2 * antennas.filter(({ feed }) => feed === 'small-cell').length);
    const parts = new Map((read.network?.parts ?? []).map((part) => [part.id, part]));
    const hubs = new Set((read.network?.sources ?? []).map(({ id }) => id));
    for (const { to, part, lengthM } of read.network?.cables ?? []) {
      const isSmall = read.antennas.find(({ id }) => id === to.node)?.feed === 'small-cell';
      expect(parts.get(part)?.kind).toBe(isSmall ? 'data-cable' : hubs.has(to.node) ? 'fibre' : 'cable');
      if (isSmall) expect(lengthM).toBeLessThanOrEqual(parts.get(part)?.longestM ?? 0);
    }
    for (const { part, units } of read.network?.sources ?? []) {
      const hub = parts.get(part ?? '');
      if (hub?.kind === 'hub') expect(units.length).toBeLessThanOrEqual(hub.ways ?? 0);
    }
  });

  it('puts hubs at facilities only, and assumes a location where the plan has none', () => {
    const antennas = randomAntennas(14, 5).map((antenna): Plan['antennas'][number] => ({
      ...antenna,
      feed: 'small-cell',
    }));
    const hubs = (facilities: NonNullable<Level['facilities']>) =>
      designNetwork(buildPlan({ levels: [hall({ facilities })], antennas }), { effort: 'low' });
    const shaft = { id: 's1', kind: 'shaft' as const, position: [30, 40] as [number, number] };
    const supply = { id: 'p1', kind: 'power' as const, position: [31, 38] as [number, number] };
    const powered = hubs([supply, shaft]);
    // One hub for each of the two networks, in the shaft: nothing of a network stands in a supply room.
    expect(powered.plan.network?.sources?.map(({ facility }) => facility)).toEqual(['s1', 's1']);
    expect(powered.design.notes.map(({ code }) => code)).toContain('note-hub-power');
    // A supply room alone: hubs hang outside of it, or it is said that they do not belong there.
    const supplied = hubs([supply]);
    const places = supplied.plan.network?.sources?.map(({ facility }) => facility) ?? [];
    const codes = supplied.design.notes.map(({ code }) => code);
    expect(codes).toContain(places.includes('p1') ? 'note-hub-supply-room' : 'note-hub-outside');
    const bare = hubs([]);
    expect(bare.design.notes.map(({ code }) => code)).toContain('note-hub-assumed');
  });

  it('feeds no more antennas from a source than its parts and the profile allow, and no fewer sources than it proves', () => {
    const antennas = randomAntennas(31, 5);
    const catalogue = defaultCatalogue();
    partOf(catalogue.parts, 'poi').antennasAtMost = 2;
    const plan = buildPlan({ levels: [hall()], antennas });
    const { plan: designed, design } = designNetwork(plan, { catalogue, effort: 'low' });
    expect(design.leastSources).toBe(3);
    expect(design.sources).toBeGreaterThanOrEqual(3);
    for (const { antennas: count } of design.trees) expect(count).toBeLessThanOrEqual(2);
    expect(forwardPowers(designed).size).toBe(antennas.length);
    expect(designNetwork(plan, { effort: 'low' }).design).toMatchObject({ sources: 1, leastSources: 1 });
  });

  it('proves the number of sources that a weak radio unit needs, and takes a stronger one before another', {
    tags: ['thorough'],
  }, () => {
    const antennas = randomAntennas(31, 8);
    const plan = buildPlan({
      ...{ levels: [hall()], antennas },
      carriers: [{ ...findCarrierProfile('lte')[0], portPowerDbm: 10 }],
    });
    const weak = (powersDbm: number[]) => ({
      ...defaultCatalogue(),
      parts: [
        ...defaultCatalogue().parts.filter(({ kind }) => kind !== 'radio-unit'),
        ...powersDbm.map(
          (sourcePowerDbm, index): CatalogPart => ({
            ...{ id: `rru-${sourcePowerDbm}`, kind: 'radio-unit', name: 'rru', source: 'test' },
            ...{ priceCny: 1000 + 500 * index, sourcePowerDbm },
          }),
        ),
      ],
    });
    const alone = designNetwork(plan, { catalogue: weak([19]), effort: 'low' });
    // 10 dBm less 1.5 dB at the port, 19 dBm at the unit: eight ports lose 9 dB at least in parts alone.
    expect(alone.design.leastSources).toBeGreaterThan(1);
    expect(alone.design.sources).toBeGreaterThanOrEqual(alone.design.leastSources);
    const both = designNetwork(plan, { catalogue: weak([19, 43]), effort: 'low' });
    expect(both.design).toMatchObject({ sources: 1, leastSources: 1 });
    expect(both.plan.network?.sources?.[0].units.map(({ part }) => part)).toEqual(['rru-43']);
  });

  it('gives radio units no more than leaves the uplink its reserve', { tags: ['thorough'] }, () => {
    const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(3, 6) });
    const margins = (each: Plan) =>
      reportNetwork(each)?.rules.find(({ id }) => id === 'uplink-noise')?.worst?.value ?? Number.NaN;
    const free = designNetwork(plan, { effort: 'low' });
    const reserveDb = Math.ceil(margins(free.plan)) + 1;
    plan.requirements.profileOverrides = { network: { uplinkReserveDb: reserveDb } };
    const capped = designNetwork(plan, { effort: 'low' });
    expect(margins(free.plan)).toBeLessThan(reserveDb);
    expect(margins(capped.plan)).toBeGreaterThanOrEqual(reserveDb);
    expect(capped.design.notes.map(({ code }) => code)).toContain('note-uplink-capped');
    expect(capped.design.reachedToleranceDb).toBe(0);
  });

  it('is the same twice with the same seed, and more effort costs no more', { tags: ['thorough'] }, () => {
    const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(11, isLong ? 6 : 4) });
    const normal = designNetwork(plan, { seed: 4 });
    expect(JSON.stringify(designNetwork(plan, { seed: 4 }))).toBe(JSON.stringify(normal));
    const cost = ({ design }: typeof normal) =>
      design.trees.reduce((sum, tree) => sum + tree.partsCny + tree.courseCny - 20 * tree.lengthM, 0);
    const low = designNetwork(plan, { seed: 4, effort: 'low' });
    expect(cost(normal)).toBeLessThanOrEqual(cost(low) + 1e-6);
  });

  it.runIf(isLong)('feeds 60 antennas on two levels; an expired budget keeps the best network', () => {
    const shaft = (id: string) => ({ id, kind: 'shaft' as const, position: [70, 25] as Point });
    const upper = hall();
    const levels = [
      { ...upper, facilities: [...(upper.facilities ?? []), shaft('sh1')] },
      hall({
        id: 'B2',
        elevationM: -8,
        facilities: [
          {
            id: 't9',
            kind: 'tray',
            path: [
              [2, 12],
              [78, 12],
            ],
          },
          shaft('sh2'),
        ],
      }),
    ];
    const antennas = [...randomAntennas(21, 30), ...randomAntennas(22, 30, 'B2')];
    const plan = buildPlan({ levels, antennas, carriers: findCarrierProfile('lte').slice(1, 3) });
    const { plan: designed, design } = designNetwork(plan, {
      effort: 'low',
      monitor: { expired: () => true },
    });
    expect(forwardPowers(designed).size).toBe(antennas.length);
    expect(design.timeLimitStruck).toBe(true);
    expect(design.reachedToleranceDb).toBe(0);
  });
});

describe('catalogue', () => {
  it('the built-in one is sound, every figure has a source, and both generations of parts end where they say', () => {
    const catalogue = parseCatalogue(JSON.parse(JSON.stringify(defaultCatalogue())));
    expect(catalogue.parts.length).toBeGreaterThan(50);
    for (const part of catalogue.parts) expect(part.source.length).toBeGreaterThan(5);
    const feeder = catalogue.parts.find(({ id }) => id === 'feeder-1-2') as CatalogPart;
    // Published figures come back; between them √f and f alone.
    expect(cableLossDb(feeder, 100, 1800) - cableLossDb(feeder, 0, 1800)).toBeCloseTo(9.85, 9);
    const between = cableLossDb(feeder, 100, 1950) - cableLossDb(feeder, 0, 1950);
    expect(between).toBeGreaterThan(9.85);
    expect(between).toBeLessThan(10.7);
  });

  const broken: [string, (catalogue: Catalogue) => void, RegExp][] = [
    [
      'an id used twice',
      ({ parts }) => {
        parts[1].id = parts[0].id;
      },
      /parts\[1\]\.id: found "rru-700"/,
    ],
    [
      'a coupler that makes energy',
      ({ parts }) => {
        partOf(parts, 'coupler-5').lossDb = { 1800: 1.4 };
      },
      /lossDb\.1800: found 1\.4 dB; expected at least 1\.65 dB/,
    ],
    [
      'a splitter that makes energy',
      ({ parts }) => {
        partOf(parts, 'splitter-4').lossDb = { 900: 5 };
      },
      /lossDb\.900: found 5 dB; expected at least 6\.02 dB/,
    ],
    [
      'a cable without loss',
      ({ parts }) => {
        partOf(parts, 'feeder-1-2').lossDbPer100M = undefined;
      },
      /lossDbPer100M/,
    ],
    [
      'a band upside down',
      ({ parts }) => {
        partOf(parts, 'poi').highestMhz = 100;
      },
      /highestMhz: found 100/,
    ],
    [
      'a price that is none',
      ({ parts }) => {
        partOf(parts, 'poi').priceCny = -1;
      },
      /priceCny/,
    ],
  ];
  it.each(broken)('refuses %s', (_, spoil, expected) => {
    const catalogue = defaultCatalogue();
    spoil(catalogue);
    const error = errorOf(() => parseCatalogue(catalogue));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toMatch(expected);
  });

  it('a catalogue without what is needed is refused with the kind and the band', () => {
    const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(2, 5) });
    const without = (kinds: readonly string[]) => ({
      ...defaultCatalogue(),
      parts: defaultCatalogue().parts.filter(({ kind }) => !kinds.includes(kind)),
    });
    for (const kinds of [['cable'], ['radio-unit', 'repeater'], ['poi'], ['splitter', 'coupler']]) {
      const error = errorOf(() => designNetwork(plan, { catalogue: without(kinds) }));
      expect(error).toBeInstanceOf(InputError);
      expect(error.message).toMatch(kinds[0] === 'poi' ? /POI/ : new RegExp(kinds[0]));
    }
  });

  it('sources are repeaters of a catalogue without radio units: no baseband unit, a donor antenna each', () => {
    const plan = buildPlan({ levels: [hall()], antennas: randomAntennas(2, 5) });
    const whole = defaultCatalogue();
    const catalogue = { ...whole, parts: whole.parts.filter(({ kind }) => kind !== 'radio-unit') };
    const { plan: fed, design } = designNetwork(plan, { catalogue, effort: 'low' });
    const parts = new Map((fed.network?.parts ?? []).map((part) => [part.id, part]));
    const units = (fed.network?.sources ?? []).flatMap((source) => source.units);
    expect(units.length).toBeGreaterThan(0);
    expect(new Set(units.map(({ part }) => parts.get(part)?.kind))).toEqual(new Set(['repeater']));
    expect(fed.network?.basebands ?? []).toEqual([]);
    expect(design.notes.map(({ code }) => code)).not.toContain('note-no-baseband');
    const { items } = networkBill(fed);
    expect(items.find(({ part }) => part === 'donor-antenna')?.quantity).toBe(units.length);
    // Its noise and that of the receiver behind it, 6 dB stronger there: 10·lg(10^0.5 + 10^1.1).
    expect(parts.get(units[0].part)?.noiseFigureDb).toBeCloseTo(12, 1);
    const usual = designNetwork(plan, { effort: 'low' }).plan.network?.parts ?? [];
    expect(usual.some(({ id }) => id === 'donor-antenna')).toBe(false);
  });

  it('parts for 3.3 to 3.6 GHz are taken where a carrier is there, and only those', () => {
    const antennas = randomAntennas(6, 4);
    const nr = {
      id: 'n',
      operator: 'telecom' as const,
      technology: 'nr' as const,
      frequencyMhz: 3450,
      bandwidthMhz: 100,
    };
    const plan = buildPlan({
      levels: [hall()],
      antennas,
      carriers: [{ ...nr, portPowerDbm: 10, services: ['data'] }],
    });
    const { plan: designed } = designNetwork(plan, { effort: 'low' });
    for (const { highestMhz, kind } of designed.network?.parts ?? []) {
      if (['splitter', 'coupler', 'attenuator', 'load', 'cable', 'poi', 'radio-unit'].includes(kind))
        expect(highestMhz).toBeGreaterThanOrEqual(3450);
    }
  });
});

function partOf(parts: CatalogPart[], id: string): CatalogPart {
  return parts.find((part) => part.id === id) as CatalogPart;
}

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('trees and parts against enumeration', () => {
  /** A connected graph with small whole weights. */
  const graphs = fc
    .record({
      nodeCount: fc.integer({ min: 4, max: 8 }),
      extra: fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.integer({ min: 1, max: 20 })), { maxLength: 14 }),
      chain: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 7, maxLength: 7 }),
      terminalCount: fc.integer({ min: 2, max: 5 }),
    })
    .map(({ nodeCount, extra, chain, terminalCount }) => {
      const edges = [
        ...Array.from({ length: nodeCount - 1 }, (_, index) => [index, index + 1, chain[index]] as const),
        ...extra.filter(([a, b]) => a !== b && a < nodeCount && b < nodeCount),
      ];
      const terminals = Array.from(
        { length: Math.min(terminalCount, nodeCount) },
        (_, index) => (index * 3) % nodeCount,
      );
      return { nodeCount, edges, terminals: [...new Set(terminals)] };
    });

  /** Least tree over the terminals: spanning trees over every set of further nodes. */
  function minByEnumeration({
    nodeCount,
    edges,
    terminals,
  }: {
    nodeCount: number;
    edges: readonly (readonly [number, number, number])[];
    terminals: number[];
  }): number {
    let min = Number.POSITIVE_INFINITY;
    for (let set = 0; set < 2 ** nodeCount; set += 1) {
      if (!terminals.every((node) => (set >> node) & 1)) continue;
      const inside = edges.filter(([a, b]) => (set >> a) & 1 && (set >> b) & 1).sort((p, q) => p[2] - q[2]);
      const group = Array.from({ length: nodeCount }, (_, node) => node);
      let weight = 0;
      let joined = 1;
      for (const [a, b, each] of inside) {
        const [p, q] = [group[a], group[b]];
        if (p === q) continue;
        group.forEach((value, node) => {
          if (value === p) group[node] = q;
        });
        weight += each;
        joined += 1;
      }
      const size = Array.from({ length: nodeCount }, (_, node) => (set >> node) & 1).reduce(
        (sum, bit) => sum + bit,
        0,
      );
      if (joined === size) min = Math.min(min, weight);
    }
    return min;
  }

  it('trees are the least where said so, bounds never above it (random graphs)', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const min = minByEnumeration(graph);
        const flat = {
          nodeCount: graph.nodeCount,
          edgeCount: graph.edges.length,
          from: Int32Array.from(graph.edges, ([a]) => a),
          to: Int32Array.from(graph.edges, ([, b]) => b),
        };
        const weight = Float64Array.from(graph.edges, ([, , each]) => each);
        const exact = steinerTree(flat, weight, graph.terminals);
        expect(exact?.weight).toBeCloseTo(min, 9);
        expect(exact?.isExact).toBe(true);
        const near = steinerTree(flat, weight, graph.terminals, { exact: false });
        expect(near?.weight).toBeGreaterThanOrEqual(min - 1e-9);
        expect(near?.lowerBound).toBeLessThanOrEqual(min + 1e-9);
        if (near?.isExact) expect(near.weight).toBeCloseTo(min, 6);
      }),
      { seed: 20261126, numRuns: isLong ? 200 : 80 },
    );
  });

  it('trees that are led elsewhere, course by course, stay trees and come to the least (random graphs)', {
    tags: ['thorough'],
  }, () => {
    let reached = 0;
    let tried = 0;
    fc.assert(
      fc.property(graphs, (drawn) => {
        const { nodeCount, edges, terminals } = drawn;
        const list = edges.map(([from, to, weight]) => ({ from, to, weight }));
        const graph = {
          ...indexGraph(nodeCount, list),
          ...{ x: new Float64Array(nodeCount), y: new Float64Array(nodeCount) },
          levelIndex: new Int32Array(nodeCount),
        };
        const weightOf = ({ edges: of }: { edges: readonly number[] }) =>
          of.reduce((sum, edge) => sum + edges[edge][2], 0);
        const [root, ...others] = terminals;
        const task = {
          routing: { graph, sites: [{ node: root }], antennaNodes: others } as unknown as Routing,
          ...{ antennas: others.map((_, index) => index), rooms: [], costOf: weightOf, maxTrees: 400 },
          ...{ random: createRandom(5), isExpired: () => false },
        };
        // The chain of all nodes, as far as its ends are terminals, is a tree.
        const [first, last] = [Math.min(...terminals), Math.max(...terminals)];
        const chain = Array.from({ length: last - first }, (_, index) => first + index);
        const found = improveCourses(task, { site: 0, edges: chain });
        const min = minByEnumeration(drawn);
        let before = weightOf({ edges: chain });
        for (const { edges: tree } of found) {
          const weight = weightOf({ edges: tree });
          expect(weight).toBeLessThan(before);
          expect(weight).toBeGreaterThanOrEqual(min);
          before = weight;
          const joined = new Set([root]);
          for (let round = 0; round < tree.length; round += 1) {
            for (const edge of tree) {
              const ends = edges[edge].slice(0, 2);
              if (ends.some((node) => joined.has(node))) for (const node of ends) joined.add(node);
            }
          }
          expect(joined.size).toBe(tree.length + 1);
          expect(terminals.every((node) => joined.has(node))).toBe(true);
        }
        tried += 1;
        if (before === min) reached += 1;
      }),
      { seed: 20261201, numRuns: isLong ? 200 : 25 },
    );
    expect(reached / tried).toBeGreaterThan(0.95);
  });

  /** Three antennas along one tray, one after the other: every choice of parts on it can be listed. */
  it('parts on a tree cost the least of all choices (random lines of three antennas)', () => {
    const random = createRandom(77);
    let reached = 0;
    for (let run = 0; run < (isLong ? 12 : 3); run += 1) {
      const at = [10 + 10 * random(), 30 + 10 * random(), 55 + 15 * random()].map(
        (x) => Math.round(x * 100) / 100,
      );
      const targetsDbm = at.map(() => Math.round(80 + 60 * random()) / 10);
      const catalogue = tinyCatalogue(random);
      const level = hall({
        // So narrow that no course leads beside the tray.
        outline: [
          [0, 11],
          [80, 11],
          [80, 13],
          [0, 13],
        ],
        walls: [],
        openings: [],
        facilities: [
          { id: 'er1', kind: 'equipment-room', position: [4, 12] },
          {
            id: 't1',
            kind: 'tray',
            path: [
              [2, 12],
              [78, 12],
            ],
          },
        ],
      });
      const carrier = {
        operator: 'telecom' as const,
        technology: 'lte' as const,
        bandwidthMhz: 20,
        portPowerDbm: 10,
      };
      const plan = buildPlan({
        levels: [level],
        carriers: [
          { id: 'a', frequencyMhz: 900, ...carrier, services: ['voice'] },
          { id: 'b', frequencyMhz: 2600, ...carrier, services: ['data'] },
        ],
        antennas: at.map((x, index) =>
          buildAntenna(`A${index}`, x, 12, {
            targetPowerDbm: { a: targetsDbm[index] - 1, b: targetsDbm[index] - 1 },
          }),
        ),
      });
      // Windows of 1 dB either side of the targets that the enumeration has.
      plan.requirements.profileOverrides = { network: { portRiseDb: 2, portToleranceDb: 1 } };
      const { design } = designNetwork(plan, { catalogue, effort: 'high' });
      const dropM = level.clearHeightM - 2.5;
      const lengthsM = {
        run: [at[0] - 4 + 2 + 1, at[1] - at[0] + 1, at[2] - at[1] + dropM + 1].map(
          (m) => Math.round(m * 100) / 100,
        ),
        drop: Math.round((dropM + 1) * 100) / 100,
      };
      const min = minPartsByEnumeration(catalogue, lengthsM, targetsDbm);
      // Whatever was left out, the bound stays below the cheapest of all choices.
      const [quick] = designNetwork(plan, { catalogue, effort: 'low' }).design.trees;
      if (min !== undefined) {
        expect(quick.leastPartsCny).toBeLessThanOrEqual(min + 1e-6);
        expect(quick.partsCny).toBeGreaterThanOrEqual(min - 1e-6);
      }
      if (min === undefined) {
        expect(design.reachedToleranceDb).toBeGreaterThan(0);
        continue;
      }
      reached += 1;
      expect(design.reachedToleranceDb).toBe(0);
      expect(design.trees[0].isPartsExact).toBe(true);
      expect(design.trees[0].partsCny).toBeCloseTo(min, 6);
    }
    expect(reached).toBeGreaterThan(isLong ? 3 : 1);
  });
});

function tinyCatalogue(random: () => number): Catalogue {
  const common = { source: 'made up for this test' };
  const cents = (min: number, range: number) => Math.round(100 * (min + range * random())) / 100;
  return parseCatalogue({
    ...{ format: 'diku-catalogue', version: 1 },
    parts: [
      { id: 'rru', kind: 'radio-unit', name: 'rru', priceCny: 1, sourcePowerDbm: 43, ...common },
      {
        id: 'thin',
        kind: 'cable',
        name: 'thin',
        priceCny: 10,
        lossDbPer100M: { 900: cents(6, 2), 2600: cents(11, 2) },
        ...common,
      },
      {
        id: 'thick',
        kind: 'cable',
        name: 'thick',
        priceCny: 16,
        lossDbPer100M: { 900: cents(3, 1), 2600: cents(6, 1) },
        ...common,
      },
      {
        id: 's2',
        kind: 'splitter',
        name: 's2',
        ways: 2,
        priceCny: 40,
        lossDb: { 900: 3.3, 2600: cents(3.4, 0.5) },
        ...common,
      },
      {
        id: 'c6',
        kind: 'coupler',
        name: 'c6',
        couplingDb: 6,
        priceCny: 50,
        lossDb: { 900: 1.6, 2600: cents(1.6, 0.4) },
        ...common,
      },
      { id: 'a3', kind: 'attenuator', name: 'a3', priceCny: 30, lossDb: { 900: cents(2, 2) }, ...common },
    ],
  });
}

/** The cheapest choice of cables, attenuators and parts by listing all of them; undefined where none is within 1 dB. */
function minPartsByEnumeration(
  { parts, laying }: Catalogue,
  lengthsM: { run: number[]; drop: number },
  targetsDbm: readonly number[],
): number | undefined {
  const frequenciesMhz = [900, 2600];
  const thin = partOf(parts, 'thin');
  const attenuator = partOf(parts, 'a3');
  const jumper = frequenciesMhz.map((f) => cableLossDb(thin, 1, f) + partLossDb(attenuator, 'out', f));
  const cables = (lengthM: number) =>
    ['thin', 'thick'].flatMap((id) => {
      const cable = partOf(parts, id);
      const lossDb = frequenciesMhz.map((f) => cableLossDb(cable, lengthM, f));
      const costCny = cable.priceCny * lengthM;
      return [
        { lossDb, costCny },
        {
          lossDb: lossDb.map((each, f) => each + jumper[f]),
          costCny: costCny + attenuator.priceCny + (laying.attenuatorAversionCny ?? 0) + thin.priceCny,
        },
      ];
    });
  const [splitter, coupler] = [partOf(parts, 's2'), partOf(parts, 'c6')];
  const ports = (part: CatalogPart, names: [string, string]) =>
    names.map((name) => frequenciesMhz.map((f) => partLossDb(part, name, f)));
  const splits = [
    { costCny: splitter.priceCny, lossDb: ports(splitter, ['out1', 'out2']) },
    { costCny: coupler.priceCny, lossDb: ports(coupler, ['through', 'coupled']) },
    { costCny: coupler.priceCny, lossDb: ports(coupler, ['coupled', 'through']) },
  ];
  const [first, second, third] = lengthsM.run.map(cables);
  const drops = cables(lengthsM.drop);
  let min: number | undefined;
  for (const one of first) {
    for (const p of splits) {
      for (const two of second) {
        for (const q of splits) {
          for (const a of drops) {
            for (const b of drops) {
              for (const c of third) {
                const costCny =
                  one.costCny + p.costCny + two.costCny + q.costCny + a.costCny + b.costCny + c.costCny;
                if (min !== undefined && costCny >= min) continue;
                const fits = frequenciesMhz.every((_, f) => {
                  const lossesDb = [
                    one.lossDb[f] + p.lossDb[0][f] + a.lossDb[f],
                    one.lossDb[f] + p.lossDb[1][f] + two.lossDb[f] + q.lossDb[0][f] + b.lossDb[f],
                    one.lossDb[f] + p.lossDb[1][f] + two.lossDb[f] + q.lossDb[1][f] + c.lossDb[f],
                  ];
                  const asked = lossesDb.map((lossDb, index) => lossDb + targetsDbm[index]);
                  const lowDbm = Math.max(...asked) - 1;
                  return lowDbm <= Math.min(...asked) + 1 + 1e-9 && lowDbm <= 43;
                });
                if (fits) min = costCny;
              }
            }
          }
        }
      }
    }
  }
  return min;
}

/** A large hall with few antennas at random, a tray along its middle and the equipment room in a corner. */
const sparseFloor: Point[] = [
  [0, 0],
  [160, 0],
  [160, 90],
  [0, 90],
];
const sparseTray: Level['facilities'] = [
  { id: 'er1', kind: 'equipment-room', position: [4, 4] },
  {
    id: 't1',
    kind: 'tray',
    path: [
      [4, 45],
      [156, 45],
    ],
  },
];
const sparseAntennas = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) =>
    buildAntenna(`ANT${index + 1}`, 10 + 140 * random(), 10 + 70 * random()),
  );
};

describe('feeders that lead to one antenna alone', () => {
  /** Metres of feeder to each antenna from the last part, or source, that feeds others too. */
  const singleRunsM = ({ network, antennas }: Plan): number[] => {
    const { cables = [] } = network ?? {};
    const into = (node: string) => cables.find(({ to }) => to.node === node);
    const out = (node: string) => cables.filter(({ from }) => from.node === node).length;
    return antennas.map(({ id }) => {
      let lengthM = 0;
      for (let cable = into(id); cable; cable = into(cable.from.node)) {
        lengthM += cable.lengthM;
        if (out(cable.from.node) !== 1) break;
      }
      return lengthM;
    });
  };
  const sparse = (seed: number, singleRunM: number): Plan => {
    const level = hall({ outline: sparseFloor, walls: [], openings: [], facilities: sparseTray });
    const plan = buildPlan({ levels: [level], antennas: sparseAntennas(seed, 8) });
    const profileOverrides = { network: { singleRunM } };
    return { ...plan, requirements: { ...plan.requirements, profileOverrides } };
  };

  const halls = isLong ? 12 : 4;
  it(`are long in a few sparse halls alone, where they were in many (seeds 1 to ${halls})`, {
    tags: ['thorough'],
  }, () => {
    const sum = { long: 0, before: 0 };
    for (let seed = 1; seed <= halls; seed += 1) {
      const { plan } = designNetwork(sparse(seed, 40), { effort: 'low' });
      const runsM = singleRunsM(plan);
      const rule = reportNetwork(plan)?.rules.find(({ id }) => id === 'single-run');
      expect(rule?.worst?.value ?? 0, `seed ${seed}`).toBeCloseTo(Math.max(...runsM), 2);
      const long = runsM.filter((lengthM) => lengthM > 40).length;
      expect(rule?.failed, `seed ${seed}`).toBe(long);
      sum.long += long;
      const careless = designNetwork(sparse(seed, 1000), { effort: 'low' }).plan;
      sum.before += singleRunsM(careless).filter((lengthM) => lengthM > 40).length;
    }
    expect(sum.before).toBeGreaterThan(isLong ? 6 : 1);
    expect(sum.long).toBeLessThan(0.3 * sum.before);
  });
});

describe('thick feeders', () => {
  const thick = defaultCatalogue();
  const outerMm = new Map(thick.parts.map(({ id, diameterMm }) => [id, diameterMm ?? 0]));
  /** Feeders that are shorter than 5 m and thick, or thicker than one that leads to them from the source (but such short ones). */
  const misfits = ({ network }: Plan): string[] => {
    const { cables = [], sources = [] } = network ?? {};
    const walk = (node: string, trunks: readonly (readonly [number, number])[]): string[] =>
      cables
        .filter(({ from }) => from.node === node)
        .flatMap(({ id, part, lengthM, to }) => {
          const mm = outerMm.get(part) ?? 0;
          const nearest = trunks.filter(([, trunkM]) => trunkM >= 5).at(-1);
          const isMisfit = mm > 16 && (lengthM < 5 || (nearest !== undefined && nearest[0] < mm));
          return [...(isMisfit ? [id] : []), ...walk(to.node, [...trunks, [mm, lengthM]])];
        });
    return sources.flatMap(({ id }) => walk(id, []));
  };
  const halls = isLong ? 12 : 4;

  it(`branch off trunks no thinner and are never short, which was not so of sizes that say nothing (seeds 1 to ${halls})`, {
    tags: ['thorough'],
  }, () => {
    const sizeless = {
      ...thick,
      parts: thick.parts.map((part) => {
        const { shortestM: _, diameterMm: __, ...rest } = part;
        return part.kind === 'cable' ? rest : part;
      }),
    };
    const sum = { misfits: 0, thick: 0 };
    for (let seed = 1; seed <= halls; seed += 1) {
      const level = hall({ outline: sparseFloor, walls: [], openings: [], facilities: sparseTray });
      const plan = buildPlan({ levels: [level], antennas: sparseAntennas(seed, 10) });
      const { plan: designed } = designNetwork(plan, { effort: 'low' });
      expect(misfits(designed), `seed ${seed}`).toEqual([]);
      const rule = reportNetwork(designed)?.rules.find(({ id }) => id === 'cable-sizes');
      expect(rule, `seed ${seed}`).toMatchObject({ passed: true, isWarning: true });
      sum.thick += designed.network?.cables?.filter(({ part }) => (outerMm.get(part) ?? 0) > 16).length ?? 0;
      const careless = designNetwork(plan, { effort: 'low', catalogue: sizeless }).plan;
      sum.misfits += misfits(careless).length;
    }
    expect(sum.thick).toBeGreaterThan(0);
    expect(sum.misfits).toBeGreaterThan(0);
  });
});

describe('baseband units', () => {
  it('stand in one room where fibres lead from there to all sources: another unit costs more than these', () => {
    const rooms: Level['facilities'] = [4, 76].map((x, index) => ({
      ...{ id: `er${index + 1}`, kind: 'equipment-room' as const },
      position: [x, 25] as Point,
    }));
    const antennas = [12, 20, 60, 68].map((x, index) =>
      buildAntenna(`ANT${index + 1}`, x, 25, { cell: x < 40 ? 'C1' : 'C2' }),
    );
    const level = hall({ walls: [], openings: [], facilities: rooms });
    const { plan } = designNetwork(buildPlan({ levels: [level], antennas }));
    const { sources = [], basebands = [], cables = [], parts = [] } = plan.network ?? {};
    expect(new Set(sources.map(({ facility }) => facility))).toEqual(new Set(['er1', 'er2']));
    expect(new Set(basebands.map(({ facility }) => facility)).size).toBe(1);
    const fibres = new Set(parts.filter(({ kind }) => kind === 'fibre').map(({ id }) => id));
    for (const { id } of basebands) {
      const led = cables.filter(({ part, from }) => fibres.has(part) && from.node === id);
      expect(new Set(led.map(({ to }) => to.node))).toEqual(new Set(sources.map((source) => source.id)));
    }
  });
});

describe('attenuators', () => {
  /** Kinds of the devices that feed an antenna near the source and two far off, where a coupler is dear. */
  const kindsWith = (intermodulationDbc: number, belowDb: number) => {
    const all = defaultCatalogue();
    const parts = all.parts.flatMap((part): CatalogPart[] => {
      if (part.kind === 'coupler') return part.id === 'coupler-15' ? [{ ...part, priceCny: 5000 }] : [];
      if (part.kind === 'splitter') return part.ways === 2 ? [part] : [];
      return [part.kind === 'attenuator' ? { ...part, intermodulationDbc } : part];
    });
    const antennas = [buildAntenna('NEAR', 6, 8), buildAntenna('FAR', 76, 46), buildAntenna('FAR2', 70, 46)];
    const plan = buildPlan({ levels: [hall({ walls: [], openings: [] })], antennas });
    const carriers = plan.carriers.map((carrier) => ({
      ...carrier,
      portPowerDbm: carrier.portPowerDbm - belowDb,
    }));
    const fed = designNetwork({ ...plan, carriers }, { catalogue: { ...all, parts }, effort: 'low' }).plan;
    const rule = reportNetwork(fed)?.rules.find(({ id }) => id === 'intermodulation');
    const kinds = (fed.network?.devices ?? []).map(
      ({ part }) => parts.find(({ id }) => id === part)?.kind ?? '',
    );
    return { kinds, riseDb: rule?.worst?.value ?? 0 };
  };

  it('stand where little power enters them; where it is much and their products reach receivers, other parts do', () => {
    const good = kindsWith(-180, 0);
    expect(good.kinds).toContain('attenuator');
    expect(good.riseDb).toBeLessThan(0.1);
    // The same attenuator, badly rated: at this power a receiver would lose decibels by it.
    const bad = kindsWith(-62, 0);
    expect(bad.kinds).not.toContain('attenuator');
    expect(bad.riseDb).toBeLessThan(0.1);
    // A hundredth of the power makes a millionth of the product, and it comes back no better: no reason to avoid it.
    expect(kindsWith(-62, 20).kinds).toContain('attenuator');
  });
});
