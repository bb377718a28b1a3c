import { dbToRatio, ratioToDb } from '../../core/index.ts';
import { type Plan, planProfile } from '../../plan/index.ts';

/** The receiver of a cell on a carrier: units whose signals, and noises, are added up. */
export interface CombinedReceiver {
  cell: string;
  carrier: string;
  units: number;
  /** Mean over the units, as energy. */
  noiseFigureDb: number;
  /** What the noise of all of them is over one of that figure, dB. */
  remotesDb: number;
}

/** Receivers by cell and carrier: every unit of a cell that sends a carrier hears for it. */
export function combinedReceivers(plan: Plan): CombinedReceiver[] {
  const { uplink } = planProfile(plan);
  const figures = new Map((plan.network?.parts ?? []).map((part) => [part.id, part.noiseFigureDb]));
  const receivers = new Map<string, { cell: string; carrier: string; units: number; noiseRatio: number }>();
  for (const source of plan.network?.sources ?? []) {
    for (const unit of source.units) {
      const noiseRatio = dbToRatio(figures.get(unit.part) ?? uplink.noiseFigureDb);
      for (const carrier of Object.keys(unit.outputPowerDbm)) {
        const key = JSON.stringify([source.cell, carrier]);
        const known = receivers.get(key) ?? { cell: source.cell, carrier, units: 0, noiseRatio: 0 };
        receivers.set(key, {
          ...known,
          units: known.units + 1,
          noiseRatio: known.noiseRatio + noiseRatio,
        });
      }
    }
  }
  return [...receivers.values()].map(({ cell, carrier, units, noiseRatio }) => ({
    ...{ cell, carrier, units },
    noiseFigureDb: ratioToDb(noiseRatio / units),
    // Whatever adds units up besides (an aggregation that the plan does not show) stays on top.
    remotesDb: ratioToDb(units * uplink.activeRemotes),
  }));
}
