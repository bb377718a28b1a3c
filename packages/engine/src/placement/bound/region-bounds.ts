import type { LinearProgram, Row } from './linear-program.ts';
import type { Region } from './regions.ts';

/** A choice of how many antennas a region has. */
export interface Choice {
  region: number;
  lower: number;
  upper: number;
}

/** The numbers of antennas in regions as bounds of a program: of rows, which come as they are needed, and of single candidates. */
export class RegionBounds {
  readonly #program: LinearProgram;
  readonly #regions: readonly Region[];
  /** [regions]: the row of each that has one. */
  readonly #rowOfRegion = new Map<number, Row>();

  constructor(program: LinearProgram, regions: readonly Region[]) {
    this.#program = program;
    this.#regions = regions;
  }

  /**
   * Sets the bounds of a node's choices, and frees all others.
   * @param isClosed [candidates]: whether no solution looked for has it
   */
  enter(choices: readonly Choice[], isClosed: Uint8Array): void {
    const wanted = new Map<number, { lower: number; upper: number }>();
    for (const { region, lower, upper } of choices) {
      const before = wanted.get(region);
      wanted.set(region, {
        lower: Math.max(lower, before?.lower ?? 0),
        upper: Math.min(upper, before?.upper ?? Number.POSITIVE_INFINITY),
      });
    }
    const missing = [...wanted.keys()].filter(
      (region) => this.#regions[region].candidates.length > 1 && !this.#rowOfRegion.has(region),
    );
    const rows = missing.map((region): Row => {
      const { candidates } = this.#regions[region];
      return {
        columns: candidates,
        values: new Float64Array(candidates.length).fill(1),
        lower: 0,
        upper: candidates.length,
      };
    });
    missing.forEach((region, index) => {
      this.#rowOfRegion.set(region, rows[index]);
    });
    this.#program.addRows(rows, true);
    for (const [region, row] of this.#rowOfRegion) {
      const { lower, upper } = wanted.get(region) ?? { lower: 0, upper: Number.POSITIVE_INFINITY };
      this.#program.setRow(row, lower, Math.min(upper, row.columns.length));
    }
    this.#regions.forEach(({ candidates }, region) => {
      if (candidates.length > 1) return;
      const { lower, upper } = wanted.get(region) ?? { lower: 0, upper: 1 };
      const most = isClosed[candidates[0]] ? 0 : Math.min(1, upper);
      this.#program.setColumn(candidates[0], lower, Math.max(lower, most));
    });
  }
}
