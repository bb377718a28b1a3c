export default ({ engine, chart, curve, steps }) => {
  const frequencyMhz = 1800;
  const distances = steps(0.2, 200, 120, true);
  const shown = [
    'saturating-path',
    'multi-wall',
    'free-space',
    'itu-p1238-corridor-los',
    'itu-p1238-office-nlos',
    'itu-p1238-industrial-los',
    'itu-p1238-industrial-nlos',
  ];
  return {
    chart: chart('field-models', {
      title: 'Distance laws of the field models at 1800 MHz, no obstacle',
      x: { title: 'distance, m', min: 0.2, max: 200, logarithmic: true },
      y: { title: 'path loss, dB', min: 0, max: 140 },
      series: shown.map((id) => ({
        name: id.replace('itu-p1238-', 'P.1238 '),
        points: curve(distances, (distanceM) =>
          engine.lawLossDb(engine.propagationModel(id).distanceLaw(frequencyMhz), distanceM),
        ),
      })),
    }),
  };
};
