import type { ParameterReport } from '../../measurement/index.ts';
import type { Lang } from '../wording/texts.ts';

interface CalibrationTexts {
  title(walk: string, samples: number, censored: number): string;
  readings(used: number, unmatched: number, setAside: number): string;
  model(before: string, basis: string): string;
  parameter: string;
  before: string;
  after: string;
  told: string;
  offset(frequencyMhz: number): string;
  otherOffset: string;
  exponent: string;
  identified: Record<ParameterReport['identified'], string>;
  notCrossed(list: string): string;
  errors: string;
  samples: string;
  mean: string;
  sigma: string;
  heldBack: string;
  inSample: string;
  band(frequencyMhz: number): string;
  distance(fromM: number, toM: number | null): string;
  walls(count: number, orMore: boolean): string;
  areas(count: number, marginM: string): string;
  residual(sigma: string, decorrelation: string, noise: string): string;
  verdict(bias: string, shadowing: string, decorrelation: string): string;
  /** Where the numbers of a calibrated model come from. */
  source(basis: string, walk: string, samples: number, walkedOn: string | undefined): string;
  /** Of a number of the profile that was fitted too. */
  fittedSource(walk: string, samples: number): string;
  heldBackRmse(before: string, after: string): string;
  conclusion: string;
  improved: string;
  notImproved: string;
  tooShort: string;
  oneBand: string;
  notConverged: string;
}

/** What a calibration says for itself, in both languages. */
export const calibrationTexts: Record<Lang, CalibrationTexts> = {
  zh: {
    title: (walk, samples, censored) => `校准：${walk}，局部均值 ${samples} 处，其中低于底限 ${censored} 处`,
    readings: (used, unmatched, setAside) =>
      `读数：采用 ${used}，不属于方案载波 ${unmatched}，不能用的行 ${setAside}`,
    model: (before, basis) => (before === basis ? `模型 ${basis}` : `模型 ${before}（以 ${basis} 为基础）`),
    parameter: '参数',
    before: '之前',
    after: '之后',
    told: '路测能否确定',
    offset: (frequencyMhz) => `${frequencyMhz} MHz 路损偏移 dB`,
    otherOffset: '其他频段路损偏移 dB',
    exponent: '距离指数',
    identified: { yes: '能', weakly: '勉强', no: '不能，保持原值' },
    notCrossed: (list) => `路测未穿过：${list}（保持原值）`,
    errors: '误差（预测 − 实测，dB）',
    samples: '样本',
    mean: '均值',
    sigma: '标准差',
    heldBack: '留出区域',
    inSample: '全部样本（拟合所用）',
    band: (frequencyMhz) => `  ${frequencyMhz} MHz`,
    distance: (fromM, toM) => (toM === null ? `  ≥ ${fromM} m` : `  ${fromM}–${toM} m`),
    walls: (count, orMore) => `  ${orMore ? '≥ ' : ''}${count} 道墙`,
    areas: (count, marginM) => `留出 ${count} 片区域逐一检验，周围 ${marginM} m 内的样本不参与拟合`,
    residual: (sigma, decorrelation, noise) =>
      `残差：阴影 σ ${sigma} dB，去相关距离 ${decorrelation} m，单点噪声 ${noise} dB`,
    verdict: (bias, shadowing, decorrelation) =>
      `验收判定采用：模型偏差 σ ${bias} dB，阴影 σ ${shadowing} dB，去相关距离 ${decorrelation} m`,
    fittedSource: (walk, samples) => `按路测 ${walk} 的 ${samples} 处局部均值拟合`,
    source: (basis, walk, samples, walkedOn) =>
      `以 ${basis} 为基础，按${walkedOn ? ` ${walkedOn} 的` : ''}路测 ${walk} 的 ${samples} 处局部均值拟合`,
    heldBackRmse: (before, after) => `；留出区域 RMSE ${before} → ${after} dB`,
    conclusion: '结论',
    improved: '校准后留出区域的误差变小',
    notImproved: '校准后留出区域的误差没有变小',
    tooShort: '路测太短，没有可留出的区域，无法证明有改进',
    oneBand: '只测了一个频段：其他频段的偏移只能推测',
    notConverged: '拟合未收敛：数值仅供参考',
  },
  en: {
    title: (walk, samples, censored) =>
      `calibration: ${walk}, ${samples} local means, ${censored} of them below the floor`,
    readings: (used, unmatched, setAside) =>
      `readings: ${used} used, ${unmatched} of no carrier of the plan, ${setAside} that cannot be used`,
    model: (before, basis) =>
      before === basis ? `model ${basis}` : `model ${before}, whose basis is ${basis}`,
    parameter: 'parameter',
    before: 'before',
    after: 'after',
    told: 'told by the walk',
    offset: (frequencyMhz) => `path loss offset ${frequencyMhz} MHz, dB`,
    otherOffset: 'path loss offset of other bands, dB',
    exponent: 'distance exponent',
    identified: { yes: 'yes', weakly: 'weakly', no: 'no, stays at its prior' },
    notCrossed: (list) => `crossed by no link of the walk: ${list} (stay as they are)`,
    errors: 'errors (predicted − measured, dB)',
    samples: 'samples',
    mean: 'mean',
    sigma: 'sd',
    heldBack: 'held-back areas',
    inSample: 'all samples (those fitted)',
    band: (frequencyMhz) => `  ${frequencyMhz} MHz`,
    distance: (fromM, toM) => (toM === null ? `  ≥ ${fromM} m` : `  ${fromM}–${toM} m`),
    walls: (count, orMore) =>
      `  ${count}${orMore ? ' or more' : ''} wall${count === 1 && !orMore ? '' : 's'}`,
    areas: (count, marginM) =>
      `${count} areas held back one by one; what is within ${marginM} m of an area was left out of its fit`,
    residual: (sigma, decorrelation, noise) =>
      `residuals: shadowing σ ${sigma} dB, decorrelation ${decorrelation} m, single places ${noise} dB`,
    verdict: (bias, shadowing, decorrelation) =>
      `the verdict takes: model bias σ ${bias} dB, shadowing σ ${shadowing} dB, decorrelation ${decorrelation} m`,
    fittedSource: (walk, samples) => `fitted to ${samples} local means of the walk test ${walk}`,
    source: (basis, walk, samples, walkedOn) =>
      `${basis} fitted to ${samples} local means of the walk test ${walk}${walkedOn ? ` of ${walkedOn}` : ''}`,
    heldBackRmse: (before, after) => `; RMSE in held-back areas ${before} → ${after} dB`,
    conclusion: 'conclusion',
    improved: 'errors in held-back areas are smaller than before',
    notImproved: 'errors in held-back areas are not smaller than before',
    tooShort: 'too short a walk to hold anything back: nothing shows that it helps',
    oneBand: 'one band only: the offset of other bands is a guess from it',
    notConverged: 'the fit did not settle: take its numbers as rough',
  },
};
