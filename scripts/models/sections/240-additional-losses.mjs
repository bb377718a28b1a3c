export default (docs) => {
  const { engine, chart, curve, steps, lossDb, reference, vectorTable } = docs;
  const probabilities = steps(0.01, 0.99, 99);
  const carLoss = (car) => engine.evaluateModel('vehicle-loss', { car });
  const bodyRange = (use, frequencyMhz) =>
    engine.evaluateModel('body-loss', { use, frequencyMhz }).lossRangeDb;
  return {
    'chart-car': chart('vehicle-loss', {
      title: 'Penetration into a car, TR 38.901 §7.4.3.2',
      x: { title: 'probability that it is not exceeded', min: 0, max: 1 },
      y: { title: 'loss, dB', min: 0, max: 35 },
      series: ['normal', 'metallised'].map((car) => ({
        name: car,
        points: curve(probabilities, (probability) => {
          return carLoss(car).lossDb + carLoss(car).sigmaDb * engine.normalQuantile(probability);
        }),
      })),
    }),
    cars: docs.otherVectors('vehicle-loss', [['car', ({ car }) => car]], 'lossDb', 'median, dB'),
    'chart-body': chart('body-loss', {
      title: 'Loss of the holder’s body (assumption)',
      x: {
        title: 'frequency, MHz',
        min: 600,
        max: 5000,
        logarithmic: true,
        ticks: [700, 900, 1800, 2600, 3500, 4900],
      },
      y: { title: 'loss, dB', min: 0, max: 8 },
      series: ['data', 'voice'].flatMap((use, colour) =>
        [1, 0].map((end) => ({
          name: `${use}, ${end === 1 ? 'cautious end' : 'other end'}`,
          colour,
          dash: 1 - end,
          points: curve(steps(600, 5000, 60, true), (frequencyMhz) => bodyRange(use, frequencyMhz)[end]),
        })),
      ),
    }),
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
