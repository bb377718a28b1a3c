export default ({ engine, chart, curve, steps, reference, vectorTable }) => {
  const edge = (inputs) => engine.evaluateModel('knife-edge', inputs);
  return {
    chart: chart('knife-edge', {
      title: 'Single knife edge, ITU-R P.526',
      x: { title: 'ν', min: -2, max: 5 },
      y: { title: 'loss, dB', min: -5, max: 30 },
      series: [
        { name: 'J(ν)', points: curve(steps(-2, 5, 141), (v) => edge({ v }).lossDb) },
        {
          name: 'Fresnel integrals',
          dash: 1,
          points: curve(steps(-2, 5, 281), (v) => edge({ v }).exactLossDb),
        },
      ],
    }),
    vectors: vectorTable(
      reference.physics_vectors.knife_edge,
      [['ν', (row) => row.v]],
      [
        ['J(ν), dB', (row) => row.J_P526, (row) => edge({ v: row.v }).lossDb],
        ['exact, dB', (row) => row.J_exact, (row) => edge({ v: row.v }).exactLossDb],
      ],
    ),
    roof: vectorTable(
      reference.physics_vectors.knife_edge_car_roof,
      [
        ['GHz', (row) => row.f_GHz],
        ['h, m', (row) => row.h_m],
        ['d1, m', (row) => row.d1],
        ['d2, m', (row) => row.d2],
      ],
      [
        [
          'J, dB',
          (row) => row.J,
          (row) =>
            edge({ heightM: row.h_m, distance1M: row.d1, distance2M: row.d2, frequencyMhz: row.f_GHz * 1000 })
              .lossDb,
        ],
      ],
    ),
  };
};
