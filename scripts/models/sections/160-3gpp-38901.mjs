const scenarios = [
  ['inh-office', true, 150],
  ['inh-office', false, 150],
  ['inf-sl', true, 600],
  ['inf-sl', false, 600],
  ['inf-dl', false, 600],
  ['inf-sh', false, 600],
  ['inf-dh', false, 600],
];
const factory = { LOS: ['inf-sl', true], SL: ['inf-sl'], DL: ['inf-dl'], SH: ['inf-sh'], DH: ['inf-dh'] };

export default ({ engine, chart, curve, steps, lossDb, reference, vectorTable }) => {
  const { InH_38901: office, InF_38901: inf } = reference.physics_vectors;
  return {
    chart: chart('3gpp-38901', {
      title: '3GPP TR 38.901 at 2600 MHz',
      x: {
        title: '3D distance, m',
        min: 1,
        max: 600,
        logarithmic: true,
        ticks: [1, 2, 5, 10, 20, 50, 100, 200, 600],
      },
      y: { title: 'median path loss, dB', min: 30, max: 140 },
      series: scenarios.map(([scenario, los, lastM], index) => ({
        name: `${scenario.startsWith('inf') && los ? 'inf-…' : scenario} ${los ? 'LOS' : 'NLOS'}`,
        dash: los ? 1 : 0,
        colour: index,
        points: curve(steps(1, lastM, 60, true), (distanceM) =>
          lossDb('3gpp-38901', { scenario, los, frequencyMhz: 2600, distanceM }),
        ),
      })),
    }),
    los: vectorTable(
      reference.physics_vectors.InF_LOSprob,
      [
        ['flat distance, m', (row) => row.d2D],
        ['s, m', (row) => row.dclutter],
        ['r', (row) => row.r],
      ],
      [
        [
          'P',
          (row) => row.P,
          (row) =>
            engine.evaluateModel('3gpp-38901', {
              scenario: 'inf-sl',
              los: false,
              frequencyMhz: 3500,
              distanceM: Math.hypot(row.d2D, row.hBS - row.hUT),
              distance2dM: row.d2D,
              clutterSizeM: row.dclutter,
              clutterDensityRatio: row.r,
            }).losProbability,
        ],
      ],
    ),
    office: vectorTable(
      office,
      [
        ['', (row) => (row.los ? 'LOS' : 'NLOS')],
        ['GHz', (row) => row.f_GHz],
        ['flat distance, m', (row) => row.d2D],
        ['3D, m', (row) => Math.hypot(row.d2D, row.hBS - row.hUT).toFixed(3)],
      ],
      [
        [
          'L, dB',
          (row) => row.PL,
          (row) =>
            lossDb('3gpp-38901', {
              scenario: 'inh-office',
              los: row.los,
              frequencyMhz: row.f_GHz * 1000,
              distanceM: Math.hypot(row.d2D, row.hBS - row.hUT),
            }),
        ],
      ],
    ),
    factory: vectorTable(
      inf.flatMap((row) => Object.keys(factory).map((name) => ({ ...row, name }))),
      [
        ['', (row) => (row.name === 'LOS' ? 'LOS' : `NLOS-${row.name}`)],
        ['GHz', (row) => row.f_GHz],
        ['3D, m', (row) => row.d3D],
      ],
      [
        [
          'L, dB',
          (row) => row[row.name],
          (row) => {
            const [scenario, los = false] = factory[row.name];
            const link = { frequencyMhz: row.f_GHz * 1000, distanceM: row.d3D };
            return lossDb('3gpp-38901', { scenario, los, ...link });
          },
        ],
      ],
    ),
  };
};
