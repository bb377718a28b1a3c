const counts = [0, 1, 2, 3, 4, 5, 6];

export default ({ chart, curve, lossDb }) => ({
  chart: chart('motley-keenan', {
    title: 'Floors of 18.3 dB by Motley–Keenan and COST 231, 1800 MHz, 20 m',
    x: { title: 'floors crossed', min: 0, max: 6, ticks: counts },
    y: { title: 'path loss, dB', min: 60, max: 180 },
    series: ['motley-keenan', 'cost231-multi-wall'].map((id) => ({
      name: id,
      points: curve(counts, (floors) =>
        lossDb(id, { frequencyMhz: 1800, distanceM: 20, floors, floorLossDb: 18.3 }),
      ),
    })),
  }),
});
