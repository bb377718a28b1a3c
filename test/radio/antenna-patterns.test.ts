import {
  type Antenna,
  createPlainSolver,
  createSimdKernel,
  planWarnings,
  predictPlan,
  traceLink,
} from '@diku/engine';
import { moveAntenna } from '@diku/engine/plan';
import { antennaGainDbi, cableLosses } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAntennas } from '../../packages/engine/src/design/index.ts';
import {
  antennaSources,
  cellKind,
  freeSpaceLossDb,
  propagationModelIds,
  sectorAttenuationDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const degree = Math.PI / 180;
/** What the panel of the registry has had since the first edition. */
const defaultPanel = { gainDbi: 7, horizontalBeamwidthDeg: 90, verticalBeamwidthDeg: 65, frontToBackDb: 15 };
/** 3GPP TR 38.901 table 7.3-1. */
const element = { horizontalBeamwidthDeg: 65, verticalBeamwidthDeg: 65, frontToBackDb: 30 };

/** Gain in a direction given by azimuth (counter-clockwise from east) and angle below the horizon. */
function gainAtDbi(antenna: Partial<Antenna>, azimuthDeg: number, belowDeg: number, distanceM = 10): number {
  const flatM = distanceM * Math.cos(belowDeg * degree);
  return antennaGainDbi(
    { type: 'directional', ...antenna },
    flatM * Math.cos(azimuthDeg * degree),
    flatM * Math.sin(azimuthDeg * degree),
    -distanceM * Math.sin(belowDeg * degree),
  );
}

describe('sector pattern', () => {
  it.each([
    [0, 0, 0],
    [32.5, 0, 3],
    [-32.5, 0, 3],
    [0, 32.5, 3],
    [0, -32.5, 3],
    [32.5, 32.5, 6],
    [65, 0, 12],
    [90, 0, 12 * (90 / 65) ** 2],
    [180, 0, 30],
    [65, 65, 24],
    [80, 80, 30],
    [0, 180, 30],
  ])('gives the table’s attenuation at %d° and %d°', (azimuthDeg, elevationDeg, attenuationDb) => {
    expect(sectorAttenuationDb(element, azimuthDeg, elevationDeg)).toBeCloseTo(attenuationDb, 12);
  });
});

describe('directional antenna', () => {
  const panel = { azimuthDeg: 90, downtiltDeg: 20 };

  it('looks where it is said to: counter-clockwise from east, below the horizon', () => {
    expect(gainAtDbi(panel, 90, 20)).toBeCloseTo(defaultPanel.gainDbi, 9);
    expect(gainAtDbi(panel, 135, 20)).toBeCloseTo(defaultPanel.gainDbi - 3, 9);
    expect(gainAtDbi(panel, 45, 20)).toBeCloseTo(defaultPanel.gainDbi - 3, 9);
    expect(gainAtDbi(panel, 90, 52.5)).toBeCloseTo(defaultPanel.gainDbi - 3, 9);
    expect(gainAtDbi(panel, 90, -12.5)).toBeCloseTo(defaultPanel.gainDbi - 3, 9);
    expect(gainAtDbi(panel, 270, 20)).toBeCloseTo(defaultPanel.gainDbi - defaultPanel.frontToBackDb, 9);
    const pattern = { gainDbi: 11, horizontalBeamwidthDeg: 30, frontToBackDb: 25 };
    expect(gainAtDbi({ ...panel, pattern: pattern }, 105, 20)).toBeCloseTo(8, 9);
    expect(gainAtDbi({ ...panel, pattern: pattern }, -90, 0)).toBeCloseTo(-14, 9);
  });

  const angleDeg = fc.double({ min: -180, max: 180, noNaN: true });
  const tiltDeg = fc.double({ min: -89, max: 89, noNaN: true });
  const pattern = fc.record({
    gainDbi: fc.double({ min: -5, max: 20, noNaN: true }),
    horizontalBeamwidthDeg: fc.double({ min: 5, max: 360, noNaN: true }),
    verticalBeamwidthDeg: fc.double({ min: 5, max: 180, noNaN: true }),
    frontToBackDb: fc.double({ min: 0, max: 40, noNaN: true }),
  });

  it('stays between its main gain and that less front-to-back; alike on both sides, turned and at any distance (seed 51)', () => {
    fc.assert(
      fc.property(
        pattern,
        angleDeg,
        tiltDeg,
        angleDeg,
        tiltDeg,
        (pattern, azimuthDeg, downtiltDeg, offDeg, belowDeg) => {
          const antenna = { azimuthDeg, downtiltDeg, pattern };
          const gainDbi = gainAtDbi(antenna, azimuthDeg + offDeg, belowDeg);
          expect(gainDbi).toBeLessThanOrEqual(pattern.gainDbi);
          expect(gainDbi).toBeGreaterThanOrEqual(pattern.gainDbi - pattern.frontToBackDb - 1e-9);
          expect(gainAtDbi(antenna, azimuthDeg - offDeg, belowDeg)).toBeCloseTo(gainDbi, 6);
          expect(
            gainAtDbi({ ...antenna, azimuthDeg: azimuthDeg + 111 }, azimuthDeg + 111 + offDeg, belowDeg),
          ).toBeCloseTo(gainDbi, 6);
          expect(gainAtDbi(antenna, azimuthDeg + offDeg, belowDeg, 93)).toBeCloseTo(gainDbi, 6);
          expect(gainDbi).toBeCloseTo(
            pattern.gainDbi - sectorAttenuationDb(pattern, offDeg, belowDeg - downtiltDeg),
            6,
          );
        },
      ),
      { seed: 51, numRuns: 500 },
    );
  });

  it('has a gain at itself, above and below, whatever it looks at', () => {
    for (const azimuthDeg of [0, 90, 180, -45]) {
      const antenna = { type: 'directional', azimuthDeg, downtiltDeg: 30 } as const;
      expect(antennaGainDbi(antenna, 0, 0, 0)).toBeCloseTo(7 - 12 * (30 / 65) ** 2, 9);
      expect(antennaGainDbi(antenna, -0, 0, -2)).toBeCloseTo(7 - 12 * (60 / 65) ** 2, 9);
      expect(antennaGainDbi(antenna, 0, -0, 2)).toBe(7 - 15);
    }
  });

  it('with the default beams sends no more than it is fed', () => {
    // Mean gain over the sphere, 1° steps.
    let sum = 0;
    let area = 0;
    for (let belowDeg = -89.5; belowDeg < 90; belowDeg += 1) {
      for (let azimuthDeg = 0.5; azimuthDeg < 360; azimuthDeg += 1) {
        sum += Math.cos(belowDeg * degree) * 10 ** (gainAtDbi({ azimuthDeg: 0 }, azimuthDeg, belowDeg) / 10);
        area += Math.cos(belowDeg * degree);
      }
    }
    expect(sum / area).toBeLessThan(1);
    expect(sum / area).toBeGreaterThan(0.5);
  });
});

describe('ceiling omni and isotropic antenna', () => {
  it('keep their numbers: 2 dBi at the horizon, −10 below, the squared sine between', () => {
    const omni = { type: 'ceiling-omni' } as const;
    expect(antennaGainDbi(omni, 7, 0, 0)).toBe(2);
    expect(antennaGainDbi(omni, 0, 0, -3)).toBe(-10);
    expect(antennaGainDbi(omni, 0, -2, -2)).toBeCloseTo(-4, 12);
    expect(antennaGainDbi(omni, 0, 0, 0)).toBe(2);
    expect(antennaGainDbi({ type: 'isotropic' }, 1, 2, 3)).toBe(0);
  });
});

describe('radiating cable', () => {
  const frequencyMhz = 1800;
  const straight = buildAntenna('C1', 0, 0, {
    type: 'radiating-cable',
    path: [
      [0, 0],
      [900, 0],
    ],
    heightM: 3.5,
    cable: { couplingLossDb: { '1800': 66 }, longitudinalLossDbPer100M: { '1800': 0 } },
  });

  /** Received over fed power in free space, dB, at a location beside the cable at its own height. */
  function receivedDb(antenna: Antenna, x: number, y: number, apartM?: number): number {
    let sum = 0;
    for (const { position, feedDb } of antennaSources(antenna, frequencyMhz, apartM)) {
      const distanceM = Math.hypot(position[0] - x, position[1] - y);
      sum += 10 ** ((feedDb - freeSpaceLossDb(frequencyMhz, distanceM)) / 10);
    }
    return 10 * Math.log10(sum);
  }

  it.each([1, 2, 4, 8])(
    'gives its coupling loss at 2 m and 3 dB more per doubling: the endless line, %d m away',
    (awayM) => {
      // What the cable's ends are short of the endless line: 2/π·atan(450/away).
      const endsDb = 10 * Math.log10((2 / Math.PI) * Math.atan(450 / awayM));
      expect(receivedDb(straight, 450, awayM)).toBeCloseTo(-66 - 10 * Math.log10(awayM / 2) + endsDb, 1);
      expect(receivedDb(straight, 450, awayM, 0.1)).toBeCloseTo(-66 - 10 * Math.log10(awayM / 2) + endsDb, 6);
    },
  );

  it('does not depend on how closely its sources stand, from where a phone can be (seed 52)', () => {
    const bent = {
      ...straight,
      path: [
        [0, 0],
        [30, 0],
        [30, 12.3],
        [44.4, 20],
      ] as [number, number][],
      cable: undefined,
    };
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 60, noNaN: true }),
        fc.double({ min: -10, max: 30, noNaN: true }),
        fc.constantFrom(3.5, 2.4, 2),
        (x, y, heightM) => {
          const antenna = { ...bent, heightM };
          const received = (apartM?: number) => {
            let sum = 0;
            for (const { position, feedDb } of antennaSources(antenna, frequencyMhz, apartM)) {
              const distanceM = Math.hypot(position[0] - x, position[1] - y, heightM - 1.5);
              sum += 10 ** ((feedDb - freeSpaceLossDb(frequencyMhz, distanceM)) / 10);
            }
            return 10 * Math.log10(sum);
          };
          expect(Math.abs(received() - received(0.05))).toBeLessThan(0.05);
        },
      ),
      { seed: 52, numRuns: 200 },
    );
  });

  it('stands along its whole path, evenly, its feed falling by the longitudinal loss', () => {
    const path: [number, number][] = [
      [5, 5],
      [5, 35],
      [5, 35],
      [45.5, 35],
    ];
    const cable = { couplingLossDb: { '1800': 60 }, longitudinalLossDbPer100M: { '900': 3, '3600': 9 } };
    const sources = antennaSources({ ...straight, path, cable }, frequencyMhz);
    const apartM = 70.5 / sources.length;
    // What an even radiator of κ per metre sends in all while it is fed less and less: κ·(1 − e^(−αL))/α.
    const perMetre = (10 ** ((freeSpaceLossDb(frequencyMhz, 1) - 60) / 10) * 2) / Math.PI;
    const neperPerM = (0.06 * Math.LN10) / 10;
    const sent = sources.reduce((sum, { feedDb }) => sum + 10 ** (feedDb / 10), 0);
    expect(sent / ((perMetre * (1 - Math.exp(-neperPerM * 70.5))) / neperPerM)).toBeCloseTo(1, 4);
    expect(apartM).toBeLessThanOrEqual(1);
    sources.forEach(({ position: [x, y], feedDb }, index) => {
      const alongM = x - 5 + (y - 5);
      expect(alongM).toBeCloseTo((index + 0.5) * apartM, 9);
      expect(x === 5 || y === 35).toBe(true);
      // 6 dB per 100 m: the middle of 3 and 9 over the logarithm of frequency.
      expect(feedDb - sources[0].feedDb).toBeCloseTo((-6 * index * apartM) / 100, 9);
    });
  });

  it.each([700, 900, 1800, 2100, 2600, 3500, 4900])(
    'by default sends less than it loses, at %d MHz',
    (mhz) => {
      const cable = { ...straight, cable: undefined };
      const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(cable, mhz);
      const sent = antennaSources(cable, mhz).reduce((sum, { feedDb }) => sum + 10 ** (feedDb / 10), 0);
      const lost = 1 - 10 ** (-(longitudinalLossDbPer100M * 9) / 10);
      expect(sent).toBeGreaterThan(0.001 * lost);
      expect(sent).toBeLessThan(lost);
      expect(couplingLossDb).toBeGreaterThan(60);
    },
  );

  it('gives in a prediction what its sources give as isotropic antennas of one cell', async () => {
    const level = buildLevel({ walls: randomWalls(8, 20), openings: [] });
    const [fedWith] = buildPlan().carriers;
    const cable = buildAntenna('C1', 4, 6, {
      type: 'radiating-cable',
      // As an antenna's port; by itself it is fed at its own level.
      portPowerDbm: { [fedWith.id]: fedWith.portPowerDbm },
      path: [
        [4, 6],
        [30, 6],
        [30, 20],
      ],
    });
    const plan = buildPlan({
      levels: [level],
      antennas: [cable],
      carriers: buildPlan().carriers.slice(0, 1),
      // What stands in the way of one location of a cable stands in the way of the next.
      requirements: { ...buildPlan().requirements, profileOverrides: { shadowingCorrelationRatio: 1 } },
    });
    const [carrier] = plan.carriers;
    const dots = antennaSources(cable, carrier.frequencyMhz).map(({ position: [x, y], feedDb }, index) =>
      buildAntenna(`D${index}`, x, y, {
        type: 'isotropic',
        portPowerDbm: { [carrier.id]: carrier.portPowerDbm + feedDb },
      }),
    );
    expect(dots).toHaveLength(40);
    const [asCable] = (await predictPlan(plan, { solver, resolutionM: 1 })).maps;
    const [asDots] = (await predictPlan({ ...plan, antennas: dots }, { solver, resolutionM: 1 })).maps;
    asCable.rsrpDbm.forEach((rsrpDbm, cell) => {
      if (asCable.cells[cell] === cellKind.none) return;
      expect(Math.abs(rsrpDbm - asDots.rsrpDbm[cell])).toBeLessThan(1e-4);
      expect(asCable.bestAntenna[cell]).toBe(0);
    });
  });

  it('moves with all of its path', () => {
    const moved = moveAntenna(
      {
        ...straight,
        path: [
          [0, 0],
          [5, 1],
        ],
      },
      [2, 3],
    );
    expect(moved).toMatchObject({
      position: [2, 3],
      path: [
        [2, 3],
        [7, 4],
      ],
    });
  });
});

describe('antennas in links and placement', () => {
  it('give the link what they give the map', async () => {
    const plan = buildPlan({
      antennas: [
        buildAntenna('A1', 2, 20, { type: 'directional', azimuthDeg: -30, downtiltDeg: 15 }),
        buildAntenna('A2', 30, 2, {
          type: 'radiating-cable',
          path: [
            [30, 2],
            [30, 22],
          ],
        }),
      ],
    });
    for (const antenna of plan.antennas) {
      const alone = { ...plan, antennas: [antenna] };
      const { maps } = await predictPlan(alone, { solver, resolutionM: 1 });
      const { grid, rsrpDbm, carrierId } = maps[1];
      for (let cell = 0; cell < rsrpDbm.length; cell += 53) {
        if (Number.isNaN(rsrpDbm[cell])) continue;
        const x = (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000;
        const y = (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000;
        const link = traceLink(alone, antenna.id, `${x},${y},1.5,B1`, { carrierId });
        expect(Math.abs(link.rsrpDbm - rsrpDbm[cell])).toBeLessThan(0.005);
      }
    }
  });

  it('leave the path loss reciprocal, in every field model', () => {
    for (const modelId of propagationModelIds) {
      const plan = buildPlan({
        antennas: [buildAntenna('A1', 2, 20, { type: 'directional', azimuthDeg: 5 })],
      });
      const there = traceLink(plan, 'A1', '33,7,1.5,B1', { modelId });
      const back = traceLink(plan, '33,7,1.5,B1', '2,20,2.5,B1', { modelId });
      expect(there.pathLossDb).toBeCloseTo(back.pathLossDb, 9);
    }
  });

  it('stay in a placement as they are: loud ones are enough, faint ones are no help', async () => {
    const carriers = buildPlan()
      .carriers.slice(0, 1)
      .map((carrier) => ({ ...carrier, portPowerDbm: 14 }));
    const source = buildPlan({ carriers });
    const point = async (fixed: Antenna[]) => {
      const { plan } = await placeAntennas(
        { ...source, antennas: fixed.map((one) => ({ ...one, fixed: true })) },
        { solver, resolutionM: 1, effort: 'low' },
      );
      return plan.antennas.length - fixed.length;
    };
    const none = await point([]);
    expect(none).toBeGreaterThan(0);
    const faint = Object.fromEntries(source.carriers.map(({ id }) => [id, -60]));
    expect(await point([buildAntenna('F1', 12, 12, { portPowerDbm: faint })])).toBe(none);
    const loud = Object.fromEntries(source.carriers.map(({ id }) => [id, 49]));
    const cable = buildAntenna('C1', 1, 12, {
      type: 'radiating-cable',
      path: [
        [1, 12],
        [39, 12],
      ],
      portPowerDbm: loud,
    });
    expect(await point([cable])).toBe(0);
    const panel = buildAntenna('P1', 0.5, 12, { type: 'directional', azimuthDeg: 0, portPowerDbm: loud });
    expect(await point([panel])).toBe(0);
  });
});

describe('antennas of a plan', () => {
  const withAntenna = (antenna: object) => () =>
    buildPlan({ antennas: [{ ...buildAntenna('A1', 5, 5), ...antenna } as Antenna] });

  it.each([
    [{ type: 'directional' }, 'antennas[0].azimuthDeg: found nothing; expected where it looks'],
    [{ type: 'radiating-cable' }, 'antennas[0].path: found nothing; expected the course of the cable'],
    [{ type: 'radiating-cable', path: [[1, 1]] }, 'antennas[0].path: found 0.00 m of radiating cable'],
    [
      {
        type: 'radiating-cable',
        path: [
          [1, 1],
          [1, 1],
        ],
      },
      'antennas[0].path: found 0.00 m of radiating cable; expected 0.5–1000 m',
    ],
    [
      {
        type: 'radiating-cable',
        path: [
          [-600, 1],
          [600, 1],
        ],
      },
      'antennas[0].path: found 1200.00 m of radiating cable',
    ],
    [
      {
        type: 'radiating-cable',
        path: [
          [1, 1],
          [3000, 1],
        ],
      },
      'antennas[0].path[1]: found (3000, 1); expected within',
    ],
    [
      {
        type: 'radiating-cable',
        path: [
          [1, 1],
          [9, 1],
        ],
        cable: { couplingLossDb: {} },
      },
      'antennas[0].cable.couplingLossDb: found {}; expected MHz → dB',
    ],
    [
      {
        type: 'radiating-cable',
        path: [
          [1, 1],
          [9, 1],
        ],
        cable: { couplingLossDb: { '900': -3 } },
      },
      'antennas[0].cable.couplingLossDb.900: found -3',
    ],
    [{ type: 'directional', azimuthDeg: 700 }, 'antennas[0].azimuthDeg: found 700'],
    [
      { type: 'directional', azimuthDeg: 0, pattern: { horizontalBeamwidthDeg: 0 } },
      'antennas[0].pattern.horizontalBeamwidthDeg: found 0',
    ],
    [{ position: undefined }, 'antennas[0].position: found nothing; expected a point'],
    [{ type: 'leaky' }, 'antennas[0].type: found "leaky"'],
  ])('are refused with the path of what is wrong: %j', (antenna, message) => {
    expect(withAntenna(antenna)).toThrow(message);
  });

  it('that are a cable have their position where it is fed, unless they say', () => {
    const cable = {
      type: 'radiating-cable',
      path: [
        [3, 4],
        [9, 4],
      ],
      own: 7,
    };
    expect(withAntenna({ ...cable, position: undefined })().antennas[0]).toMatchObject({
      position: [3, 4],
      own: 7,
    });
    expect(planWarnings(withAntenna({ ...cable, position: undefined })())).toEqual([]);
    expect(planWarnings(withAntenna(cable)()).map(({ at }) => at)).toEqual(['antennas[0].position']);
    const outside = withAntenna({
      ...cable,
      position: undefined,
      path: [
        [3, 4],
        [99, 4],
      ],
    })();
    expect(planWarnings(outside).map(({ at }) => at)).toEqual(['antennas[0].path[1]']);
  });

  it('are warned of keys that their type does not use', () => {
    const plan = withAntenna({
      azimuthDeg: 3,
      cable: {},
      path: [
        [1, 1],
        [2, 2],
      ],
    })();
    expect(planWarnings(plan).map(({ at }) => at)).toEqual([
      'antennas[0].azimuthDeg',
      'antennas[0].path',
      'antennas[0].cable',
    ]);
    const panel = withAntenna({ type: 'directional', azimuthDeg: 3, downtiltDeg: 2, pattern: {} })();
    expect(planWarnings(panel)).toEqual([]);
  });
});
