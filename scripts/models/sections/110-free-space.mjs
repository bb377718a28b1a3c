export default ({ chart, curve, steps, lossDb, reference, vectorTable }) => ({
  chart: chart('free-space', {
    title: 'Free space',
    x: { title: 'distance, m', min: 0.5, max: 500, logarithmic: true },
    y: { title: 'path loss, dB', min: 20, max: 110 },
    series: [700, 900, 1800, 2600, 3500, 4900].map((frequencyMhz) => ({
      name: `${frequencyMhz} MHz`,
      points: curve(steps(0.5, 500, 2, true), (distanceM) =>
        lossDb('free-space', { frequencyMhz, distanceM }),
      ),
    })),
  }),
  vectors: vectorTable(
    reference.physics_vectors.COST231_MW.slice(0, 1),
    [
      ['MHz', (row) => row.f_MHz],
      ['m', (row) => row.d_m],
    ],
    [
      [
        'L, dB',
        (row) => row.L_fs,
        (row) => lossDb('free-space', { frequencyMhz: row.f_MHz, distanceM: row.d_m }),
      ],
    ],
  ),
});
