/** Public transcriptions of edition -1 that a row was read in. */
const sourcesOf1 = (name) =>
  [
    'D',
    'P',
    ...(/board/.test(name) && name !== 'plasterboard' && name !== 'chipboard' ? [] : ['Q']),
    ...(/^(concrete|plasterboard|wood|glass)$/.test(name) ? ['M'] : []),
  ].filter((letter) => name !== 'metal' || letter === 'Q');

export default (docs) => {
  const { engine, chart, curve, steps, reference, table, vectorSummary } = docs;
  const material = [['', ({ material: name }) => name]];
  const slab = (inputs) => engine.evaluateModel('itu-p2040-slab', inputs);
  const bands = steps(500, 6000, 140, true);
  const walls = [
    ['concrete', 0.2],
    ['concrete', 0.3],
    ['brick', 0.24],
    ['wood', 0.04],
    ['plasterboard', 0.0125],
    ['glass', 0.006],
  ];
  const { rows, multilayer } = reference.p2040_slabs;
  return {
    materials: table(
      ['', 'a', 'b', 'c', 'd', 'GHz', 'read in'],
      ['P.2040-3', 'P.2040-1'].flatMap((edition) =>
        engine
          .p2040Materials(edition)
          .filter((name) => name !== 'vacuum')
          .map((name) => {
            const { a, b, c, d, frequencyGhz } = engine.findP2040Row(name, edition);
            const sources = edition === 'P.2040-3' ? ['S'] : sourcesOf1(name);
            return [`${name}, ${edition.slice(6)}`, a, b, c, d, frequencyGhz.join('–'), sources.join(' ')];
          }),
      ),
    ),
    permittivities: docs.otherVectors('itu-p2040-material', material, 'permittivity', "ε'"),
    conductivities: docs.otherVectors('itu-p2040-material', material, 'conductivitySm', 'σ, S/m'),
    'chart-material': chart('itu-p2040-material', {
      title: 'Conductivity, ITU-R P.2040-3 (solid) and -1 (dashed), below 1 GHz extrapolated',
      x: {
        title: 'frequency, MHz',
        min: 500,
        max: 6000,
        logarithmic: true,
        ticks: [500, 700, 900, 1800, 2600, 3500, 4900],
      },
      y: { title: 'σ, S/m', min: 0, max: 0.2, decimals: 2 },
      series: ['concrete', 'brick', 'plasterboard', 'wood', 'glass', 'chipboard'].flatMap((name, colour) =>
        ['P.2040-3', 'P.2040-1'].map((edition, dash) => ({
          name: `${name}, ${edition.slice(6)}`,
          colour,
          dash,
          points: curve(
            bands,
            (frequencyMhz) =>
              engine.evaluateModel('itu-p2040-material', { material: name, edition, frequencyMhz })
                .conductivitySm,
          ),
        })),
      ),
    }),
    'chart-frequency': chart('itu-p2040-slab', {
      title: 'Loss of walls, ITU-R P.2040-3, normal incidence (below 1 GHz extrapolated)',
      x: {
        title: 'frequency, MHz',
        min: 500,
        max: 6000,
        logarithmic: true,
        ticks: [500, 700, 900, 1800, 2600, 3500, 4900],
      },
      y: { title: 'transmission loss, dB', min: 0, max: 45 },
      series: [
        ...walls.map(([material, thicknessM]) => ({
          name: `${material} ${thicknessM * 1000} mm`,
          points: curve(
            bands,
            (frequencyMhz) => slab({ material, thicknessM, frequencyMhz }).transmissionLossDb.te,
          ),
        })),
        {
          name: 'concrete 200 mm, -1',
          colour: 0,
          dash: 1,
          points: curve(
            bands,
            (frequencyMhz) =>
              slab({ material: 'concrete', thicknessM: 0.2, edition: 'P.2040-1', frequencyMhz })
                .transmissionLossDb.te,
          ),
        },
      ],
    }),
    'chart-angle': chart('itu-p2040-angle', {
      title: 'Concrete 200 mm by angle of incidence, ITU-R P.2040-3',
      x: { title: 'angle from the normal, degrees', min: 0, max: 90, ticks: [0, 15, 30, 45, 60, 75, 90] },
      y: { title: 'loss averaged over thickness, dB', min: 0, max: 45 },
      series: [900, 1800, 3500].flatMap((frequencyMhz, colour) =>
        ['te', 'tm'].map((polarisation, dash) => ({
          name: `${frequencyMhz} MHz ${polarisation.toUpperCase()}`,
          colour,
          dash,
          points: curve(
            steps(0, 89, 90),
            (incidenceDeg) =>
              slab({ material: 'concrete', thicknessM: 0.2, frequencyMhz, incidenceDeg })
                .thicknessAveragedLossDb[polarisation],
          ),
        })),
      ),
    }),
    slabs: vectorSummary(
      'single slab, 0.7–4.9 GHz, 0–85°, TE, TM, averaged, reflected',
      slabGroups(rows, slab),
    ),
    layers: vectorSummary('layers', layerGroups(multilayer, slab)),
  };
};

function slabGroups(rows, slab) {
  const groups = {};
  for (const row of rows) {
    const [, material, edition = '3'] = /^([a-z]+)(?:_P2040_(\d))?$/.exec(row.material);
    const result = slab({
      material,
      edition,
      thicknessM: row.thickness_m,
      frequencyMhz: row.f_GHz * 1000,
      incidenceDeg: row.theta_deg,
    });
    const name = `${material} ${row.thickness_m * 1000} mm, -${edition}`;
    groups[name] ??= [];
    groups[name].push(
      [row.loss_TE_dB, result.transmissionLossDb.te],
      [row.loss_TM_dB, result.transmissionLossDb.tm],
      [row.loss_unpol_dB, result.unpolarisedLossDb],
      [row.loss_TE_incoherent_dB, result.thicknessAveragedLossDb.te],
      [row.loss_TM_incoherent_dB, result.thicknessAveragedLossDb.tm],
      [row.reflloss_TE_dB, result.reflectionLossDb.te],
      [row.reflloss_TM_dB, result.reflectionLossDb.tm],
    );
  }
  return groups;
}

function layerGroups(rows, slab) {
  const groups = {};
  for (const row of rows) {
    const layers = row.stack
      .replace(/^.*: /, '')
      .split('+')
      .map((text) => {
        const [, material, thicknessMm] = /^([a-z]+)([\d.]+)(?:mm)?$/.exec(text);
        return { material, thicknessM: Number(thicknessMm) / 1000 };
      });
    const { te, tm } = slab({
      layers,
      frequencyMhz: row.f_GHz * 1000,
      incidenceDeg: row.theta_deg,
    }).transmissionLossDb;
    groups[row.stack] ??= [];
    groups[row.stack].push([row.loss_TE_dB, te], [row.loss_TM_dB, tm]);
  }
  return groups;
}
