import { dbToRatio, degToRad, ratioToDb } from '../../core/index.ts';
import { layersResponse } from '../materials/itu-p2040-layers.ts';
import {
  findP2040Row,
  type P2040Edition,
  p2040Constants,
  parseP2040Edition,
} from '../materials/itu-p2040-materials.ts';
import { relativePermittivity, slabResponse } from '../materials/itu-p2040-slab.ts';
import { extrapolationNote, frequencyRange } from './input-ranges.ts';
import type { ModelDefinition } from './model-definition.ts';
import type { InputReader, NumberRange } from './read-inputs.ts';

const thicknessRange: NumberRange = { above: 0, atMost: 100 };
const maxLayers = 50;

function readEdition(read: InputReader): P2040Edition {
  return parseP2040Edition(read.text('edition', 'P.2040-3'));
}

function sourceOf(edition: P2040Edition): string {
  return `ITU-R ${edition} Table 3, via public transcriptions`;
}

const material: ModelDefinition = {
  id: 'itu-p2040-material',
  title: 'ITU-R P.2040 permittivity and conductivity of a building material',
  source: sourceOf('P.2040-3'),
  inputs: ['material', 'edition', 'frequencyMhz'],
  evaluate(read) {
    const edition = readEdition(read);
    const row = findP2040Row(read.text('material'), edition);
    const frequencyMhz = read.number('frequencyMhz', frequencyRange);
    return {
      ...p2040Constants(row, frequencyMhz),
      source: sourceOf(edition),
      notes: extrapolationNote('frequency', frequencyMhz / 1000, row.frequencyGhz, 'GHz'),
    };
  },
};

const slab: ModelDefinition = {
  id: 'itu-p2040-slab',
  title: 'ITU-R P.2040 reflection and transmission of a slab or a stack of layers',
  source: `${sourceOf('P.2040-3')}; slab §2.2.2`,
  inputs: ['material', 'thicknessM', 'layers', 'edition', 'frequencyMhz', 'incidenceDeg'],
  evaluate(read) {
    const edition = readEdition(read);
    const frequencyMhz = read.number('frequencyMhz', frequencyRange);
    const incidenceDeg = read.number('incidenceDeg', { atLeast: 0, below: 90 }, 0);
    const isStack = read.has('layers');
    if (isStack && (read.has('material') || read.has('thicknessM'))) {
      read.fail('layers', 'layers and material or thicknessM', 'either one material or layers');
    }
    const layerReaders = isStack ? read.list('layers', ['material', 'thicknessM']) : [read];
    if (layerReaders.length === 0 || layerReaders.length > maxLayers) {
      read.fail('layers', `${layerReaders.length} layers`, `1–${maxLayers} layers`);
    }
    const notes = new Set<string>();
    const layers = layerReaders.map((layer) => {
      const name = layer.text('material');
      const row = findP2040Row(name, edition);
      for (const note of extrapolationNote(`${name} at`, frequencyMhz / 1000, row.frequencyGhz, 'GHz')) {
        notes.add(note);
      }
      return {
        eta: relativePermittivity(row, frequencyMhz),
        thicknessM: layer.number('thicknessM', thicknessRange),
      };
    });
    const incidenceRad = degToRad(incidenceDeg);
    const [only] = layers;
    const single = layers.length === 1;
    const te = single
      ? slabResponse(only.eta, only.thicknessM, frequencyMhz, incidenceRad, 'te')
      : layersResponse(layers, frequencyMhz, incidenceRad, 'te');
    const tm = single
      ? slabResponse(only.eta, only.thicknessM, frequencyMhz, incidenceRad, 'tm')
      : layersResponse(layers, frequencyMhz, incidenceRad, 'tm');
    // JSON has no infinity: null stands for "nothing reflected".
    const reflectionLossDb = { te: finiteOrNull(te.reflectionLossDb), tm: finiteOrNull(tm.reflectionLossDb) };
    if (reflectionLossDb.te === null || reflectionLossDb.tm === null) notes.add('null: nothing is reflected');
    return {
      transmissionLossDb: { te: te.transmissionLossDb, tm: tm.transmissionLossDb },
      reflectionLossDb,
      unpolarisedLossDb: meanLossDb(te.transmissionLossDb, tm.transmissionLossDb),
      ...('incoherentLossDb' in te && 'incoherentLossDb' in tm
        ? { thicknessAveragedLossDb: { te: te.incoherentLossDb, tm: tm.incoherentLossDb } }
        : {}),
      source: `${sourceOf(edition)}; slab §2.2.2`,
      notes: [...notes],
    };
  },
};

export const slabModels: readonly ModelDefinition[] = [material, slab];

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Loss of the mean of two powers; taken from the smaller loss, so that thick slabs do not underflow. */
function meanLossDb(firstDb: number, secondDb: number): number {
  const minDb = Math.min(firstDb, secondDb);
  return minDb - ratioToDb((1 + dbToRatio(minDb - Math.max(firstDb, secondDb))) / 2);
}
