import { existsSync, readFileSync } from 'node:fs';
import { evaluateModel } from '@diku/engine/radio';
import { expect, test } from 'vitest';
import { metresToMm } from '../../packages/engine/src/core/index.ts';
import { crossesWall } from '../../packages/engine/src/radio/index.ts';

interface Point {
  id: string;
  model: string;
  // biome-ignore lint/suspicious/noExplicitAny: each point has the inputs of its own code
  inputs: any;
  // biome-ignore lint/suspicious/noExplicitAny: a number, or several by name
  output: any;
}

const points: Point[] = JSON.parse(
  readFileSync(new URL('../fixtures/reference/model_points.json', import.meta.url), 'utf8'),
);
const racePlanFile = new URL('../../../shared/data/reference/race_plan.json', import.meta.url);

type Pair = [found: number, expected: number, toleranceDb?: number];

const lossDb = (id: string, inputs: Record<string, unknown>) => evaluateModel(id, inputs).lossDb as number;

/** How the engine is asked for what another code was run for. */
const comparisons: Record<string, (point: Point) => Pair[]> = {
  'P.1238 site-general': ({ inputs, output }) => {
    const [environment, sight] = inputs.env.split('_');
    const link = {
      environment,
      los: sight === 'los',
      frequencyMhz: inputs.f_ghz * 1000,
      distanceM: inputs.d_m,
    };
    const result = evaluateModel('itu-p1238', link);
    return [
      [result.lossDb as number, output],
      [result.sigmaDb as number, inputs.sigma_db],
    ];
  },
  'P.1238 legacy (N, Lf)': ({ inputs, output }) => {
    const { env: environment, d3d_m: distanceM, floors, f_hz } = inputs;
    const link = { environment, distanceM, floors, frequencyMhz: f_hz / 1e6 };
    return [[lossDb('itu-p1238-legacy', link), output]];
  },
  // ns-3 adds 5 dB for each of the 6 + 4 rooms of 10 × 10 m between the ends, which no edition of P.1238 has.
  'ns-3 HybridBuildings indoor (P.1238 + 5 dB x Manhattan rooms)': ({ inputs, output }) => {
    const distanceM = Math.hypot(...inputs.tx.map((value: number, axis: number) => value - inputs.rx[axis]));
    const link = { environment: 'commercial', frequencyMhz: 700, floors: 2, distanceM };
    return [[lossDb('itu-p1238-legacy', link) + 5 * (6 + 4), output]];
  },
  'COST 231 multi-wall': ({ inputs, output }) => {
    const walls = [
      { lossDb: inputs.L_thin, count: inputs.n_thin },
      { lossDb: inputs.L_thick, count: inputs.n_thick },
    ];
    const link = {
      ...{ frequencyMhz: inputs.f_mhz, distanceM: inputs.d_m, walls, floors: inputs.n_floors },
      ...{ floorLossDb: inputs.Lf, b: inputs.b, constantDb: inputs.Lc },
    };
    // That code rounds the speed of light to 299.79246: 6e-9 relative.
    return [[lossDb('cost231-multi-wall', link), output, 1e-7]];
  },
  'P.2040 single slab': ({ inputs, output }) => {
    const frequencyMhz = inputs.f_hz / 1e6;
    const result = evaluateModel('itu-p2040-slab', {
      ...{ material: inputs.material, thicknessM: inputs.thickness_m, frequencyMhz },
      incidenceDeg: inputs.angle_deg,
    });
    const constants = evaluateModel('itu-p2040-material', { material: inputs.material, frequencyMhz });
    const loss = result.transmissionLossDb as { te: number; tm: number };
    const reflected = result.reflectionLossDb as { te: number; tm: number };
    return [
      [constants.permittivity as number, output.eps_r],
      [constants.conductivitySm as number, output.sigma],
      // That code's own wavelength and permittivity of free space have fewer digits.
      [loss.te, output.T_te_dB, 1e-4],
      [loss.tm, output.T_tm_dB, 1e-4],
      [reflected.te, output.R_te_dB, 1e-4],
      [reflected.tm, output.R_tm_dB, 1e-4],
    ];
  },
  'ITU-R P.2109 building entry loss': ({ inputs, output }) => {
    const link = {
      ...{ building: 'traditional', frequencyMhz: inputs.f_ghz * 1000, elevationDeg: inputs.elev_deg },
      probability: inputs.prob_pct / 100,
    };
    return [[lossDb('itu-p2109', link), output, 1e-7]];
  },
  // Its free space is 20 lg MHz + 20 lg m − 27.55: the rounded constant is 0.0022 dB more than 20 lg(4π/λ).
  'flat-dB multi-wall on bench plan (147 walls)': ({ inputs, output }) => {
    const walls = [{ lossDb: output.wall_dB, count: 1 }];
    const link = { frequencyMhz: 3500, distanceM: inputs.d_m, walls };
    const roundingDb = 20 * Math.log10((4 * Math.PI * 1e6) / 299_792_458) + 27.55;
    expect(Math.abs(roundingDb)).toBeLessThan(0.0023);
    const pairs: Pair[] = [[lossDb('cost231-multi-wall', link) - roundingDb, output.total_dB]];
    if (existsSync(racePlanFile)) pairs.push([racedWallsDb(inputs.tx, inputs.rx), output.wall_dB]);
    return pairs;
  },
};

function compareThreeGpp({ model, inputs, output }: Point): Pair[] {
  const [, kind] = /(InH-Office LOS|InH-Office NLOS|InF LOS|InF NLOS-..)$/.exec(model)!;
  const scenario = kind.startsWith('InH') ? 'inh-office' : `inf-${kind.slice(-2).toLowerCase()}`;
  const link = {
    ...{ scenario: scenario === 'inf-os' ? 'inf-sl' : scenario, los: kind.endsWith(' LOS') },
    ...{ distanceM: inputs.d3d_m, frequencyMhz: (inputs.f_hz ?? inputs.f_ghz * 1e9) / 1e6 },
  };
  return [[lossDb('3gpp-38901', link), output]];
}

/** Losses of the walls of the plan that was raced, by the crossing rule. */
function racedWallsDb(tx: number[], rx: number[]): number {
  const { walls } = JSON.parse(readFileSync(racePlanFile, 'utf8'));
  const point = ([x, y]: number[]) => [metresToMm(x), metresToMm(y)] as const;
  let sumDb = 0;
  for (const { x1, y1, x2, y2, loss } of walls) {
    if (crossesWall(point(tx), point(rx), point([x1, y1]), point([x2, y2]))) sumDb += loss;
  }
  return sumDb;
}

test.each(points)('$id $model: as another public code', (point) => {
  const compare = point.model.startsWith('3GPP TR 38.901') ? compareThreeGpp : comparisons[point.model];
  const pairs = compare(point);
  expect(pairs.length).toBeGreaterThan(0);
  for (const [found, expected, toleranceDb = 1e-9] of pairs) {
    expect(Math.abs(found - expected), `${found} against ${expected}`).toBeLessThan(toleranceDb);
  }
});
