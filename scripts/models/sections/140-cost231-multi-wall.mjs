const wallsOf = (light, heavy) => [
  { lossDb: 3.4, count: light },
  { lossDb: 6.9, count: heavy },
];

export default ({ chart, curve, lossDb, reference, vectorTable }) => ({
  chart: chart('cost231-multi-wall', {
    title: 'COST 231 multi-wall at 1800 MHz and 20 m',
    x: { title: 'walls or floors crossed', min: 0, max: 6, ticks: [0, 1, 2, 3, 4, 5, 6] },
    y: { title: 'path loss, dB', min: 60, max: 140 },
    series: [
      ['light walls, 3.4 dB', (count) => ({ walls: wallsOf(count, 0) })],
      ['heavy walls, 6.9 dB', (count) => ({ walls: wallsOf(0, count) })],
      ['floors, 18.3 dB, b 0.46', (floors) => ({ floors })],
    ].map(([name, inputs]) => ({
      name,
      points: curve([0, 1, 2, 3, 4, 5, 6], (count) =>
        lossDb('cost231-multi-wall', { frequencyMhz: 1800, distanceM: 20, ...inputs(count) }),
      ),
    })),
  }),
  vectors: vectorTable(
    reference.physics_vectors.COST231_MW,
    [
      ['MHz', (row) => row.f_MHz],
      ['m', (row) => row.d_m],
      ['light', (row) => row.n_light],
      ['heavy', (row) => row.n_heavy],
      ['floors', (row) => row.n_floor],
    ],
    [
      [
        'L, dB',
        (row) => row.L_dB,
        (row) =>
          lossDb('cost231-multi-wall', {
            frequencyMhz: row.f_MHz,
            distanceM: row.d_m,
            walls: wallsOf(row.n_light, row.n_heavy),
            floors: row.n_floor,
          }),
      ],
    ],
  ),
});
