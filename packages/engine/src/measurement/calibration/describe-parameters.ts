import type { Fit } from './fit-parameters.ts';
import type { PlanParameters } from './plan-parameters.ts';

/** One line of the table of parameters: before and after, each with its standard deviation. */
export interface ParameterReport {
  kind: 'offset' | 'exponent' | 'material';
  /** Frequency of an offset; absent for bands that were not measured. */
  frequencyMhz?: number;
  material?: string;
  unit: 'dB' | '';
  before: number;
  beforeSd: number;
  after: number;
  afterSd: number;
  /**
   * How well the walk identifies it: its standard deviation fell to half or less of the prior's (yes), by a
   * tenth or more (weakly), or did not (no: it stays at its prior).
   */
  identified: 'yes' | 'weakly' | 'no';
}

const clearlyRatio = 0.5;
const weaklyRatio = 0.9;

/**
 * The parameters as people read them (offsets summed per band, losses in dB per crossing), and which of them the walk
 * does not tell. [parameters]
 * @param pinned those known not to be told
 */
export function describeParameters(
  { all, frequenciesMhz, materials, exponentIndex }: PlanParameters,
  { parameters, covariance }: Fit,
  pinned?: readonly boolean[],
): { rows: ParameterReport[]; pinned: boolean[] } {
  const count = all.length;
  const variance = (a: number, b = a) => covariance[a * count + b];
  const evaluate = (afterSd: number, beforeSd: number): ParameterReport['identified'] => {
    if (afterSd <= clearlyRatio * beforeSd) return 'yes';
    return afterSd <= weaklyRatio * beforeSd ? 'weakly' : 'no';
  };
  const single = (index: number, scale = 1) => {
    const beforeSd = all[index].priorSd * scale;
    const sd = Math.sqrt(variance(index)) * scale;
    const identified = pinned?.[index] ? 'no' : evaluate(sd, beforeSd);
    return {
      before: all[index].priorMean * scale,
      beforeSd,
      after: parameters[index] * scale,
      afterSd: identified === 'no' ? beforeSd : sd,
      identified,
    };
  };
  const bands = frequenciesMhz.map((frequencyMhz, band): ParameterReport => {
    const column = 1 + band;
    const beforeSd = Math.hypot(all[0].priorSd, all[column].priorSd);
    const afterSd = Math.sqrt(variance(0) + variance(column) + 2 * variance(0, column));
    return {
      kind: 'offset',
      frequencyMhz,
      unit: 'dB',
      before: all[0].priorMean + all[column].priorMean,
      beforeSd,
      after: parameters[0] + parameters[column],
      afterSd,
      identified: evaluate(afterSd, beforeSd),
    };
  });
  const bandSd = all[1].priorSd;
  const shared = { ...single(0) };
  const others: ParameterReport = {
    kind: 'offset',
    unit: 'dB',
    ...shared,
    beforeSd: Math.hypot(shared.beforeSd, bandSd),
    afterSd: Math.hypot(Math.sqrt(variance(0)), bandSd),
  };
  others.identified = evaluate(others.afterSd, others.beforeSd);
  const rows: ParameterReport[] = [
    ...bands,
    others,
    { kind: 'exponent', unit: '', ...single(exponentIndex) },
    ...materials.map(({ material, lossDb }, index): ParameterReport => {
      return { kind: 'material', material, unit: 'dB', ...single(exponentIndex + 1 + index, lossDb) };
    }),
  ];
  const told = all.map((_, index) => index < exponentIndex || single(index).identified !== 'no');
  return { rows, pinned: told.map((each) => !each) };
}
