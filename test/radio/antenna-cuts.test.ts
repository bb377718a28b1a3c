import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { antennaGainDbi, energyDoubts, radiatedOverFedDb } from '@diku/engine/radio';
import { describe, expect, it } from 'vitest';
import { sectorAttenuationDb } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const degree = Math.PI / 180;
const steps = (count: number) => Array.from({ length: count }, (_, step) => (360 * step) / count);
const signed = (angleDeg: number) => (angleDeg > 180 ? angleDeg - 360 : angleDeg);
const flat = steps(360).map(() => 0);

/** Loss of a half-wave dipole that stands upright, C. A. Balanis, "Antenna theory", section 4.6: 2.15 dBi. */
function dipoleLossDb(elevationDeg: number): number {
  const sine = Math.sin(elevationDeg * degree);
  const cosine = Math.cos(elevationDeg * degree);
  const field = Math.abs(cosine) < 1e-9 ? 0 : Math.cos((Math.PI / 2) * sine) / cosine;
  return Math.min(120, -20 * Math.log10(Math.max(1e-6, Math.abs(field))));
}

const dipole = {
  frequencyMhz: 1800,
  gainDbi: 2.151,
  horizontalLossDb: flat,
  verticalLossDb: steps(720).map(dipoleLossDb),
};
/** Narrow enough for side, back and top to be apart. */
const sector = { horizontalBeamwidthDeg: 65, verticalBeamwidthDeg: 40, frontToBackDb: 25 };
const panel = {
  frequencyMhz: 1800,
  gainDbi: 8,
  horizontalLossDb: steps(360).map((angleDeg) => sectorAttenuationDb(sector, signed(angleDeg), 0)),
  verticalLossDb: steps(360).map((angleDeg) => {
    const behind = angleDeg > 90 && angleDeg < 270;
    return sectorAttenuationDb(sector, behind ? 180 : 0, behind ? 180 - angleDeg : signed(angleDeg));
  }),
};
const custom = { dipole: { bands: [dipole] }, panel: { bands: [panel] } };

function gainDbi(
  antenna: { type: string; azimuthDeg?: number; downtiltDeg?: number },
  azimuthDeg: number,
  belowDeg: number,
): number {
  const level = Math.cos(belowDeg * degree);
  const [east, north] = [level * Math.cos(azimuthDeg * degree), level * Math.sin(azimuthDeg * degree)];
  return antennaGainDbi(antenna, east, north, -Math.sin(belowDeg * degree), { frequencyMhz: 1800, custom });
}

describe('patterns of two cuts', () => {
  it('of a dipole are the dipole in every direction', () => {
    for (let azimuthDeg = -180; azimuthDeg < 180; azimuthDeg += 17) {
      for (let belowDeg = -80; belowDeg <= 80; belowDeg += 5) {
        const known = 2.151 - dipoleLossDb(belowDeg);
        expect(gainDbi({ type: 'dipole' }, azimuthDeg, belowDeg)).toBeCloseTo(known, 2);
      }
    }
    expect(radiatedOverFedDb(dipole)).toBeCloseTo(0, 2);
  });

  it('are the cuts themselves along them, turned by the azimuth', () => {
    const antenna = { type: 'panel', azimuthDeg: 30 };
    for (let angleDeg = -179; angleDeg <= 179; angleDeg += 1) {
      // Azimuths of a plan are counter-clockwise, those of a cut clockwise.
      const known = 8 - panel.horizontalLossDb[(angleDeg + 360) % 360];
      expect(gainDbi(antenna, 30 - angleDeg, 0)).toBeCloseTo(known, 6);
    }
    for (let belowDeg = -89; belowDeg <= 89; belowDeg += 1) {
      expect(gainDbi(antenna, 30, belowDeg)).toBeCloseTo(8 - panel.verticalLossDb[(belowDeg + 360) % 360], 6);
      expect(gainDbi(antenna, 210, belowDeg)).toBeCloseTo(8 - panel.verticalLossDb[180 - belowDeg], 6);
    }
  });

  it('tell right from left and above from below', () => {
    const lopsided = {
      ...panel,
      horizontalLossDb: steps(360).map((angleDeg) => 10 - 10 * Math.cos((angleDeg - 20) * degree)),
      verticalLossDb: steps(360).map((angleDeg) => 10 - 10 * Math.cos((angleDeg - 15) * degree)),
    };
    const types = { lopsided: { bands: [lopsided] } };
    const towards = (east: number, north: number, up: number) =>
      antennaGainDbi({ type: 'lopsided' }, east, north, up, { frequencyMhz: 1800, custom: types });
    // It looks east: south is to its right.
    expect(towards(1, -0.4, 0)).toBeGreaterThan(towards(1, 0.4, 0) + 2);
    expect(towards(1, 0, -0.3)).toBeGreaterThan(towards(1, 0, 0.3) + 1);
  });

  it('are tilted as a whole: a panel that looks straight down', () => {
    const down = { type: 'panel', azimuthDeg: 0, downtiltDeg: 90 };
    expect(gainDbi(down, 0, 90)).toBeCloseTo(8, 9);
    expect(gainDbi(down, 77, -90)).toBeCloseTo(8 - panel.horizontalLossDb[180], 6);
    // North and south are to its sides, east was above its beam.
    expect(gainDbi(down, 90, 0)).toBeCloseTo(8 - panel.horizontalLossDb[90], 6);
    expect(gainDbi(down, 0, 0)).toBeCloseTo(8 - panel.verticalLossDb[270], 6);
  });

  it('with a gain that no antenna of such beams has are doubted', () => {
    expect(energyDoubts(panel)).toEqual([]);
    expect(energyDoubts({ ...panel, gainDbi: 14 })).toHaveLength(1);
    expect(energyDoubts({ ...dipole, gainDbi: 3 })).toEqual([]);
    expect(energyDoubts({ ...dipole, gainDbi: 3.3 })).toHaveLength(1);
  });

  it('are those of the band nearest to the carrier', () => {
    const bands = [800, 1800, 2600].map((frequencyMhz, at) => ({ ...dipole, frequencyMhz, gainDbi: at }));
    const peak = (frequencyMhz: number) =>
      antennaGainDbi({ type: 'three' }, 1, 0, 0, { frequencyMhz, custom: { three: { bands } } });
    expect([700, 900, 1300, 2100, 2200, 3500].map(peak)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe('a type that a plan brings along', () => {
  const omniLossDb = (angleDeg: number) => 12 * Math.sin(angleDeg * degree) ** 2;
  const measured = {
    frequencyMhz: 1800,
    gainDbi: 2,
    horizontalLossDb: flat,
    verticalLossDb: steps(3600).map(omniLossDb),
  };
  const antennas = [buildAntenna('A1', 8, 12), buildAntenna('A2', 31, 9)];
  const plan = buildPlan({ antennas });
  const patternPlan = buildPlan({
    antennas: antennas.map((antenna) => ({ ...antenna, type: 'measured' })),
    antennaTypes: { measured: { name: 'Deckenantenne', bands: [measured] } },
  });

  it('is predicted as the built-in type whose cuts it has', { tags: ['thorough'] }, async () => {
    const [formula, table] = [
      await predictPlan(plan, { solver }),
      await predictPlan(patternPlan, { solver }),
    ];
    for (const [index, { rsrpDbm }] of formula.maps.entries()) {
      const apartDb = rsrpDbm.map((value, cell) => Math.abs(value - table.maps[index].rsrpDbm[cell]));
      expect(Math.max(...apartDb.filter((value) => !Number.isNaN(value)))).toBeLessThan(0.001);
    }
  });

  it('is refused where the plan has none of that name, or names it like a built-in one', () => {
    expect(() => parsePlan({ ...patternPlan, antennaTypes: undefined })).toThrow(
      'antennas[0].type: found "measured"; expected one of ceiling-omni, isotropic, directional, radiating-cable',
    );
    expect(() => parsePlan({ ...plan, antennaTypes: { directional: { bands: [measured] } } })).toThrow(
      'antennaTypes.directional',
    );
  });
});
