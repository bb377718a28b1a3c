import { existsSync, readFileSync } from 'node:fs';
import { evaluateModel, loadFormulas } from '@diku/engine';
import { beforeAll, describe, expect, test } from 'vitest';

const folder = new URL('../../shared/data/reference/', import.meta.url);
const present = existsSync(folder);
const toleranceDb = 1e-6;

// biome-ignore lint/suspicious/noExplicitAny: rows of the reference files, each table with its own keys
function readRows(file: string): any {
  return present ? JSON.parse(readFileSync(new URL(file, folder), 'utf8')) : {};
}

function expectClose(found: number | undefined, expected: number, tolerance = toleranceDb): void {
  expect(Math.abs(found! - expected), `${found} against ${expected}`).toBeLessThan(tolerance);
}

beforeAll(loadFormulas);

describe.skipIf(!present)('reference vectors', () => {
  const vectors = readRows('physics_vectors.json');

  test('ITU-R P.1238-11 site-general', () => {
    for (const row of vectors.P1238_11_site_general) {
      const inputs = {
        environment: row.env,
        los: row.los,
        frequencyMhz: row.f_GHz * 1000,
        distanceM: row.d_m,
      };
      expectClose(evaluateModel('itu-p1238', inputs).lossDb, row.L_dB);
    }
  });

  test('ITU-R P.1238 legacy', () => {
    for (const row of vectors.P1238_legacy) {
      const inputs = {
        environment: 'office',
        frequencyMhz: row.f_MHz,
        distanceM: row.d_m,
        powerLossCoefficient: row.N,
        floorLossDb: row.Lf,
      };
      expectClose(evaluateModel('itu-p1238-legacy', inputs).lossDb, row.L_dB);
    }
  });

  test('3GPP TR 38.901 office and factory', () => {
    for (const row of vectors.InH_38901) {
      const distanceM = Math.hypot(row.d2D, row.hBS - row.hUT);
      const inputs = { scenario: 'inh-office', los: row.los, frequencyMhz: row.f_GHz * 1000, distanceM };
      expectClose(evaluateModel('3gpp-38901', inputs).lossDb, row.PL);
    }
    for (const row of vectors.InF_38901) {
      const link = { frequencyMhz: row.f_GHz * 1000, distanceM: row.d3D };
      for (const [scenario, los, expected] of [
        ['inf-sl', true, row.LOS],
        ['inf-sl', false, row.SL],
        ['inf-dl', false, row.DL],
        ['inf-sh', false, row.SH],
        ['inf-dh', false, row.DH],
      ]) {
        expectClose(evaluateModel('3gpp-38901', { scenario, los, ...link }).lossDb, expected);
      }
    }
  });

  test('COST 231 multi-wall', () => {
    for (const row of vectors.COST231_MW) {
      const walls = [
        { lossDb: 3.4, count: row.n_light },
        { lossDb: 6.9, count: row.n_heavy },
      ];
      const inputs = { frequencyMhz: row.f_MHz, distanceM: row.d_m, walls, floors: row.n_floor };
      expectClose(evaluateModel('cost231-multi-wall', inputs).lossDb, row.L_dB);
    }
  });

  test('knife edge, approximation and exact', () => {
    for (const row of vectors.knife_edge) {
      const result = evaluateModel('knife-edge', { v: row.v });
      expectClose(result.lossDb, row.J_P526);
      expectClose(result.exactLossDb as number, row.J_exact);
    }
    for (const row of vectors.knife_edge_car_roof) {
      const inputs = {
        heightM: row.h_m,
        distance1M: row.d1,
        distance2M: row.d2,
        frequencyMhz: row.f_GHz * 1000,
      };
      const result = evaluateModel('knife-edge', inputs);
      expectClose(result.v as number, row.v);
      expectClose(result.lossDb, row.J);
    }
  });

  test('Reudink area', () => {
    for (const row of vectors.Jakes_Reudink) {
      const inputs = { edgeProbability: row.edge, sigmaDb: row.sigma, exponent: row.n };
      expectClose(evaluateModel('reudink-area', inputs).areaProbability as number, row.area, 1e-9);
    }
  });

  const slabs = readRows('p2040_slabs.json');

  test('ITU-R P.2040 single slabs, both polarisations', () => {
    expect(slabs.rows.length).toBeGreaterThan(100);
    for (const row of slabs.rows) {
      const [, material, edition] = /^([a-z]+)(?:_P2040_(\d))?$/.exec(row.material)!;
      const common = { material, edition: edition ?? '3', frequencyMhz: row.f_GHz * 1000 };
      const constants = evaluateModel('itu-p2040-material', common);
      expectClose(constants.permittivity as number, row.eps_r, 1e-12);
      expectClose(constants.conductivitySm as number, row.sigma_S_m, 1e-12);
      const inputs = { ...common, thicknessM: row.thickness_m, incidenceDeg: row.theta_deg };
      const result = evaluateModel('itu-p2040-slab', inputs);
      const loss = result.transmissionLossDb as { te: number; tm: number };
      const reflected = result.reflectionLossDb as { te: number; tm: number };
      const averaged = result.thicknessAveragedLossDb as { te: number; tm: number };
      expectClose(loss.te, row.loss_TE_dB);
      expectClose(loss.tm, row.loss_TM_dB);
      expectClose(reflected.te, row.reflloss_TE_dB);
      expectClose(reflected.tm, row.reflloss_TM_dB);
      expectClose(averaged.te, row.loss_TE_incoherent_dB);
      expectClose(averaged.tm, row.loss_TM_incoherent_dB);
      expectClose(result.unpolarisedLossDb as number, row.loss_unpol_dB);
    }
  });

  test('ITU-R P.2040 stacks of layers', () => {
    expect(slabs.multilayer.length).toBeGreaterThan(50);
    for (const row of slabs.multilayer) {
      // "hollow_block: concrete35mm+air120mm+concrete35mm": material and thickness, mm where no unit stands.
      const layers = row.stack
        .replace(/^.*: /, '')
        .split('+')
        .map((text: string) => {
          const [, material, thicknessMm] = /^([a-z]+)([\d.]+)(?:mm)?$/.exec(text)!;
          return { material, thicknessM: Number(thicknessMm) / 1000 };
        });
      const inputs = { layers, frequencyMhz: row.f_GHz * 1000, incidenceDeg: row.theta_deg };
      const loss = evaluateModel('itu-p2040-slab', inputs).transmissionLossDb as { te: number; tm: number };
      expectClose(loss.te, row.loss_TE_dB);
      expectClose(loss.tm, row.loss_TM_dB);
    }
  });

  test('points run in other public codes', () => {
    let compared = 0;
    for (const point of readRows('model_points.json')) {
      const { inputs, model, output } = point;
      const frequencyMhz = (inputs.f_hz ?? (inputs.f_ghz ?? 0) * 1e9) / 1e6;
      if (model === 'P.1238 site-general') {
        const [environment, sight] = inputs.env.split('_');
        const link = { environment, los: sight === 'los', frequencyMhz, distanceM: inputs.d_m };
        const result = evaluateModel('itu-p1238', link);
        expectClose(result.lossDb, output);
        expect(result.sigmaDb).toBe(inputs.sigma_db);
      } else if (model === 'P.1238 legacy (N, Lf)') {
        const { env: environment, d3d_m: distanceM, floors } = inputs;
        const link = { environment, distanceM, floors, frequencyMhz };
        expectClose(evaluateModel('itu-p1238-legacy', link).lossDb, output);
      } else if (model === 'COST 231 multi-wall') {
        const link = {
          frequencyMhz: inputs.f_mhz,
          distanceM: inputs.d_m,
          walls: [
            { lossDb: inputs.L_thin, count: inputs.n_thin },
            { lossDb: inputs.L_thick, count: inputs.n_thick },
          ],
          floors: inputs.n_floors,
          floorLossDb: inputs.Lf,
          b: inputs.b,
          constantDb: inputs.Lc,
        };
        // That code rounds the speed of light: 4e-9 relative, far below the tolerance.
        expectClose(evaluateModel('cost231-multi-wall', link).lossDb, output);
      } else if (model === 'P.2040 single slab') {
        const wall = { material: inputs.material, thicknessM: inputs.thickness_m };
        const result = evaluateModel('itu-p2040-slab', {
          ...wall,
          frequencyMhz,
          incidenceDeg: inputs.angle_deg,
        });
        const loss = result.transmissionLossDb as { te: number; tm: number };
        const reflected = result.reflectionLossDb as { te: number; tm: number };
        expectClose(loss.te, output.T_te_dB, 1e-4);
        expectClose(loss.tm, output.T_tm_dB, 1e-4);
        expectClose(reflected.te, output.R_te_dB, 1e-4);
        expectClose(reflected.tm, output.R_tm_dB, 1e-4);
      } else if (model.startsWith('3GPP TR 38.901')) {
        const [, kind] = /(InH-Office LOS|InH-Office NLOS|InF LOS|InF NLOS-..)$/.exec(model)!;
        const scenario = kind.startsWith('InH') ? 'inh-office' : `inf-${kind.slice(-2).toLowerCase()}`;
        const los = kind.endsWith(' LOS');
        const link = { scenario: scenario === 'inf-os' ? 'inf-sl' : scenario, los, distanceM: inputs.d3d_m };
        expectClose(evaluateModel('3gpp-38901', { ...link, frequencyMhz }).lossDb, output);
      } else continue;
      compared += 1;
    }
    expect(compared).toBeGreaterThan(15);
  });
});
