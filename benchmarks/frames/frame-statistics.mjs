/** Bins of the histogram, ms; the last one holds everything beyond. */
export const binMs = 2;
export const lastBinMs = 100;
/** A frame of 60 a second, with what a clock and a compositor may be off. */
export const frameBudgetMs = 1000 / 60 + 1;

/** Figures and histogram of one drag. */
export function describeFrames(probe) {
  const deltas = probe.frames.slice(1).map((time, index) => time - probe.frames[index]);
  const seconds = (probe.frames.at(-1) - probe.frames[0]) / 1000;
  return {
    frames: deltas.length,
    seconds: round(seconds, 2),
    framesPerS: round(deltas.length / seconds, 1),
    frameMs: spread(deltas),
    shareInBudget: round(deltas.filter((delta) => delta <= frameBudgetMs).length / deltas.length, 4),
    mainThreadMs: spread(probe.busyMs),
    longTasks: probe.longTasks,
    pointerEvents: probe.pointerEvents,
    fieldUpdates: probe.fieldUpdates,
    fieldUpdatesPerS: round(probe.fieldUpdates / seconds, 1),
    askedToArrivedMs: spread(probe.workerMs),
    pointerToFieldMs: spread(probe.latenciesMs),
    field: probe.fieldTag,
    histogram: histogram(deltas),
  };
}

function spread(values) {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (ratio) => round(sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))], 2);
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), max: round(sorted.at(-1), 2) };
}

/** Counts per bin of `binMs`, up to `lastBinMs` and beyond. */
function histogram(deltas) {
  const counts = new Array(lastBinMs / binMs + 1).fill(0);
  for (const delta of deltas) counts[Math.min(counts.length - 1, Math.floor(delta / binMs))] += 1;
  return counts;
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
