/**
 * Times several contenders in this process, in turn, after `warmups` untimed rounds each; every other round goes
 * backwards, so that none always follows the same neighbour. Returns per contender median, minimum and spread
 * (interquartile range ÷ median), in ms per run. A contender may run `repeats` times per timing when it is short.
 */
export function race(contenders, { rounds, warmups = 2 }) {
  const timesMs = contenders.map(() => []);
  for (let round = -warmups; round < rounds; round++) {
    const order = contenders.map((_, index) => index);
    if (round % 2 !== 0) order.reverse();
    for (const index of order) {
      const { run, repeats = 1 } = contenders[index];
      const startMs = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) run();
      const elapsedMs = (performance.now() - startMs) / repeats;
      if (round >= 0) timesMs[index].push(elapsedMs);
    }
  }
  return timesMs.map(summarise);
}

/** Median, minimum, and interquartile range ÷ median. */
export function summarise(timesMs) {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return {
    medianMs: round(at(0.5)),
    minMs: round(sorted[0]),
    spread: round((at(0.75) - at(0.25)) / at(0.5)),
    rounds: sorted.length,
  };
}

export function round(value) {
  return Number(value.toPrecision(4));
}
