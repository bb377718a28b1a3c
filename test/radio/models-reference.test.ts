import { readFileSync } from 'node:fs';
import type { Carrier } from '@diku/engine';
import { evaluateModel } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';
import { resourceElementRatioDb } from '../../packages/engine/src/radio/index.ts';

/** The copy of the reference vectors; test/radio/models-docs.test.ts holds it to the original. */
const folder = new URL('../fixtures/reference/', import.meta.url);
const toleranceDb = 1e-9;

// biome-ignore lint/suspicious/noExplicitAny: rows of the reference files, each table with its own keys
function readRows(file: string): any {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

function expectClose(found: number | undefined, expected: number, tolerance = toleranceDb): void {
  expect(Math.abs(found! - expected), `${found} against ${expected}`).toBeLessThan(tolerance);
}

describe('reference vectors', () => {
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

  test('LOS probability of a factory', () => {
    for (const row of vectors.InF_LOSprob) {
      for (const scenario of ['inf-sl', 'inf-dl']) {
        const result = evaluateModel('3gpp-38901', {
          ...{ scenario, los: false, frequencyMhz: 3500 },
          ...{ distanceM: Math.hypot(row.d2D, row.hBS - row.hUT), distance2dM: row.d2D },
          ...{ clutterSizeM: row.dclutter, clutterDensityRatio: row.r },
        });
        expectClose(result.losProbability as number, row.P, 1e-12);
      }
    }
  });

  test('diffraction at a conducting corner', () => {
    for (const row of vectors.UTD_PEC_corner) {
      const { excessLossDb } = evaluateModel('utd-wedge', {
        ...{ frequencyMhz: row.f_GHz * 1000, distance1M: row.s1, distance2M: row.s2 },
        sourceAngleDeg: row.phi_inc_deg,
        fieldAngleDeg: 180 + row.phi_inc_deg + row.shadow_depth_deg,
      }) as unknown as { excessLossDb: { soft: number; hard: number } };
      expectClose(excessLossDb.soft, row.excess_soft_dB);
      expectClose(excessLossDb.hard, row.excess_hard_dB);
    }
  });

  test('waves guided by a tunnel', () => {
    for (const row of vectors.waveguide_Emslie) {
      const perM = evaluateModel('emslie-waveguide', {
        ...{ frequencyMhz: row.f_GHz * 1000, widthM: row.w_m, heightM: row.h_m, permittivity: row.eps_r },
      }).attenuationDbPerM as { vertical: number; horizontal: number };
      expectClose(perM.vertical, row.alpha_V_dB_per_m, 1e-12);
      expectClose(perM.horizontal, row.alpha_H_dB_per_m, 1e-12);
    }
  });

  test('power per resource element', () => {
    const carriers: Record<string, Pick<Carrier, 'technology' | 'bandwidthMhz' | 'subcarrierKhz'>> = {
      'LTE20 15 dBm total': { technology: 'lte', bandwidthMhz: 20 },
      'LTE10 15 dBm': { technology: 'lte', bandwidthMhz: 10 },
      'NR100 SCS30 15 dBm': { technology: 'nr', bandwidthMhz: 100 },
      'NR100 SCS30 24 dBm': { technology: 'nr', bandwidthMhz: 100 },
      'NR700 30MHz SCS15 160RB 15 dBm': { technology: 'nr', bandwidthMhz: 30, subcarrierKhz: 15 },
    };
    for (const row of vectors.RSRP_port) {
      expectClose(row.P_dBm + resourceElementRatioDb(carriers[row.name] as Carrier), row.EPRE_dBm);
    }
  });

  test('every table is one of these, or explained by name in docs/models.md', () => {
    const compared = [
      ...['P1238_11_site_general', 'P1238_legacy', 'InH_38901', 'InF_38901', 'InF_LOSprob', 'COST231_MW'],
      ...['knife_edge', 'knife_edge_car_roof', 'UTD_PEC_corner', 'waveguide_Emslie', 'RSRP_port'],
      'Jakes_Reudink',
    ];
    const page = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');
    const explained = Object.keys(vectors).filter((name) => !compared.includes(name));
    for (const name of explained) expect(page).toContain(`\`${name}\``);
    expect(explained).toHaveLength(Object.keys(vectors).length - compared.length);
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
});
