/** One decimal, halves up as by hand. */
export const tenth = (value: number) =>
  (Math.round(10 * Number(value.toPrecision(12)) + 1e-9) / 10).toFixed(1);
