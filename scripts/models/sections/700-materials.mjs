const marks = { assumption: 'A', transcribed: 'T', computed: 'C' };

export default ({ engine, table, chart, curve, steps }) => {
  const rowsOf = (entries) =>
    entries.flatMap(({ id, rows, priorSdDb, basis }) =>
      rows.map(({ thicknessM, lossDb }) => [
        `\`${id}\`${thicknessM === undefined ? '' : ` ${thicknessM * 1000} mm`}`,
        ...lossDb.map((value) => value.toFixed(1)),
        priorSdDb,
        marks[basis],
      ]),
    );
  const titles = (what) => [what, ...engine.planningBandsMhz, 'sd', ''];
  const walls = [
    ['reinforced-concrete', 0.2],
    ['reinforced-concrete', 0.3],
    ['concrete', 0.2],
    ['concrete-block', 0.2],
    ['coated-glass', 0.01],
    ['metal', 0.01],
    ['plasterboard', 0.1],
  ];
  return {
    walls: table(titles('wall'), rowsOf(engine.wallMaterials)),
    obstacles: table(titles('obstacle, closed'), rowsOf([...engine.openingKindRows, ...engine.obstacles])),
    chart: chart('materials', {
      title: 'Planning losses of walls, normal incidence',
      x: {
        title: 'frequency, MHz',
        min: 600,
        max: 6000,
        logarithmic: true,
        ticks: [...engine.planningBandsMhz],
      },
      y: { title: 'loss per crossing, dB', min: 0, max: 45 },
      series: walls.map(([material, thicknessM]) => ({
        name: `${material}${thicknessM >= 0.1 ? ` ${thicknessM * 1000}` : ''}`,
        points: curve(steps(600, 6000, 200, true), (frequencyMhz) =>
          engine.penetrationLossDb(material, frequencyMhz, thicknessM),
        ),
      })),
    }),
  };
};
