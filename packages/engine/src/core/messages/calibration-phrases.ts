import type { BothLanguages } from './both-languages.ts';

/** What a walk test is refused for as a measurement to calibrate by. */
export const calibrationPhrases = {
  'walk-test': { zh: '路测', en: 'walk test' },
  'calibrate-antennas': {
    zh: '有天线的方案：校准的是已知天线的模型',
    en: 'a plan with its antennas: what is calibrated is the model of known antennas',
  },
  'calibrate-model': {
    zh: '有距离指数可拟合的模型：{list}',
    en: 'a model with an exponent to fit: {list}',
  },
  'calibrate-no-levels': { zh: '没有一行有信号电平', en: 'no row with a level of signal' },
  'calibrate-no-match': {
    zh: '没有一行属于方案天线发射的载波（有电平的 {count} 行都不匹配）',
    en: 'no row of a carrier that the plan’s antennas send ({count} with a level, none matched)',
  },
  'calibrate-few': {
    zh: '{count} 处可用的局部均值',
    en: '{count} usable local means',
  },
  'calibrate-samples': {
    zh: '方案载波在方案地库内至少 {least} 处高于底限的局部均值',
    en: 'at least {least} local means above the floor, of the plan’s carriers, in the plan’s garage',
  },
} as const satisfies BothLanguages;
