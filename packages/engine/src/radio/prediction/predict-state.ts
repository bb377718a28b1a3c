import { type Carrier, floorDemands, type Plan, planProfile } from '../../plan/index.ts';
import type { SignalState } from '../coverage/assess-coverage.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { obstacleOptions } from '../scene/obstacle-options.ts';
import { computeCarrierMap } from '../signal/compute-carrier-map.ts';
import { computePointSignals } from '../signal/compute-point-signals.ts';
import { heardAntennas } from '../signal/heard-antennas.ts';
import { runOverlapped } from './run-overlapped.ts';

/** Maps under way at once: workers solve the fields of one while those of another are added up. */
const overlap = 2;

export interface StateOptions {
  fields: FieldStack;
  model: PropagationModel;
  resolutionM: number;
  memoryBytes: number;
  /** Default: every carrier has its maps. */
  needsMap?: (carrier: Carrier) => boolean;
  /** False: the kinds of floor are not looked at. */
  needsKinds?: boolean;
  /** Default: every carrier has its signals at points. */
  needsPoints?: (carrier: Carrier) => boolean;
  /** Hears before each piece of work how much is done, 0 to 1, and of what; may throw to stop. */
  report: (doneRatio: number, of: string) => void;
}

/** The signal of a plan as it stands: maps of levels and carriers, and what points receive. */
export async function predictState(plan: Plan, options: StateOptions): Promise<SignalState> {
  const { fields, model, needsMap = () => true, needsPoints = () => true } = options;
  const profile = planProfile(plan);
  const obstacles = obstacleOptions(plan, profile, model);
  const demands = options.needsKinds === false ? undefined : floorDemands(plan, profile);
  const pieces = plan.levels.flatMap((level) =>
    plan.carriers
      .filter((carrier) => needsMap(carrier) || needsPoints(carrier))
      .map((carrier) => ({ level, carrier })),
  );
  const doneRatios = pieces.map(() => 0);
  const results = await runOverlapped(
    pieces.map(({ level, carrier }, index) => async () => {
      const report = (doneRatio: number) => {
        doneRatios[index] = doneRatio;
        const done = doneRatios.reduce((sum, ratio) => sum + ratio, 0);
        options.report(done / pieces.length, `${level.id} ${carrier.id}`);
      };
      report(0);
      const scene = fields.scene(level, carrier.frequencyMhz, options.resolutionM, obstacles);
      const antennas = heardAntennas(plan, level, carrier, { model, fields, obstacles, profile });
      const mapOptions = {
        ...{ model, profile, fields, demands, report },
        memoryBytes: options.memoryBytes / overlap,
      };
      const [map, signals] = await Promise.all([
        needsMap(carrier) ? computeCarrierMap(scene, carrier, antennas, mapOptions) : undefined,
        // While workers solve the fields.
        needsPoints(carrier)
          ? computePointSignals(scene, carrier, level.points ?? [], antennas, model, profile)
          : undefined,
      ]);
      return { levelId: level.id, carrierId: carrier.id, map, signals };
    }),
    overlap,
  );
  return {
    plan,
    profile,
    maps: results.flatMap(({ map }) => map ?? []),
    pointSignals: results.flatMap(({ levelId, carrierId, signals }) =>
      signals ? { levelId, carrierId, signals } : [],
    ),
  };
}
