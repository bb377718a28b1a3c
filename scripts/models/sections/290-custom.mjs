const formulas = [
  ['20 log10(4 pi d / lambda)', {}],
  ['40 + 3 d / (10 m) + (d > r ? 12 dB : 0)', { r: '10 m' }],
  ['max(40, 38 + 22 log10(d / (1 m)), 18.6 + 35.7 log10(d / (1 m)))', {}],
  ['60 + 5 sin(d / (2 m))', {}],
];

/** Published formulas as a planner writes them. */
const written = {
  'itu-m2135-inh': ({ los }) =>
    los
      ? '16.9 log10(d / (1 m)) + 32.8 + 20 log10(f / (1 GHz))'
      : '43.3 log10(d / (1 m)) + 11.5 + 20 log10(f / (1 GHz))',
  '3gpp-38901-inh-optional': () => '32.4 + 31.9 log10(d / (1 m)) + 20 log10(f / (1 GHz))',
};

export default ({ engine, chart, curve, table, steps, difference, reference, vectorTable, lossDb }) => ({
  chart: chart('custom', {
    title: 'Formulas of a planner’s own, 1800 MHz',
    x: { title: 'distance, m', min: 1, max: 100, logarithmic: true, ticks: [1, 2, 5, 10, 20, 50, 100] },
    y: { title: 'loss, dB', min: 30, max: 100 },
    series: formulas.map(([expression, constants], index) => ({
      name: `formula ${index + 1} below`,
      dash: index % 3,
      points: curve(steps(1, 100, 300, true), (distanceM) =>
        lossDb('custom', {
          ...{ expression, ...constants, d: `${distanceM} m` },
          ...(expression.includes('lambda') ? { lambda: `${299.792458 / 1800} m` } : {}),
        }),
      ),
    })),
  }),
  vectors: vectorTable(
    reference.other_models.filter(({ model }) => written[model]),
    [
      ['as', ({ model }) => `\`${model}\``],
      ['MHz', ({ inputs }) => inputs.frequencyMhz],
      ['m', ({ inputs }) => inputs.distanceM],
    ],
    [
      [
        'L, dB',
        (row) => row.lossDb,
        ({ model, inputs }) =>
          lossDb('custom', {
            expression: written[model](inputs),
            d: `${inputs.distanceM} m`,
            f: `${inputs.frequencyMhz} MHz`,
          }),
      ],
    ],
  ),
  table: table(
    ['formula', 'knots', 'largest difference, dB'],
    formulas.map(([expression, constants]) => {
      const propagation = { model: 'custom', formula: { expression, constants } };
      const law = engine.planModel({ propagation }).distanceLaw(1800);
      const direct = (distanceM) =>
        engine.evaluateModel('custom', {
          ...{ expression, ...constants, d: `${distanceM} m` },
          ...(expression.includes('lambda') ? { lambda: `${299.792458 / 1800} m` } : {}),
        }).lossDb;
      const off = steps(0.3, 100, 120, true).map((distanceM) => {
        return Math.abs(engine.lawLossDb(law, distanceM) - direct(distanceM));
      });
      return [`\`${expression}\``, law.table.distancesM.length, difference(Math.max(...off))];
    }),
  ),
});
