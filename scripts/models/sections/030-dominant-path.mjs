/** Diffraction loss on three bands: the path over the corner against the straight line of the same length. */
export default ({ engine, chart, steps }) => {
  const model = engine.dominantPathModel();
  return {
    chart: chart('turn-loss', {
      title: 'Diffraction loss of a dominant path',
      x: { title: 'turn, degrees', min: 0, max: 120 },
      y: { title: 'loss, dB', min: 0, max: 25 },
      series: [900, 1800, 3500].map((frequencyMhz) => {
        const { diffraction } = model.distanceLaw(frequencyMhz);
        return {
          name: `${frequencyMhz} MHz`,
          points: steps(0, 120, 61).map((turnDeg) => [
            turnDeg,
            engine.diffractionLossDb(diffraction, Math.tan((turnDeg * Math.PI) / 360)),
          ]),
        };
      }),
    }),
  };
};
