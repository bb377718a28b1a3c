import type { SignalState } from '../coverage/assess-coverage.ts';
import type { PointSignals } from '../coverage/point-results.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Carrier, Plan } from '../plan/schema.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { obstacleOptions } from '../scene/obstacle-options.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { computeCarrierMap } from '../signal/compute-carrier-map.ts';
import { computePointSignals } from '../signal/compute-point-signals.ts';
import { heardAntennas } from './heard-antennas.ts';

export interface StateOptions {
  fields: FieldStack;
  model: PropagationModel;
  resolutionM: number;
  memoryBytes: number;
  /** Default: every carrier has its maps. */
  needsMap?: (carrier: Carrier) => boolean;
  /** Default: every carrier has its signals at points. */
  needsPoints?: (carrier: Carrier) => boolean;
  /** Hears before each piece of work how much is done, 0 to 1, and of what; may throw to stop. */
  report: (doneRatio: number, of: string) => void;
}

/** The signal of a plan as it stands: maps of levels and carriers, and what points receive. */
export async function predictState(plan: Plan, options: StateOptions): Promise<SignalState> {
  const { fields, model, memoryBytes, needsMap = () => true, needsPoints = () => true } = options;
  const profile = planProfile(plan);
  const obstacles = obstacleOptions(plan, profile, model);
  const maps: CarrierMap[] = [];
  const pointSignals: PointSignals[] = [];
  const total = plan.levels.length * plan.carriers.length;
  let done = 0;
  for (const level of plan.levels) {
    for (const carrier of plan.carriers) {
      const of = `${level.id} ${carrier.id}`;
      const report = (doneRatio: number) => options.report((done + doneRatio) / total, of);
      report(0);
      done += 1;
      if (!needsMap(carrier) && !needsPoints(carrier)) continue;
      const scene = fields.scene(level, carrier.frequencyMhz, options.resolutionM, obstacles);
      const antennas = heardAntennas(plan, level, carrier, { model, fields, obstacles, profile });
      if (needsMap(carrier)) {
        const mapOptions = { model, profile, fields, memoryBytes, report };
        maps.push(await computeCarrierMap(scene, carrier, antennas, mapOptions));
      }
      if (needsPoints(carrier)) {
        const signals = computePointSignals(scene, carrier, level.points ?? [], antennas, model, profile);
        pointSignals.push({ levelId: level.id, carrierId: carrier.id, signals });
      }
    }
  }
  return { plan, profile, maps, pointSignals };
}
