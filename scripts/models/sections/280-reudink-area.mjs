export default ({ engine, chart, curve, steps, reference, vectorTable }) => {
  const area = (edgeProbability, sigmaDb, exponent) =>
    engine.evaluateModel('reudink-area', { edgeProbability, sigmaDb, exponent }).areaProbability;
  return {
    chart: chart('reudink-area', {
      title: 'Served share of a disc, Reudink',
      x: { title: 'probability on the rim', min: 0.5, max: 1 },
      y: { title: 'share of the area', min: 0.6, max: 1 },
      series: [
        [2, 4],
        [2, 8],
        [3, 6],
        [4, 8],
      ].map(([exponent, sigmaDb]) => ({
        name: `n ${exponent}, σ ${sigmaDb} dB`,
        points: curve(steps(0.5, 0.999, 100), (edge) => area(edge, sigmaDb, exponent)),
      })),
    }),
    vectors: vectorTable(
      reference.physics_vectors.Jakes_Reudink,
      [
        ['n', (row) => row.n],
        ['σ, dB', (row) => row.sigma],
        ['rim', (row) => row.edge],
      ],
      [['area', (row) => row.area, (row) => area(row.edge, row.sigma, row.n)]],
    ),
  };
};
