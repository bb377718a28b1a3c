export default ({ engine, chart, curve, steps, reference, vectorSummary }) => {
  const along = (inputs) => engine.evaluateModel('emslie-waveguide', inputs).attenuationDbPerM;
  const rooms = [
    [6, 2.8],
    [16, 2.8],
    [16, 2.2],
  ];
  const groups = {};
  for (const row of reference.physics_vectors.waveguide_Emslie) {
    const { vertical, horizontal } = along({
      frequencyMhz: row.f_GHz * 1000,
      widthM: row.w_m,
      heightM: row.h_m,
      permittivity: row.eps_r,
    });
    const name = `${row.w_m >= 1e9 ? 'unbounded' : `${row.w_m} m`} wide, ${row.h_m} m high`;
    groups[name] ??= [];
    groups[name].push([row.alpha_V_dB_per_m, vertical], [row.alpha_H_dB_per_m, horizontal]);
  }
  return {
    chart: chart('emslie-waveguide', {
      title: 'Attenuation along a concrete tunnel',
      x: {
        title: 'frequency, MHz',
        min: 700,
        max: 5000,
        logarithmic: true,
        ticks: [700, 900, 1800, 2600, 3500, 4900],
      },
      y: { title: 'dB per m', min: 0, max: 0.2 },
      series: rooms.flatMap(([widthM, heightM], colour) =>
        ['vertical', 'horizontal'].map((field, dash) => ({
          name: `${widthM} × ${heightM} m ${field}`,
          colour,
          dash,
          points: curve(
            steps(700, 5000, 60, true),
            (frequencyMhz) => along({ frequencyMhz, widthM, heightM })[field],
          ),
        })),
      ),
    }),
    vectors: vectorSummary('dB/m, 0.7–4.9 GHz, both fields', groups),
  };
};
