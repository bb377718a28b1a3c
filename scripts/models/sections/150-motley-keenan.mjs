const counts = [0, 1, 2, 3, 4, 5, 6];

export default (docs) => ({
  chart: docs.chart('motley-keenan', {
    title: 'Floors of 18.3 dB by Motley–Keenan and COST 231, 1800 MHz, 20 m',
    x: { title: 'floors crossed', min: 0, max: 6, ticks: counts },
    y: { title: 'path loss, dB', min: 60, max: 180 },
    series: ['motley-keenan', 'cost231-multi-wall'].map((id) => ({
      name: id,
      points: docs.curve(counts, (floors) =>
        docs.lossDb(id, { frequencyMhz: 1800, distanceM: 20, floors, floorLossDb: 18.3 }),
      ),
    })),
  }),
  vectors: docs.otherVectors('motley-keenan', [
    ['MHz', ({ frequencyMhz }) => frequencyMhz],
    ['m', ({ distanceM }) => distanceM],
    ['n', ({ exponent = 2 }) => exponent],
    ['L(1 m)', ({ referenceLossDb = 'free space' }) => referenceLossDb],
    ['walls, dB', wallsOf],
    ['floors, dB', ({ floors = 0, floorLossDb = 0 }) => (floors === 0 ? '–' : `${floors} × ${floorLossDb}`)],
  ]),
});

function wallsOf({ walls, wallCount, wallLossDb }) {
  const list = walls ?? [{ count: wallCount, lossDb: wallLossDb }];
  return list.length === 0 ? '–' : list.map(({ count, lossDb }) => `${count} × ${lossDb}`).join(', ');
}
