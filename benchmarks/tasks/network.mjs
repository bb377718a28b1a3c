import { createHash } from 'node:crypto';
import { designNetwork } from '../../packages/engine/dist/design/index.js';
import { summarise } from '../lib/race.mjs';
import { twoLevelPlan } from '../lib/two-level-plan.mjs';

const antennasPerLevel = 30;

/**
 * The feeder network of 60 antennas on the two levels of `examples/garage-two-levels.dxf`, at each effort; what a run
 * found beside its time: cost of courses over its bound, worst deviation, sources, cost of the parts.
 */
export async function network({ quick }) {
  const plan = await twoLevelPlan(antennasPerLevel);
  return ['low', 'normal'].map((effort) => {
    const runs = [];
    let designed;
    for (let run = 0; run < (quick ? 1 : 3); run++) {
      const startMs = performance.now();
      const found = designNetwork(plan, { effort, partial: true });
      runs.push({ totalMs: performance.now() - startMs, checksum: hash(JSON.stringify(found)) });
      designed = found;
    }
    if (new Set(runs.map(({ checksum }) => checksum)).size > 1) {
      throw new Error(`network-${effort}: the same plan got different networks`);
    }
    const { trees, worst, sources, unreached, treesTried } = designed.design;
    const sum = (key) => trees.reduce((total, tree) => total + tree[key], 0);
    return {
      name: `network-${effort}`,
      ...summarise(runs.map(({ totalMs }) => totalMs)),
      checksum: runs[0].checksum,
      antennas: plan.antennas.length - unreached.length,
      ...{ sources, treesTried },
      courseOverBound: Math.round((1000 * sum('courseCny')) / sum('leastCourseCny')) / 1000,
      partsCny: Math.round(sum('partsCny')),
      worstDb: Math.round(1000 * Math.abs(worst.deviationDb)) / 1000,
    };
  });
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
