export default ({ engine, chart, curve, steps, reference, vectorTable }) => {
  const wedge = (inputs) => engine.evaluateModel('utd-wedge', inputs);
  const corner = { distance1M: 15, distance2M: 10, sourceAngleDeg: 45 };
  const at = (row) =>
    wedge({
      frequencyMhz: row.f_GHz * 1000,
      distance1M: row.s1,
      distance2M: row.s2,
      sourceAngleDeg: row.phi_inc_deg,
      fieldAngleDeg: 180 + row.phi_inc_deg + row.shadow_depth_deg,
    }).excessLossDb;
  const depths = steps(0.1, 44.9, 100);
  const bent = (inputs, polarisation) =>
    curve(
      depths,
      (depthDeg) => wedge({ ...corner, ...inputs, fieldAngleDeg: 225 + depthDeg }).excessLossDb[polarisation],
    );
  return {
    chart: chart('utd-wedge', {
      title: 'Corner of 90°, 15 m before and 10 m behind it, source at 45°',
      x: {
        title: 'depth in the shadow, degrees',
        min: 0,
        max: 45,
        ticks: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45],
      },
      y: { title: 'excess over free space, dB', min: 0, max: 45 },
      series: [900, 3500].flatMap((frequencyMhz, colour) => [
        { name: `${frequencyMhz} MHz soft`, colour, points: bent({ frequencyMhz }, 'soft') },
        { name: `${frequencyMhz} MHz hard`, colour, dash: 1, points: bent({ frequencyMhz }, 'hard') },
        {
          name: `${frequencyMhz} MHz concrete`,
          colour,
          dash: 2,
          points: bent({ frequencyMhz, material: 'concrete' }, 'soft'),
        },
      ]),
    }),
    vectors: vectorTable(
      reference.physics_vectors.UTD_PEC_corner,
      [
        ['GHz', (row) => row.f_GHz],
        ['shadow, °', (row) => row.shadow_depth_deg],
      ],
      [
        ['soft, dB', (row) => row.excess_soft_dB, (row) => at(row).soft],
        ['hard, dB', (row) => row.excess_hard_dB, (row) => at(row).hard],
      ],
    ),
  };
};
