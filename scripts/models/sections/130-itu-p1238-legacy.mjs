export default ({ chart, curve, steps, lossDb, reference, vectorTable }) => ({
  chart: chart('itu-p1238-legacy', {
    title: 'ITU-R P.1238 to edition -9 at 1800 MHz',
    x: { title: 'distance, m', min: 2, max: 200, logarithmic: true },
    y: { title: 'median path loss, dB', min: 30, max: 140 },
    series: ['residential', 'office', 'commercial'].flatMap((environment, colour) =>
      [0, 2].map((floors, dash) => ({
        name: `${environment}, ${floors} floors`,
        colour,
        dash,
        points: curve(steps(2, 200, 2, true), (distanceM) =>
          lossDb('itu-p1238-legacy', { environment, floors, frequencyMhz: 1800, distanceM }),
        ),
      })),
    ),
  }),
  vectors: vectorTable(
    reference.physics_vectors.P1238_legacy,
    [
      ['MHz', (row) => row.f_MHz],
      ['m', (row) => row.d_m.toFixed(3)],
      ['N', (row) => row.N],
      ['Lf, dB', (row) => row.Lf],
    ],
    [
      [
        'L, dB',
        (row) => row.L_dB,
        (row) =>
          lossDb('itu-p1238-legacy', {
            environment: 'office',
            frequencyMhz: row.f_MHz,
            distanceM: row.d_m,
            powerLossCoefficient: row.N,
            floorLossDb: row.Lf,
          }),
      ],
    ],
  ),
});
