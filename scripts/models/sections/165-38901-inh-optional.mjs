export default (docs) => ({
  chart: docs.chart('3gpp-38901-inh-optional', {
    title: 'Indoor office without line of sight, 2600 MHz',
    x: {
      title: '3D distance, m',
      min: 1,
      max: 150,
      logarithmic: true,
      ticks: [1, 2, 5, 10, 20, 50, 100, 150],
    },
    y: { title: 'median path loss, dB', min: 40, max: 120 },
    series: [
      ['optional NLOS', '3gpp-38901-inh-optional', {}],
      ['NLOS', '3gpp-38901', { scenario: 'inh-office', los: false }],
      ['LOS', '3gpp-38901', { scenario: 'inh-office', los: true }],
    ].map(([name, id, inputs], index) => ({
      name,
      dash: index,
      points: docs.curve(docs.steps(1, 150, 60, true), (distanceM) =>
        docs.lossDb(id, { ...inputs, frequencyMhz: 2600, distanceM }),
      ),
    })),
  }),
  vectors: docs.otherVectors('3gpp-38901-inh-optional', [
    ['MHz', ({ frequencyMhz }) => frequencyMhz],
    ['m', ({ distanceM }) => distanceM],
  ]),
});
