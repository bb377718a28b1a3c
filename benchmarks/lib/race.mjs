/**
 * Times several contenders in this process, in turn, after `warmups` untimed rounds each; every other round goes
 * backwards, so that none always follows the same neighbour. Returns per contender the times of its rounds, ms per run.
 * A contender may run `repeats` times per timing when it is short, and do untimed work first (`prepare`); one whose `run`
 * returns a promise is waited for.
 */
export async function race(contenders, { rounds, warmups = 2 }) {
  const timesMs = contenders.map(() => []);
  for (let round = -warmups; round < rounds; round++) {
    const order = contenders.map((_, index) => index);
    if (round % 2 !== 0) order.reverse();
    for (const index of order) {
      const elapsedMs = await timeRepeats(contenders[index]);
      if (round >= 0) timesMs[index].push(elapsedMs);
    }
  }
  return timesMs;
}

async function timeRepeats({ prepare, run, repeats = 1 }) {
  prepare?.();
  const startMs = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const pending = run();
    if (pending instanceof Promise) await pending;
  }
  return (performance.now() - startMs) / repeats;
}

/**
 * Returns how many runs take as long as `targetMs`. Contenders of one race should be timed over stretches of like
 * length: on a busy machine a long stretch is interrupted and a short one is not.
 */
export function countRepeats(run, targetMs) {
  return Math.max(1, Math.min(1000, Math.round(targetMs / shortestMs(run))));
}

/** The shortest of a few runs after one untimed. */
export function shortestMs(run) {
  run();
  const timesMs = Array.from({ length: 4 }, () => {
    const startMs = performance.now();
    run();
    return performance.now() - startMs;
  });
  return Math.min(...timesMs);
}

/** Median, minimum, and spread: interquartile range ÷ median. */
export function summarise(timesMs) {
  const { low, median, high } = quartiles(timesMs);
  return {
    medianMs: round(median),
    minMs: round(Math.min(...timesMs)),
    spread: round((high - low) / median),
    rounds: timesMs.length,
  };
}

/**
 * Returns how many times longer `others` took than `times`: ratio of the medians, quartiles of each round's ratio, and
 * ratio of the shortest times, which a busy machine changes least.
 */
export function compareTimes(others, times) {
  const { low, high } = quartiles(others.map((other, index) => other / times[index]));
  return {
    ratio: round(quartiles(others).median / quartiles(times).median),
    ratioQuartiles: [round(low), round(high)],
    minRatio: round(Math.min(...others) / Math.min(...times)),
  };
}

function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (ratio) => sorted[Math.round(ratio * (sorted.length - 1))];
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Four significant digits. */
export function round(value) {
  return Number(value.toPrecision(4));
}
