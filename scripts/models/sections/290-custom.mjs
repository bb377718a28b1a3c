const formulas = [
  ['20 log10(4 pi d / lambda)', {}],
  ['40 + 3 d / (10 m) + (d > r ? 12 dB : 0)', { r: '10 m' }],
  ['max(40, 38 + 22 log10(d / (1 m)), 18.6 + 35.7 log10(d / (1 m)))', {}],
  ['60 + 5 sin(d / (2 m))', {}],
];

export default ({ engine, table, steps, difference }) => ({
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
