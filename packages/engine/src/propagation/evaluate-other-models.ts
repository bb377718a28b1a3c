import { frequencyRange } from './input-ranges.ts';
import { exactKnifeEdgeLossDb, knifeEdgeLossDb, knifeEdgeV, leastKnifeEdgeV } from './itu-p526-knife-edge.ts';
import type { ModelDefinition } from './model-definition.ts';
import type { InputReader } from './read-inputs.ts';
import { reudinkAreaProbability } from './reudink-area.ts';

const edgeInputs = ['heightM', 'distance1M', 'distance2M', 'frequencyMhz'] as const;

function readKnifeEdgeV(read: InputReader): number {
  if (read.has('v')) {
    const clash = edgeInputs.find((name) => read.has(name));
    if (clash !== undefined) read.fail(clash, 'v as well', `either v or ${edgeInputs.join(', ')}`);
    return read.number('v', { atLeast: -1e6, atMost: 1e6 });
  }
  return knifeEdgeV(
    read.number('heightM', { atLeast: -1e5, atMost: 1e5 }),
    read.number('distance1M', { above: 0, atMost: 1e6 }),
    read.number('distance2M', { above: 0, atMost: 1e6 }),
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
      notes: v > leastKnifeEdgeV ? [] : [`ν ≤ ${leastKnifeEdgeV}: the approximation ends, loss taken as 0`],
    };
  },
};

const reudink: ModelDefinition = {
  id: 'reudink-area',
  title: 'Reudink: served area share from the share served on the rim',
  source: 'Jakes, Microwave Mobile Communications (1974) §2.5 (Reudink); formula checked by quadrature',
  inputs: ['edgeProbability', 'sigmaDb', 'exponent'],
  evaluate(read) {
    const edgeProbability = read.number('edgeProbability', { above: 0, below: 1 });
    const sigmaDb = read.number('sigmaDb', { above: 0, atMost: 100 });
    const exponent = read.number('exponent', { above: 0, atMost: 20 });
    return {
      areaProbability: reudinkAreaProbability(edgeProbability, sigmaDb, exponent),
      source: this.source,
    };
  },
};

export const otherModels: readonly ModelDefinition[] = [knifeEdge, reudink];
