import { readFileSync } from 'node:fs';
import {
  aisleExponent,
  columnLossDb,
  diffractedLossDb,
  fullestFraction,
  mean,
  roomLossDb,
  sectionOf,
  strippedDb,
} from '../ray-fits.mjs';
import {
  comparedModels,
  differenceBoundsDb,
  differences,
  frequenciesMhz,
  linkLengthM,
  predictScene,
  rayScenes,
} from '../ray-scenes.mjs';

const traced = JSON.parse(readFileSync(new URL('../ray-comparison.json', import.meta.url), 'utf8'));
const chartMhz = 1800;
const distanceBinsM = [0, 10, 20, 40, 80];

export default ({ engine, chart, table }) => {
  const sections = rayScenes.map((scene) => {
    const predicted = Object.fromEntries(
      frequenciesMhz.map((frequencyMhz) => [
        frequencyMhz,
        Object.fromEntries(comparedModels.map((id) => [id, predictScene(engine, scene, frequencyMhz, id)])),
      ]),
    );
    return { scene, predicted, rays: traced[scene.id] };
  });
  return {
    scenes: sections.map((section) => sceneText(section, chart, table)).join('\n\n'),
    distances: distanceTable(sections, table),
    fits: fitTable(engine, sections, table),
    meaning: meaning(engine, sections),
    fixed: fixedHeights(sections),
    truncation: truncation(engine),
    bounds: table(
      ['scene', ...comparedModels.map((id) => `\`${id}\``)],
      rayScenes.map(({ id }) => [id, ...comparedModels.map((model) => differenceBoundsDb[id][model])]),
    ),
  };
};

function sceneText({ scene, predicted, rays }, chart, table) {
  const { id, title, alongTitle, receivers, along } = scene;
  const xs = receivers.map(along);
  const points = (values) => xs.map((x, index) => [x, values[index]]);
  const lossesDb = [
    rays[chartMhz].localMeanDb,
    rays[chartMhz].fixedHeightsDb,
    ...comparedModels.map((model) => predicted[chartMhz][model]),
  ].flat();
  const figure = chart(`rays-${id}`, {
    title: `${title.split(':')[0]}, ${chartMhz} MHz`,
    x: { title: alongTitle, min: Math.floor(Math.min(...xs)), max: Math.ceil(Math.max(...xs)) },
    y: {
      title: 'path loss, dB',
      min: 10 * Math.floor(Math.min(...lossesDb) / 10),
      max: 10 * Math.ceil(Math.max(...lossesDb) / 10),
    },
    series: [
      { name: 'rays, local mean', points: points(rays[chartMhz].localMeanDb) },
      { name: 'rays, fixed heights', points: points(rays[chartMhz].fixedHeightsDb), dash: 2, colour: 0 },
      ...comparedModels.map((model, index) => {
        return {
          name: model,
          points: points(predicted[chartMhz][model]),
          dash: ['cost231-multi-wall', 'dominant-path'].includes(model) ? 1 : 0,
          colour: index + 1,
        };
      }),
    ],
  });
  const rows = frequenciesMhz.map((frequencyMhz) => [
    frequencyMhz,
    ...comparedModels.map((model) => {
      return spread(differences(predicted[frequencyMhz][model], rays[frequencyMhz].localMeanDb));
    }),
  ]);
  return [
    `**${title}** (${receivers.length} points).`,
    figure,
    table(['MHz', ...comparedModels.map((model) => `\`${model}\``)], rows),
  ].join('\n\n');
}

function distanceTable(sections, table) {
  const rows = [];
  for (const { scene, predicted, rays } of sections) {
    for (let bin = 1; bin < distanceBinsM.length; bin += 1) {
      const [from, to] = [distanceBinsM[bin - 1], distanceBinsM[bin]];
      const indices = scene.receivers.flatMap((at, index) => {
        const lengthM = linkLengthM(scene, at);
        return lengthM >= from && lengthM < to ? [index] : [];
      });
      if (indices.length === 0) continue;
      const cells = comparedModels.map((model) => {
        const over = frequenciesMhz.flatMap((frequencyMhz) => {
          const { localMeanDb } = rays[frequencyMhz];
          return indices.map((index) => predicted[frequencyMhz][model][index] - localMeanDb[index]);
        });
        return signed(mean(over));
      });
      rows.push([scene.id, `${from}–${to} m`, indices.length, ...cells]);
    }
  }
  return table(['scene', 'distance', 'points', ...comparedModels.map((model) => `\`${model}\``)], rows);
}

function fitTable(engine, sections, table) {
  const rows = frequenciesMhz.map((frequencyMhz) => [
    frequencyMhz,
    aisleExponent(engine, sections, frequencyMhz, 'localMeanDb').toFixed(2),
    aisleExponent(engine, sections, frequencyMhz, 'fixedHeightsDb').toFixed(2),
    diffractedLossDb(engine, sections, frequencyMhz, [30, 50]).toFixed(1),
    diffractedLossDb(engine, sections, frequencyMhz, [55, 75]).toFixed(1),
    diffractedLossDb(engine, sections, frequencyMhz, [75, 90]).toFixed(1),
    roomLossDb(engine, sections, frequencyMhz).toFixed(1),
    columnLossDb(sections, frequencyMhz).toFixed(1),
  ]);
  return [
    table(
      [
        'MHz',
        'exponent along the aisle',
        'the same at fixed heights',
        'corner, turn of 30–50°',
        '55–75°',
        '75–90°',
        'room, dark side',
        'behind a column',
      ],
      rows,
    ),
    [
      'Exponents: least squares, the loss at 1 m being free space’s. Corner: over free space along the path around it. Room: over',
      'free space, median of the points from which no straight line through the door reaches the antenna. Column: mean over free',
      'space where one stands in the way, less that where none does.',
    ].join('\n'),
  ].join('\n\n');
}

/** Returns what the figures say, with the figures. */
function meaning(engine, sections) {
  const overRays = (id, model, kind = 'localMeanDb') => {
    const { predicted, rays } = sectionOf(sections, id);
    return frequenciesMhz.map((frequencyMhz) => {
      return differences(predicted[frequencyMhz][model], rays[frequencyMhz][kind]);
    });
  };
  const meanOf = (id, model) => signed(mean(overRays(id, model).map(({ meanDb }) => meanDb)));
  const sdOf = (id) =>
    range(
      overRays(id, 'dominant-path').map(({ sdDb }) => sdDb),
      1,
    );
  const largest = Math.max(...overRays('corner', 'multi-wall').map(({ maxDb }) => maxDb));
  const fixed = overRays('aisle', 'free-space', 'fixedHeightsDb').map(({ meanDb }) => meanDb);
  const exponents = frequenciesMhz.map((mhz) => aisleExponent(engine, sections, mhz, 'localMeanDb'));
  const columns = frequenciesMhz.map((mhz) => columnLossDb(sections, mhz));
  const dead = frequenciesMhz.map((mhz) => strippedDb(engine, mhz));
  const catalogue = frequenciesMhz.map((mhz) => engine.columnLossDb(mhz, 0.6));
  return [
    `* **Aisle.** Rays fit an exponent of ${range(exponents, 2)}; \`multi-wall\` with 2.2 loses ${meanOf('aisle', 'multi-wall')} dB more on average,`,
    `  free space ${meanOf('aisle', 'free-space')} dB. An empty aisle between smooth walls is the loudest case there is; what cars,`,
    '  beams and rough walls take of it is not traced. With both heights fixed, under a smooth ceiling, free space differs by',
    `  ${range(fixed, 1)} dB. The default of 2.2 is on the safe side here; a walk test decides (\`diku calibrate\`).`,
    `* **Corner.** Free space is ${meanOf('corner', 'free-space')} dB off and \`multi-wall\` ${meanOf('corner', 'multi-wall')} dB (up to ${largest.toFixed(0)} dB, just behind the`,
    `  corner); its leakage cap of 40 dB saves it from more (\`cost231-multi-wall\` ${meanOf('corner', 'cost231-multi-wall')} dB). They know only the`,
    `  straight path. \`dominant-path\`, which goes around, is ${meanOf('corner', 'dominant-path')} dB off, standard deviation ${sdOf('corner')} dB: its assumed`,
    '  diffraction loss stands. What is left is the aisle’s exponent before the corner.',
    `* **Room.** \`multi-wall\` is ${meanOf('room', 'multi-wall')} dB off on average: the open door lights the dark part of the room by`,
    '  diffraction and by the walls behind, the more so the more the wall itself stops. `dominant-path` is',
    `  ${meanOf('room', 'dominant-path')} dB off, standard deviation ${sdOf('room')} dB.`,
    `* **Columns.** In the mean over a metre one column in the way costs ${range(columns, 1)} dB in this hall, where reflections fill`,
    `  its shadow. Dead behind it, with nothing around, it costs ${range(dead, 1)} dB; the catalogue has ${range(catalogue, 0)} dB`,
    '  at 900 to 3500 MHz, which `multi-wall` adds at every point behind a column.',
  ].join('\n');
}

function fixedHeights(sections) {
  const over = sections.flatMap(({ rays }) =>
    frequenciesMhz.map((frequencyMhz) => {
      const { fixedHeightsDb, localMeanDb } = rays[frequencyMhz];
      return { frequencyMhz, ...differences(fixedHeightsDb, localMeanDb) };
    }),
  );
  const at = (frequencyMhz) =>
    over.filter((one) => one.frequencyMhz === frequencyMhz).map(({ meanDb }) => meanDb);
  return `between smooth decks the mean is ${range(at(900), 1)} dB above the local mean at 900 MHz and ${range(at(3500), 1)} dB at 3500 MHz, because direct ray and ceiling's cancel 0.2 m under it.`;
}

function truncation(engine) {
  const percent = (y) => `${(100 * fullestFraction(engine, chartMhz, [37.1, y])).toFixed(0)} %`;
  return `in the corner scene at ${chartMhz} MHz paths with all three carry ${percent(10.1)} of the power 4 m into the second aisle and ${percent(30.1)} at 24 m, and further reflections would add to them.`;
}

function spread({ meanDb, sdDb, maxDb }) {
  return `${signed(meanDb)} ± ${sdDb.toFixed(1)} (${maxDb.toFixed(1)})`;
}

function range(values, digits) {
  return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`.replaceAll(
    '-',
    '−',
  );
}

function signed(value) {
  const text = Math.abs(value).toFixed(1);
  if (text === '0.0') return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}
