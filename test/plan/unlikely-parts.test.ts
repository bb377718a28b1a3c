import { readFileSync } from 'node:fs';
import { importDrawing, type Plan, parsePlan, planWarnings } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedGarages } from '../import/doubt-support/mess-garages.ts';
import { isLong } from '../support/is-long.ts';
import { examples } from '../support/run-cli.ts';

type Level = Plan['levels'][number];
type Point = [number, number];

const example = parsePlan(JSON.parse(readFileSync(`${examples}garage-one-level.diku.json`, 'utf8')));
const edited = (change: (draft: Plan, level: Level) => void): Plan => {
  const draft = structuredClone(example);
  change(draft, draft.levels[0]);
  return parsePlan(JSON.parse(JSON.stringify(draft)));
};
const pathsOf = (plan: Plan) => planWarnings(plan).map(({ at, found }) => `${at}: ${found}`);
const box = (x: number, y: number, widthM: number, depthM: number): Point[] => [
  [x, y],
  [x + widthM, y],
  [x + widthM, y + depthM],
  [x, y + depthM],
];
const concrete = { thicknessM: 0.2, material: 'concrete-block' };
const below = (level: Level, more: Partial<Level>): Level => ({
  ...structuredClone(level),
  id: 'B2',
  ...more,
});

describe('a number that is possible and not usual', () => {
  const cases: [string, (draft: Plan, level: Level) => void][] = [
    ['levels[0].elevationM', (_, level) => Object.assign(level, { elevationM: -90 })],
    ['levels[0].slabThicknessM', (_, level) => Object.assign(level, { slabThicknessM: 0.01 })],
    ['levels[0].walls[3].thicknessM', (_, level) => Object.assign(level.walls![3], { thicknessM: 4 })],
    ['carriers[0].sourcePowerDbm', ({ carriers }) => Object.assign(carriers[0], { sourcePowerDbm: 58 })],
    [
      'outdoor.groundRsrpDbm.telecom',
      (draft) => Object.assign(draft, { outdoor: { groundRsrpDbm: { telecom: -30 } } }),
    ],
    ['placement.spacingM', (draft) => Object.assign(draft, { placement: { spacingM: 45 } })],
    [
      'requirements.profileOverrides.shadowingSigmaDb',
      ({ requirements }) => Object.assign(requirements, { profileOverrides: { shadowingSigmaDb: 40 } }),
    ],
  ];

  it.each(cases)('is named by its path: %s', (path, change) => {
    expect(pathsOf(example)).toEqual([]);
    expect(pathsOf(edited(change)).map((each) => each.split(': ')[0])).toContain(path);
  });

  it('is named outside its range alone, whatever the number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 5, noNaN: true }), (thicknessM) => {
        const plan = edited((_, level) => Object.assign(level.walls![0], { thicknessM }));
        const isNamed = pathsOf(plan).some((each) => each.startsWith('levels[0].walls[0].thicknessM'));
        expect(isNamed).toBe(thicknessM < 0.03 || thicknessM > 2.5);
      }),
      { seed: 41, numRuns: isLong ? 200 : 8 },
    );
  });
});

describe('parts that do not fit each other', () => {
  const cases: [string, RegExp, (draft: Plan, level: Level) => void][] = [
    [
      'B2 over B1',
      /^levels\[0\]\.elevationM: B1 lies below B2/,
      (draft, level) => draft.levels.push(below(level, { elevationM: level.elevationM + 4 })),
    ],
    [
      'a level beside the other',
      /^levels\[1\]\.outline: B2 does not lie under B1/,
      (draft, level) =>
        draft.levels.push({
          id: 'B2',
          elevationM: level.elevationM - 4,
          clearHeightM: 2.5,
          outline: box(400, 0, 50, 50),
        }),
    ],
    [
      'a basement in the air',
      /^levels\[0\]: B1 at an elevation of 12 m/,
      (_, level) => Object.assign(level, { elevationM: 12 }),
    ],
    [
      'a bay for a toy',
      /bays\[\d+\]: a bay of 1\.0 m²/,
      (_, level) => {
        const [first] = level.bays!;
        const [x, y] = first.polygon[0].map((at, axis) => (at + first.polygon[2][axis]) / 2);
        Object.assign(first, { polygon: box(x - 0.5, y - 0.5, 1, 1) });
      },
    ],
    [
      'a door for nobody',
      /openings\[\d+\]: an opening 0\.10 m wide/,
      (_, level) => {
        const [{ start, end }] = level.walls!;
        const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
        const at = (m: number): Point => [
          start[0] + ((end[0] - start[0]) * m) / lengthM,
          start[1] + ((end[1] - start[1]) * m) / lengthM,
        ];
        level.openings!.push({
          id: 'slot',
          start: at(lengthM / 2),
          end: at(lengthM / 2 + 0.1),
          kind: 'door',
          state: 'open',
        });
      },
    ],
    [
      'a charger twice',
      /points\[\d+\]: a point where another one of its kind is/,
      (_, level) => level.points!.push({ ...level.points![0], id: 'again' }),
    ],
    [
      'a column twice',
      /columns\[\d+\]: a column where another one stands/,
      (_, level) => level.columns!.push({ ...level.columns![0], id: 'again' }),
    ],
    [
      'an axis elsewhere',
      /axes\[1\]: another axis with the label 7/,
      (_, level) =>
        Object.assign(level, {
          axes: [
            { id: 'a', label: '7', start: [10, 0], end: [10, 50] },
            { id: 'b', label: '7', start: [30, 0], end: [30, 50] },
          ],
        }),
    ],
    [
      'LTE where only NR is',
      /^carriers\[0\]: .* in no band of its technology/,
      ({ carriers }) => Object.assign(carriers[0], { frequencyMhz: 4900 }),
    ],
    [
      'a channel of 17 MHz',
      /^carriers\[0\]: .* of 17 MHz/,
      ({ carriers }) => Object.assign(carriers[0], { bandwidthMhz: 17 }),
    ],
    [
      'concrete like paper',
      /^materials\.reinforced-concrete\.lossDb: losses far from/,
      (draft) => Object.assign(draft, { materials: { 'reinforced-concrete': { lossDb: { 1800: 0.5 } } } }),
    ],
    [
      'one identity for two cells',
      /^cells\[1\]: two cells of one carrier with the identity 12/,
      (draft) =>
        Object.assign(draft, {
          cells: [
            { cell: 'S1', carrier: draft.carriers[0].id, pci: 12 },
            { cell: 'S2', carrier: draft.carriers[0].id, pci: 12 },
          ],
        }),
    ],
    [
      'a cable shorter than its way',
      /^network\.cables\[\d+\]: 0\.2 m of cable/,
      ({ network }) => {
        const cable = network!.cables!.reduce((a, b) => (a.lengthM > b.lengthM ? a : b));
        Object.assign(cable, { lengthM: 0.2 });
      },
    ],
    [
      'a cable of three kilometres on a short course',
      /^network\.cables\[0\]: 3000\.0 m of cable on a course/,
      ({ network }) => Object.assign(network!.cables![0], { lengthM: 3000 }),
    ],
    [
      'a splitter that makes power',
      /^network\.parts\[\d+\]: a part that gives out more power/,
      ({ network }) =>
        Object.assign(network!.parts!.find(({ kind }) => kind === 'splitter' || kind === 'coupler')!, {
          lossDb: { 900: 0, 3500: 0 },
          coupledLossDb: { 900: 1, 3500: 1 },
        }),
    ],
    [
      'a table in gigahertz',
      /^materials\.glass\.lossDb: a loss at 1\.8 MHz/,
      (draft) => Object.assign(draft, { materials: { glass: { lossDb: { '1.8': 4 } } } }),
    ],
    [
      'bays that nobody drives to',
      /^levels: \d+ bays, and no ramp or entrance/,
      (_, level) =>
        Object.assign(level, {
          zones: level.zones!.filter(({ kind }) => kind !== 'ramp' && kind !== 'entrance'),
        }),
    ],
    [
      'a signature of one for all',
      /^titleBlock: one person in several/,
      (draft) => Object.assign(draft, { titleBlock: { designer: '王工', checker: '王工' } }),
    ],
    [
      'a storey whose columns stand on nothing',
      /^levels\[1\]\.columns: \d+ of the \d+ columns of B1 over B2/,
      (draft, level) =>
        draft.levels.push(below(level, { elevationM: level.elevationM - 4, columns: [], walls: [] })),
    ],
    [
      'a slab that closes a ramp',
      /^levels\[0\]\.slabOpenings: no opening of the slab where ramp z1/,
      (draft, level) => {
        draft.levels.push(below(level, { elevationM: level.elevationM - 4 }));
        Object.assign(level, { slabOpenings: [] });
      },
    ],
    [
      'a hole over the earth',
      /^levels\[0\]\.slabOpenings\[0\]: a hole in the slab with no level under it/,
      (_, level) => Object.assign(level, { slabOpenings: [{ id: 's1', polygon: box(45, 26, 5, 4) }] }),
    ],
    [
      'a compartment as large as the garage',
      /compartments\[0\]: 防火分区1 with \d+ m², where a compartment has 4000/,
      (_, level) =>
        Object.assign(level, {
          compartments: [{ id: 'fc1', kind: 'fire', name: '防火分区1', polygon: level.outline }],
        }),
    ],
    [
      'two compartments over each other',
      /compartments\[1\]: fc2 over fc1/,
      (_, level) =>
        Object.assign(level, {
          compartments: [
            { id: 'fc1', kind: 'fire', polygon: box(1, 1, 50, 50) },
            { id: 'fc2', kind: 'fire', polygon: box(30, 1, 60, 50) },
          ],
        }),
    ],
    [
      'a level that no ramp leads to',
      /^levels\[1\]\.zones: \d+ bays on B2, and no ramp/,
      (draft, level) =>
        draft.levels.push(
          below(level, {
            elevationM: level.elevationM - 4,
            zones: level.zones!.filter(({ kind }) => kind !== 'ramp'),
          }),
        ),
    ],
    [
      'an operator that one level lacks',
      /^levels\[1\]: no antenna of B2 radiates a carrier of/,
      (draft, level) => {
        draft.levels.push(below(level, { elevationM: level.elevationM - 4 }));
        const mobile = draft.carriers.filter(({ operator }) => operator === 'mobile').map(({ id }) => id);
        const added = draft.antennas.map(({ portPowerDbm: _, ...antenna }) => ({
          ...antenna,
          id: `${antenna.id}-low`,
          level: 'B2',
          carriers: mobile,
        }));
        draft.antennas.push(...added);
      },
    ],
    [
      'cars that walls close in',
      /bays: \d+ bays that walls close in/,
      (_, level) => {
        // A wall around the bays of a corner, a metre outside of them all.
        const corners = level.bays!.slice(0, 4).flatMap(({ polygon }) => polygon);
        const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
        const [left, low, right, high] = [
          Math.min(...xs) - 0.2,
          Math.min(...ys) - 0.2,
          Math.max(...xs) + 0.2,
          Math.max(...ys) + 0.2,
        ];
        const ring: Point[] = [
          [left, low],
          [right, low],
          [right, high],
          [left, high],
        ];
        level.walls!.push(
          ...ring.map((start, index) => ({
            id: `shut${index}`,
            start,
            end: ring[(index + 1) % 4],
            ...concrete,
          })),
        );
      },
    ],
  ];

  it.each(cases)('are named: %s', (_, pattern, change) => {
    expect(pathsOf(example).filter((each) => pattern.test(each))).toEqual([]);
    expect(pathsOf(edited(change)).filter((each) => pattern.test(each))).not.toEqual([]);
  });

  it('are let out by any opening that a car could pass', () => {
    const plan = edited((_, level) => {
      const bay = level.bays![0].polygon;
      const [xs, ys] = [bay.map(([x]) => x), bay.map(([, y]) => y)];
      const ring = box(
        Math.min(...xs) - 6,
        Math.min(...ys) - 0.2,
        Math.max(...xs) - Math.min(...xs) + 12,
        Math.max(...ys) - Math.min(...ys) + 6,
      );
      level.walls!.push(
        ...ring.map((start, index) => ({
          id: `box${index}`,
          start,
          end: ring[(index + 1) % 4],
          ...concrete,
        })),
      );
      const gates = ring.map((start, index) => {
        const end = ring[(index + 1) % 4];
        const at = (ratio: number): Point => [
          start[0] + ratio * (end[0] - start[0]),
          start[1] + ratio * (end[1] - start[1]),
        ];
        return {
          id: `gate${index}`,
          start: at(0.3),
          end: at(0.7),
          kind: 'passage' as const,
          state: 'open' as const,
        };
      });
      level.openings!.push(...gates);
    });
    expect(pathsOf(plan).filter((each) => each.includes('walls close in'))).toEqual([]);
  });
});

describe('networks, records and rooms that do not fit', () => {
  const part = (draft: Plan, id: string) => draft.network!.parts!.find((each) => each.id === id)!;
  const cases: [string, RegExp, (draft: Plan, level: Level) => void][] = [
    [
      'a feeder past its reach',
      /^network\.cables\[1\]: 40\.0 m of feeder-1-2, which reaches 30 m/,
      (draft) => Object.assign(part(draft, 'feeder-1-2'), { longestM: 30 }),
    ],
    [
      'losses of a splitter that are its return loss',
      /^network\.parts\[4\]: a loss of 21 dB/,
      (draft) => Object.assign(part(draft, 'splitter-2'), { lossDb: { 1800: 21 } }),
    ],
    [
      'a splitter that ends below a carrier',
      /^network\.devices\[2\]: splitter-2, made for 690 to 2200 MHz, on the path of cmcc-lte2300/,
      (draft) => Object.assign(part(draft, 'splitter-2'), { highestMhz: 2200 }),
    ],
    [
      'limits in exchanged order',
      /^network\.parts\[3\]: a lower limit of 2700 over an upper limit of 690/,
      (draft) => Object.assign(part(draft, 'coupler-10'), { lowestMhz: 2700, highestMhz: 690 }),
    ],
    [
      'a coupler that its name contradicts',
      /^network\.parts\[3\]: 10dB腔体耦合器, whose figure is 6 dB/,
      (draft) => Object.assign(part(draft, 'coupler-10'), { couplingDb: 6 }),
    ],
    [
      'a feeder table in gigahertz',
      /^network\.parts\[5\]: a loss at 0\.9 MHz/,
      (draft) => Object.assign(part(draft, 'feeder-1-2'), { lossDbPer100M: { 0.9: 6.9, 1.8: 9.9 } }),
    ],
    [
      'a port above what its tree leaves',
      /^antennas\[2\]: 24\.3 dBm of ctcc-lte1800 at the port/,
      ({ antennas }) => Object.assign(antennas[2].portPowerDbm!, { 'ctcc-lte1800': 24.3 }),
    ],
    [
      'an antenna of a cell that its source has not',
      /^antennas\[0\]: an antenna of cell S7 that source SRC1 of cell S1 feeds/,
      ({ antennas }) => Object.assign(antennas[0], { cell: 'S7' }),
    ],
    [
      'two paths on one feeder',
      /^antennas\[0\]: an antenna of 2 paths with 1 feeders/,
      ({ antennas }) => Object.assign(antennas[0], { paths: 2 }),
    ],
    [
      'a source without any baseband unit',
      /^network\.sources\[0\]: radio units or a hub at SRC1, and no fibre/,
      ({ network }) => {
        network!.basebands = [];
        network!.cables = network!.cables!.slice(0, 7);
      },
    ],
    [
      'an open port',
      /^network\.devices\[2\]: port out1 of PS1-B1/,
      ({ network }) => Object.assign(network!, { cables: network!.cables!.slice(1) }),
    ],
    [
      'a source in a stair',
      /^network\.sources\[0\]: inside a stair or the shaft of a lift/,
      ({ network }) => Object.assign(network!.sources![0], { position: [28, 16], facility: undefined }),
    ],
    [
      'more carriers than a unit is for',
      /^network\.sources\[0\]\.units\[2\]: 2 carriers on a unit for 1/,
      (draft) => Object.assign(part(draft, 'rru-1800-2100'), { carriersAtMost: 1 }),
    ],
    [
      'a shifted path without a unit that shifts',
      /^antennas\[0\]: a second path shifted in frequency, and no unit/,
      ({ antennas }) => Object.assign(antennas[0], { paths: 2, pathsBy: 'shift' }),
    ],
    [
      'drawings dated before the walk that they rest on',
      /^propagation\.calibration\.walkedOn: walked on 2026-09-01, after the drawings of 2026-05-04/,
      (draft) =>
        Object.assign(draft, {
          titleBlock: { date: '2026-05-04' },
          propagation: {
            model: 'calibrated',
            calibration: {
              ...{ basis: 'saturating-path', exponent: 2.2, offsetDb: { 1815: 2 }, otherOffsetDb: 2 },
              walkedOn: '2026-09-01',
            },
          },
        }),
    ],
    [
      'an antenna that stays where none is allowed',
      /^antennas\[1\]: an antenna where the plan forbids any/,
      (draft) =>
        Object.assign(draft, {
          placement: { forbidden: [{ level: 'B1', position: draft.antennas[1].position, radiusM: 3 }] },
        }),
    ],
    [
      'a service distance that the distance of antennas rules out',
      /^placement\.serviceDistanceM: no place farther than 10 m from an antenna, where antennas are 25 m apart/,
      (draft) => Object.assign(draft, { placement: { serviceDistanceM: 10, leastDistanceM: 25 } }),
    ],
    [
      'a carrier far weaker than the others',
      /^carriers\[1\]: ctcc-lte2100 with -14 dBm at the port, 24 dB/,
      ({ carriers }) => Object.assign(carriers[1], { portPowerDbm: -14 }),
    ],
    [
      'a level whose name counts another basement',
      /^levels\[0\]: 地下二层, whose id is B1/,
      (_, level) => Object.assign(level, { name: '地下二层' }),
    ],
    [
      'a bay before the door of a stair',
      /openings\[33\]: bay b-extra right before this door of 疏散楼梯/,
      (_, level) => level.bays!.push({ id: 'b-extra', polygon: box(31.5, 43.5, 2.4, 5.3) }),
    ],
    [
      'an antenna inside a beam',
      /^antennas\[0\]: an antenna inside beam b1/,
      (_, level) =>
        Object.assign(level, {
          beams: [
            {
              ...{ id: 'b1', start: [10, 43.75], end: [20, 43.75] },
              ...{ bottomM: 2.2, widthM: 0.4, material: 'reinforced-concrete' },
            },
          ],
        }),
    ],
    [
      'stairs that end at store rooms',
      /^levels\[1\]\.zones: 3 stairs of B1 lead to rooms of another use on B2/,
      (draft, level) =>
        draft.levels.push(
          below(level, {
            elevationM: level.elevationM - 4,
            zones: level.zones!.map((zone) =>
              zone.kind === 'stair' ? { ...zone, kind: 'plant' as const, name: '储藏室' } : zone,
            ),
          }),
        ),
    ],
    [
      'power in a pump room',
      /^levels\[0\]\.facilities\[3\]: equipment in 生活水泵房/,
      (_, level) => Object.assign(level.zones![28], { name: '生活水泵房' }),
    ],
    [
      'a wall of blocks as thin as a board',
      /walls\[\d+\]: a wall 0\.04 m thick; of its material none is under 0\.05 m/,
      (_, level) =>
        level.walls!.push({
          ...{ id: 'thin', start: [50, 29], end: [55, 29] },
          ...{ thicknessM: 0.04, material: 'concrete-block' },
        }),
    ],
    [
      'a beam of glass',
      /beams\[0\]: a beam of glass/,
      (_, level) =>
        Object.assign(level, {
          beams: [{ id: 'b1', start: [4.4, 4.4], end: [40, 4.4], bottomM: 2.2, material: 'glass' }],
        }),
    ],
  ];

  it.each(cases)('are named: %s', (_, pattern, change) => {
    expect(pathsOf(example).filter((each) => pattern.test(each))).toEqual([]);
    expect(pathsOf(edited(change)).filter((each) => pattern.test(each))).not.toEqual([]);
  });
});

describe.skipIf(sharedGarages().length === 0)('garages that others drew', () => {
  it('have no such warning', { tags: ['thorough'] }, async () => {
    for (const { name, bytes } of sharedGarages()) {
      const { plan } = await importDrawing(bytes, {});
      const warned = planWarnings(plan).filter(({ found }) => !/lies in no wall/.test(found));
      expect({ name, warned }).toEqual({ name, warned: [] });
    }
  });
});
