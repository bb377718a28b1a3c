import { type EstimateField, type FieldSamples, krigeField } from '../../core/index.ts';
import {
  antennaLocationInput,
  type Calibration,
  type Carrier,
  type FingerprintMemo,
  type Level,
  noMemo,
  type Plan,
  shortFingerprint,
  type WalkResiduals,
} from '../../plan/index.ts';
import { elementPowerDbm, radiates } from './link-budget.ts';
import { correctionAt } from './service-signal.ts';

/**
 * Writes what a walk test says of one carrier on one level beyond the fitted model.
 * @param cell serving cell there; undefined where nobody knows
 * @param into [correctionLength] receives the correction at `correctionAt`
 */
export type CorrectLevel = (x: number, y: number, cell: string | undefined, into: Float64Array) => void;

/** The corrections of a plan by level and carrier; undefined where nothing was measured that still holds. */
export type FindCorrections = (levelId: string, carrier: Carrier) => CorrectLevel | undefined;

/**
 * Fingerprint of what residuals of one level are of: its antennas with their powers, what stands there, and the fitted numbers.
 * @param plan with its port powers applied
 */
export function residualBasis(
  { antennas, antennaTypes, carriers, materials, propagation }: Plan,
  level: Level,
  memo: FingerprintMemo = noMemo,
): string {
  const radiating = antennas
    .filter((antenna) => antenna.level === level.id)
    .map((antenna) => {
      const { type, cell, azimuthDeg, downtiltDeg, pattern, cable } = antenna;
      const powers = carriers
        .filter((carrier) => radiates(antenna, carrier))
        .map((carrier) => [carrier.id, carrier.frequencyMhz, elementPowerDbm(antenna, carrier).toFixed(3)]);
      const bands = antennaTypes?.[type]?.bands;
      return [
        antennaLocationInput(antenna),
        type,
        cell,
        azimuthDeg,
        downtiltDeg,
        pattern,
        cable,
        bands,
        powers,
      ];
    });
  const fitted: Partial<Calibration> = { ...propagation?.calibration };
  delete fitted.residuals;
  const standing = memo.of(level, 'standing', () => {
    const { outline, holes, walls, columns, openings, beams, bays, slabThicknessM, slabOpenings } = level;
    return shortFingerprint([
      ...[outline, holes, walls, columns, openings, beams, bays, slabThicknessM, slabOpenings],
      ...[level.elevationM, level.clearHeightM],
    ]);
  });
  return shortFingerprint([radiating, standing, materials, fitted]);
}

/**
 * Levels whose residuals are of other antennas, powers or walls than the plan's.
 * @param plan with its port powers applied
 */
export function staleResiduals(plan: Plan, { levels }: WalkResiduals, memo?: FingerprintMemo): string[] {
  return levels.flatMap(({ level: id, basis }) => {
    const level = plan.levels.find((each) => each.id === id);
    return level && residualBasis(plan, level, memo) === basis ? [] : [id];
  });
}

/**
 * The corrections that a walk test makes. Those of a level hold for what was measured there alone:
 * with another antenna, power or wall they are left out.
 * @param plan with its port powers applied
 */
export function findCorrections(
  plan: Plan,
  residuals: WalkResiduals,
  memo?: FingerprintMemo,
): FindCorrections {
  const stale = new Set(staleResiduals(plan, residuals, memo));
  const valid = new Set(residuals.levels.map(({ level }) => level).filter((level) => !stale.has(level)));
  const found = new Map<string, CorrectLevel | undefined>();
  return (levelId, carrier) => {
    if (!valid.has(levelId)) return undefined;
    const key = JSON.stringify([levelId, carrier.id]);
    if (!found.has(key)) found.set(key, correctionsOf(residuals, levelId, carrier.id));
    return found.get(key);
  };
}

/** The corrections of one level and carrier, whatever stands there now; undefined where nothing was measured on the level. */
export function correctionsOf(
  residuals: WalkResiduals,
  levelId: string,
  carrierId: string,
): CorrectLevel | undefined {
  const series = residuals.series.filter(({ level }) => level === levelId);
  if (series.length === 0) return undefined;
  const samples = fieldSamples(series);
  const { shadowingSigmaDb, decorrelationM, noiseSigmaDb, seriesCorrelation } = residuals;
  const variance = shadowingSigmaDb ** 2;
  const noiseVariance = noiseSigmaDb ** 2;
  const covariance = { variance, decorrelationM, seriesCorrelation };
  const fields = new Map<string | undefined, EstimateField>();
  return (x, y, cell, into) => {
    let estimate = fields.get(cell);
    if (!estimate) {
      const serving = servingSeries(series, carrierId, cell);
      const toSeries = Float64Array.from(series, (_, index) => (index === serving ? 1 : seriesCorrelation));
      estimate = krigeField(samples, covariance, toSeries);
      fields.set(cell, estimate);
    }
    estimate(x, y, into);
    into[correctionAt.remainingRatio] = (into[1] + noiseVariance) / (variance + noiseVariance);
  };
}

/** Number of the series of the cell that serves: readings that name no cell are of whichever does. −1 where none is. */
function servingSeries(series: WalkResiduals['series'], carrierId: string, cell: string | undefined): number {
  const ofCarrier = (of: string | undefined) =>
    series.findIndex((each) => each.carrier === carrierId && each.cell === of);
  const named = ofCarrier(cell);
  return named >= 0 ? named : ofCarrier(undefined);
}

function fieldSamples(series: WalkResiduals['series']): FieldSamples {
  const means = series.flatMap(({ means: all }, index) => all.map((mean) => ({ mean, index })));
  return {
    x: Float64Array.from(means, ({ mean }) => mean[0]),
    y: Float64Array.from(means, ({ mean }) => mean[1]),
    values: Float64Array.from(means, ({ mean }) => mean[2]),
    noiseVariances: Float64Array.from(means, ({ mean }) => mean[3] ** 2),
    series: Int32Array.from(means, ({ index }) => index),
  };
}
