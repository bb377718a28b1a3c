import { degToRad } from '../../core/index.ts';
import { findP2040Row, parseP2040Edition } from '../materials/itu-p2040-materials.ts';
import { relativePermittivity } from '../materials/itu-p2040-slab.ts';
import { extrapolationNote, frequencyRange } from './input-ranges.ts';
import { exactKnifeEdgeLossDb, knifeEdgeLossDb, knifeEdgeV, minKnifeEdgeV } from './itu-p526-knife-edge.ts';
import type { ModelDefinition } from './model-definition.ts';
import type { InputReader } from './read-inputs.ts';
import { litBy, type WedgeLink, wedgeField } from './wedge-field.ts';

const edgeDistance = { above: 0, atMost: 1e6 };
const edgeInputs = ['heightM', 'distance1M', 'distance2M', 'frequencyMhz'] as const;

function readKnifeEdgeV(read: InputReader): number {
  if (read.has('v')) {
    const clash = edgeInputs.find((name) => read.has(name));
    if (clash !== undefined) read.fail(clash, 'v as well', `either v or ${edgeInputs.join(', ')}`);
    return read.number('v', { atLeast: -1e6, atMost: 1e6 });
  }
  return knifeEdgeV(
    read.number('heightM', { atLeast: -1e5, atMost: 1e5 }),
    read.number('distance1M', edgeDistance),
    read.number('distance2M', edgeDistance),
    read.number('frequencyMhz', frequencyRange),
  );
}

const knifeEdge: ModelDefinition = {
  id: 'knife-edge',
  title: 'ITU-R P.526 diffraction over a single knife edge',
  source: 'ITU-R P.526 single knife edge, J(ν) approximation; exactLossDb by Fresnel integrals',
  inputs: ['v', ...edgeInputs],
  evaluate(read) {
    const v = readKnifeEdgeV(read);
    return {
      lossDb: knifeEdgeLossDb(v),
      exactLossDb: exactKnifeEdgeLossDb(v),
      v,
      source: this.source,
      notes: v > minKnifeEdgeV ? [] : [`ν ≤ ${minKnifeEdgeV}: the approximation ends, loss taken as 0`],
    };
  },
};

const wedge: ModelDefinition = {
  id: 'utd-wedge',
  title: 'Diffraction at a wedge, uniform theory (UTD)',
  source:
    'Kouyoumjian and Pathak, Proc. IEEE 62 (1974) 1448; with a material the heuristic of Luebbers, IEEE Trans. AP 32 (1984) 70',
  inputs: [
    ...['frequencyMhz', 'distance1M', 'distance2M', 'sourceAngleDeg', 'fieldAngleDeg', 'wedgeDeg'],
    ...['material', 'edition'],
  ],
  evaluate(read) {
    const frequencyMhz = read.number('frequencyMhz', frequencyRange);
    const distance1M = read.number('distance1M', edgeDistance);
    const distance2M = read.number('distance2M', edgeDistance);
    const wedgeDeg = read.number('wedgeDeg', { atLeast: 0, below: 180 }, 90);
    const outerDeg = 360 - wedgeDeg;
    const notes: string[] = [];
    const link: WedgeLink = {
      frequencyMhz,
      distance1M,
      distance2M,
      exteriorRad: degToRad(outerDeg),
      sourceRad: degToRad(read.number('sourceAngleDeg', { above: 0, below: outerDeg })),
      fieldRad: degToRad(read.number('fieldAngleDeg', { above: 0, below: outerDeg })),
    };
    if (read.has('material')) {
      const name = read.text('material');
      const row = findP2040Row(name, parseP2040Edition(read.text('edition', 'P.2040-3')));
      link.eta = relativePermittivity(row, frequencyMhz);
      notes.push(
        'heuristic: reflection coefficients on a perfect conductor’s diffraction, not reciprocal in general',
        ...extrapolationNote(`${name} at`, frequencyMhz / 1000, row.frequencyGhz, 'GHz'),
      );
    } else if (read.has('edition')) read.fail('edition', 'no material', 'a material as well, or neither');
    const lit = litBy(link);
    const [soft, hard] = [wedgeField(link, 'soft'), wedgeField(link, 'hard')];
    return {
      excessLossDb: { soft: soft.excessLossDb, hard: hard.excessLossDb },
      totalLossDb: { soft: soft.totalLossDb, hard: hard.totalLossDb },
      rays: [
        'diffracted',
        ...(lit.direct ? ['direct'] : []),
        ...(lit.nearFace || lit.farFace ? ['reflected'] : []),
      ],
      source: this.source,
      notes,
    };
  },
};

export const diffractionModels: readonly ModelDefinition[] = [knifeEdge, wedge];
