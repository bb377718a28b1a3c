import { setTimeout as wait } from 'node:timers/promises';
import { workerProver } from '@diku/engine/design';
import fc from 'fast-check';
import loadHighs from 'highs';
import { afterEach, describe, expect, it } from 'vitest';
import { inThreadProver, type ProofResult, type Prover } from '../../packages/engine/src/design/index.ts';
import { spawnThread } from '../radio/worker-support/spawn-worker.ts';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { type SmallGarage, services, smallestSet, smallGarages } from './bound-support/small-garages.ts';

const budget = {
  ...{ linearPrograms: 400, work: 1e9, rootRounds: 30, nodeRounds: 3, rootBranchings: 20, nodeBranchings: 2 },
};
const program = new URL('../radio/worker-support/prover-thread.mjs', import.meta.url);

/** The garage that takes the most to prove of a few, with the number of antennas that its proof begins with. */
const hardGarage = once((): { garage: SmallGarage; knownCount: number } => {
  const found = fc.sample(smallGarages(13), { seed: 33, numRuns: isLong ? 12 : 6 }).flatMap((garage) => {
    const min = smallestSet(garage, 6);
    return min === undefined ? [] : [{ garage, knownCount: Math.min(garage.candidateCount, min + 2) }];
  });
  return found.reduce((max, one) => (one.knownCount > max.knownCount ? one : max));
});

describe('a proof beside a search', () => {
  const provers: Prover[] = [];
  const open = (prover: Prover) => {
    provers.push(prover);
    return prover;
  };
  const never = { expired: () => false };
  afterEach(() => {
    for (const prover of provers.splice(0)) prover.dispose();
  });

  it('gives what it gives on the calling thread, whenever the number of antennas becomes known', {
    tags: ['thorough'],
  }, async () => {
    const { garage, knownCount } = hardGarage();
    const order = { problem: { ...garage.problem, knownCount }, services, budget };
    const hooks = { passes: garage.meets, ...never };
    // The last is known from the start: nothing is left to prove.
    const knownCounts = [knownCount, knownCount - 1, 1];
    const here: [ProofResult, number[]][] = [];
    for (const known of knownCounts) {
      const proof = inThreadProver(loadHighs)().start(order, hooks);
      here.push([await proof.until(known, () => {}), await proof.levelBounds(known, 2)]);
    }
    const workerProof = open(workerProver(() => spawnThread({ program }))()).start(order, hooks);
    for (const [index, known] of knownCounts.entries()) {
      if (index === 1) await wait(200);
      const detectable: number[] = [];
      const result = await workerProof.until(known, ({ lowerBound }) => detectable.push(lowerBound));
      expect(result).toEqual(here[index][0]);
      expect(detectable).toEqual([...detectable].sort((a, b) => a - b));
    }
    expect(await workerProof.levelBounds(knownCount, 2)).toEqual(here[0][1]);
    expect(here[1][0].linearPrograms).toBeGreaterThan(here[2][0].linearPrograms);
  });

  it('ends with what it has where it is cancelled, and where its thread dies', {
    tags: ['thorough'],
  }, async () => {
    const { garage, knownCount } = hardGarage();
    const order = { problem: { ...garage.problem, knownCount }, services, budget };
    const cancelled = open(workerProver(() => spawnThread({ program }))()).start(order, {
      passes: garage.meets,
      expired: () => true,
    });
    expect(await cancelled.until(knownCount, () => {})).toMatchObject({ stopped: 'expired', lowerBound: 0 });
    expect(await cancelled.levelBounds(knownCount, 2)).toEqual([0, 0]);
    const dead = open(workerProver(() => spawnThread({ program, dieAfter: 1 }))()).start(order, {
      passes: garage.meets,
      ...never,
    });
    expect(await dead.until(knownCount, () => {})).toMatchObject({ stopped: 'unsolved', lowerBound: 0 });
    expect(await dead.levelBounds(knownCount, 2)).toEqual([0, 0]);
  });
});
