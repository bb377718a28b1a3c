import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import type { Corpus } from './corpus.ts';
import { Importer, largestMemoryMb } from './importer.ts';
import { byteMutators, createRandom, type Mutator, textMutators } from './mutators.ts';

/** Cases in all; `DIKU_FUZZ=5000` for a long run. */
const caseCount = Number(process.env.DIKU_FUZZ ?? (isLong ? 5000 : 30));
const firstSeed = Number(process.env.DIKU_FUZZ_SEED ?? 1);

/** One to three mutations of a sample; the same seed gives the same bytes. */
function mutated(corpus: Corpus, seed: number): { name: string; bytes: Uint8Array } {
  const random = createRandom(seed);
  const mutators: readonly Mutator[] = [
    ...byteMutators,
    ...(corpus.isText ? textMutators : []),
    ...(corpus.mutators ?? []),
  ];
  const sample = corpus.samples[random(corpus.samples.length)];
  const others = corpus.samples.map(({ bytes }) => bytes);
  let { bytes } = sample;
  const steps: string[] = [];
  for (let k = 1 + random(3); k > 0; k--) {
    const mutator = mutators[random(mutators.length)];
    bytes = mutator.mutate(bytes, random, others);
    steps.push(mutator.name);
  }
  return { name: `${corpus.format}, ${sample.name}, seed ${seed}: ${steps.join(', ')}`, bytes };
}

const folder = new URL('corpus/', import.meta.url);
const corpora: Corpus[] = [];
for (const file of readdirSync(folder).sort()) {
  const found = (await import(new URL(file, folder).href)) as { corpora: readonly Corpus[] };
  corpora.push(...found.corpora);
}
const fractions = corpora.reduce((sum, { ratio = 1 }) => sum + ratio, 0);

describe('damaged files end in a plan or in one clear refusal, in time and in memory', () => {
  const importer = new Importer();
  afterAll(() => importer.close());

  for (const corpus of corpora) {
    const count = Math.ceil((caseCount * (corpus.ratio ?? 1)) / fractions);

    // JPEGs stand for images in the short run.
    it.runIf(isLong || corpus.format !== 'png')(`${corpus.format}: whole samples are read`, async () => {
      for (const { name, bytes } of corpus.samples.slice(0, isLong ? undefined : 1)) {
        expect({ name, ...(await importer.import(bytes, { image: corpus.image })) }).toMatchObject({
          name,
          kind: 'plan',
        });
      }
    });

    it(`${corpus.format}: ${count} damaged files (seeds from ${firstSeed})`, {
      timeout: 3_600_000,
    }, async () => {
      const wrong: string[] = [];
      for (let seed = firstSeed; seed < firstSeed + count; seed++) {
        const { name, bytes } = mutated(corpus, seed);
        const { kind, message, memoryMb } = await importer.import(bytes, { image: corpus.image });
        if (kind === 'broken' || kind === 'silent') wrong.push(`${name}: ${message}`);
        else if (memoryMb > largestMemoryMb) wrong.push(`${name}: ${memoryMb.toFixed(0)} MB`);
        if (memoryMb > largestMemoryMb) importer.close();
      }
      expect(wrong).toEqual([]);
    });
  }
});
