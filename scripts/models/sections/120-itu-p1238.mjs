const rows = [
  ['office', true, 2, 27],
  ['office', false, 4, 30],
  ['corridor', true, 2, 160],
  ['corridor', false, 4, 94],
  ['industrial', true, 2, 101],
  ['industrial', false, 5, 108],
];

export default ({ chart, curve, steps, lossDb, reference, vectorTable }) => ({
  chart: chart('itu-p1238', {
    title: 'ITU-R P.1238-11 at 1800 MHz, each row over its own range',
    x: { title: 'distance, m', min: 2, max: 200, logarithmic: true },
    y: { title: 'median path loss, dB', min: 30, max: 110 },
    series: rows.map(([environment, los, firstM, lastM], index) => ({
      name: `${environment} ${los ? 'LoS' : 'NLoS'}`,
      colour: Math.floor(index / 2),
      dash: los ? 0 : 1,
      points: curve(steps(firstM, lastM, 2, true), (distanceM) =>
        lossDb('itu-p1238', { environment, los, frequencyMhz: 1800, distanceM }),
      ),
    })),
  }),
  vectors: vectorTable(
    reference.physics_vectors.P1238_11_site_general,
    [
      ['row', (row) => `${row.env} ${row.los ? 'LoS' : 'NLoS'}`],
      ['GHz', (row) => row.f_GHz],
      ['m', (row) => row.d_m],
    ],
    [
      [
        'L, dB',
        (row) => row.L_dB,
        (row) =>
          lossDb('itu-p1238', {
            environment: row.env,
            los: row.los,
            frequencyMhz: row.f_GHz * 1000,
            distanceM: row.d_m,
          }),
      ],
    ],
  ),
});
