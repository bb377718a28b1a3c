export default ({ chart, curve, steps, lossDb, reference, vectorTable }) => {
  const probabilities = steps(0.01, 0.99, 99);
  return {
    chart: chart('itu-p2109', {
      title: 'Building entry loss, ITU-R P.2109, horizontal path',
      x: { title: 'probability that it is not exceeded', min: 0, max: 1 },
      y: { title: 'loss, dB', min: 0, max: 70 },
      series: ['traditional', 'thermally-efficient'].flatMap((building, dash) =>
        [900, 3500].map((frequencyMhz, colour) => ({
          name: `${building === 'traditional' ? building : 'efficient'}, ${frequencyMhz} MHz`,
          colour,
          dash,
          points: curve(probabilities, (probability) =>
            lossDb('itu-p2109', { building, frequencyMhz, probability }),
          ),
        })),
      ),
    }),
    vectors: vectorTable(
      reference.model_points.filter(({ model }) => model === 'ITU-R P.2109 building entry loss'),
      [
        ['', () => 'traditional'],
        ['GHz', ({ inputs }) => inputs.f_ghz],
        ['P', ({ inputs }) => inputs.prob_pct / 100],
        ['elevation, °', ({ inputs }) => inputs.elev_deg],
      ],
      [
        [
          'L, dB',
          ({ output }) => output,
          ({ inputs }) =>
            lossDb('itu-p2109', {
              building: 'traditional',
              frequencyMhz: inputs.f_ghz * 1000,
              probability: inputs.prob_pct / 100,
              elevationDeg: inputs.elev_deg,
            }),
        ],
      ],
    ),
  };
};
