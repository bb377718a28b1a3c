import type { LinearProgram, Row } from '../../../core/index.ts';
import type { Region } from './regions.ts';

/** A choice of how many antennas a region has. */
export interface Choice {
  region: Region;
  lower: number;
  upper: number;
}

/** The numbers of antennas in regions as rows of a program, which come as they are needed. */
export class RegionBounds {
  readonly #program: LinearProgram;
  readonly #rows = new Map<string, Row>();
  /** Bounds that the rows should state now. */
  #wanted = new Map<string, { lower: number; upper: number }>();

  constructor(program: LinearProgram) {
    this.#program = program;
  }

  /** The same in a program that was made narrower from this one's. */
  narrowed(program: LinearProgram): RegionBounds {
    const narrow = new RegionBounds(program);
    narrow.#wanted = this.#wanted;
    for (const [key, row] of this.#rows) narrow.#rows.set(key, program.rows[this.#program.rows.indexOf(row)]);
    return narrow;
  }

  /** Sets the bounds of a node's choices, and frees all others. */
  enter(choices: readonly Choice[]): void {
    const wanted = new Map<string, { lower: number; upper: number }>();
    for (const { region, lower, upper } of choices) {
      const before = wanted.get(region.key);
      wanted.set(region.key, {
        lower: Math.max(lower, before?.lower ?? 0),
        upper: Math.min(upper, before?.upper ?? Number.POSITIVE_INFINITY),
      });
    }
    this.#addRows(choices.map(({ region }) => region));
    this.#wanted = wanted;
    for (const key of this.#rows.keys()) this.#restore(key);
  }

  /** Works with one choice more, for as long as `work` takes. */
  with<Result>(choice: Choice, work: () => Result): Result {
    const { key } = choice.region;
    this.#addRows([choice.region]);
    const row = this.#rows.get(key) as Row;
    const lower = Math.max(choice.lower, row.lower);
    this.#program.setRow(row, lower, Math.max(lower, Math.min(choice.upper, row.upper)));
    const result = work();
    this.#restore(key);
    return result;
  }

  #restore(key: string): void {
    const row = this.#rows.get(key) as Row;
    const { lower, upper } = this.#wanted.get(key) ?? { lower: 0, upper: row.columns.length };
    this.#program.setRow(row, lower, Math.min(upper, row.columns.length));
  }

  #addRows(regions: readonly Region[]): void {
    const missing = [...new Map(regions.map((region) => [region.key, region])).values()].filter(
      ({ key }) => !this.#rows.has(key),
    );
    const rows = missing.map(
      ({ candidates }): Row => ({
        columns: candidates,
        values: new Float64Array(candidates.length).fill(1),
        lower: 0,
        upper: candidates.length,
      }),
    );
    missing.forEach(({ key }, index) => {
      this.#rows.set(key, rows[index]);
    });
    this.#program.addRows(rows, true);
  }
}
