const id = 'itu-m2135-inh';
const sight = ['sight', ({ los }) => (los ? 'LOS' : 'NLOS')];
const distance = ['m', ({ distanceM }) => distanceM];

export default (docs) => ({
  chart: docs.chart(id, {
    title: 'Indoor hotspot, ITU-R M.2135, within its distances',
    x: { title: 'distance, m', min: 3, max: 150, logarithmic: true, ticks: [3, 5, 10, 20, 50, 100, 150] },
    y: { title: 'median path loss, dB', min: 40, max: 130 },
    series: [
      [true, 3, 100],
      [false, 10, 150],
    ].flatMap(([los, firstM, lastM], dash) =>
      [2100, 2600, 3500].map((frequencyMhz, colour) => ({
        name: `${los ? 'LOS' : 'NLOS'} ${frequencyMhz} MHz`,
        colour,
        dash,
        points: docs.curve(docs.steps(firstM, lastM, 40, true), (distanceM) =>
          docs.lossDb(id, { los, frequencyMhz, distanceM }),
        ),
      })),
    ),
  }),
  vectors: docs.otherVectors(id, [sight, ['MHz', ({ frequencyMhz }) => frequencyMhz], distance]),
  los: docs.otherVectors(id, [sight, distance], 'losProbability', 'P(LOS)'),
});
