/** The prediction as charts. */
export const chartTexts = {
  tabCharts: { zh: '图表', en: 'Charts' },
  chartsNone: { zh: '有了预测结果才有图表', en: 'Charts come with a prediction' },
  chartCurve: { zh: '覆盖曲线：{name}', en: 'Coverage curve: {name}' },
  chartCurveNote: {
    zh: '计入验收的全部地面中，中值不低于横轴数值的份额（%）',
    en: 'share of all counted floor whose median is at least the value below, %',
  },
  chartCurveProbabilityNote: {
    zh: '计入验收的全部地面中，达标概率不低于横轴数值的份额（%）',
    en: 'share of all counted floor that is served with at least the probability below, %',
  },
  chartAtLimit: { zh: '{operator} ≥ {limit} {unit}', en: '{operator} ≥ {limit} {unit}' },
  chartOperators: { zh: '各运营商预期达标面积', en: 'Floor expected to be served, by operator' },
  chartLevels: { zh: '各层预期达标面积', en: 'Floor expected to be served, by level' },
  chartLevelRow: { zh: '{level} · {operator}', en: '{level} · {operator}' },
  chartTarget: { zh: '竖线：要求 {ratio}', en: 'line: required {ratio}' },
} as const;
