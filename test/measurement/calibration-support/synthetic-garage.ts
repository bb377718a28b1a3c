import { readFileSync } from 'node:fs';
import { type Plan, parsePlan } from '@diku/engine';
import { tracePoints } from '@diku/engine/workflow';
import { fixturePlan } from '../../support/run-cli.ts';
import { correlatedNormals, createNormal } from './synthetic-samples.ts';

/**
 * The fixture's garage. Its model is named, since the default may change; the shadowing of the walks below is that of
 * a location, the same for all antennas.
 */
export function smallGarage(): Plan {
  const document = JSON.parse(readFileSync(fixturePlan, 'utf8'));
  const profileOverrides = { shadowingCorrelationRatio: 1 };
  return parsePlan({
    ...document,
    propagation: { model: 'multi-wall' },
    // No cars: the walks are through an empty garage.
    requirements: { ...document.requirements, profileOverrides, acceptance: { baysTakenRatio: 0 } },
  });
}

/** What the garage is in truth, of which its plan knows nothing. */
export const truth = { exponent: 2.5, offsetDb: 4, brickDb: 14, columnFactor: 0.5 };

/** The same garage with those numbers. */
export function trueGarage(plan: Plan): Plan {
  return {
    ...plan,
    materials: { brick: { lossDb: { '1800': truth.brickDb } }, column: { lossDb: { '1800': 3.5 } } },
    propagation: {
      model: 'calibrated',
      calibration: {
        basis: 'multi-wall',
        exponent: truth.exponent,
        offsetDb: {},
        otherOffsetDb: truth.offsetDb,
      },
    },
  };
}

export interface GarageWalkOptions {
  seed: number;
  /** Errors of single locations and along the walk, dB. */
  sigmaDb?: number;
  decorrelationM?: number;
  noiseSigmaDb?: number;
  floorDbm?: number;
  carriers?: readonly string[];
  /** Step between readings of a pass; default 2. Beyond 4.7 m each reading is a local mean of its own. */
  stepM?: number;
  /** The garage as it is; default: the true one. */
  real?: Plan;
}

/** A walk test through both levels of the true garage as CSV: three passes of each level. */
export function garageWalkCsv(plan: Plan, options: GarageWalkOptions): string {
  const { seed, sigmaDb = 4, decorrelationM = 6, noiseSigmaDb = 1.5, floorDbm = -140 } = options;
  const normal = createNormal(seed);
  const lines = ['level,carrier,x,y,RSRP (dBm)'];
  const { real = trueGarage(plan), stepM = 2 } = options;
  for (const level of plan.levels) {
    const points = [8, 20, 31].flatMap((y) =>
      Array.from({ length: Math.ceil(56 / stepM) }, (_, index) => ({
        x: 2.5 + stepM * index,
        y,
        z: 1.5,
        level: level.id,
      })),
    );
    for (const { id } of plan.carriers) {
      if (options.carriers && !options.carriers.includes(id)) continue;
      const shadowingDb =
        sigmaDb === 0 ? points.map(() => 0) : correlatedNormals(points, sigmaDb, decorrelationM, normal);
      const links = tracePoints(real, points, { carrierId: id });
      for (const [index, { x, y }] of points.entries()) {
        const byCell = new Map<string, number>();
        for (const [antenna, { rsrpDbm }] of links[index].entries()) {
          const { cell } = plan.antennas[antenna];
          // Phones are carried, also through bays.
          const onFootDbm = rsrpDbm + links[index][antenna].budget.vehicleLossDb;
          byCell.set(cell, (byCell.get(cell) ?? 0) + 10 ** (onFootDbm / 10));
        }
        const receivedDbm =
          10 * Math.log10(Math.max(...byCell.values())) + shadowingDb[index] + noiseSigmaDb * normal();
        lines.push(
          [level.id, id, x, y, receivedDbm < floorDbm ? 'no service' : receivedDbm.toFixed(3)].join(','),
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
