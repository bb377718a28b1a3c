export default ({ chart, curve, steps, lossDb }) => ({
  chart: chart('hotspots', {
    title: 'Indoor hotspots at 2600 MHz',
    x: { title: 'distance, m', min: 3, max: 150, logarithmic: true },
    y: { title: 'median path loss, dB', min: 40, max: 120 },
    series: [
      ['M.2135 LOS', 'itu-m2135-inh', { los: true }, 3, 100],
      ['M.2135 NLOS', 'itu-m2135-inh', { los: false }, 10, 150],
      ['38.901 NLOS', '3gpp-38901', { scenario: 'inh-office', los: false }, 3, 150],
      ['38.901 optional NLOS', '3gpp-38901-inh-optional', {}, 3, 150],
    ].map(([name, id, inputs, firstM, lastM]) => ({
      name,
      points: curve(steps(firstM, lastM, 40, true), (distanceM) =>
        lossDb(id, { ...inputs, frequencyMhz: 2600, distanceM }),
      ),
    })),
  }),
});
