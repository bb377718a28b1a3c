import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChangedBlocks } from '../../packages/viewer/src/layers/field-layer.ts';

test('rectangles cover every cell that changed since they were drawn, with what is near it, and little more (seed 3)', () => {
  const size = { min: 1, max: 70 };
  const changes = fc.array(fc.tuple(fc.nat(69), fc.nat(69)), { maxLength: 12 });
  fc.assert(
    fc.property(fc.integer(size), fc.integer(size), changes, changes, (columns, rows, drawn, fresh) => {
      const blocks = new ChangedBlocks();
      blocks.begin(columns, rows);
      const shown = new Uint8Array(columns * rows);
      const take = (cells: typeof drawn) => {
        const classes = shown.map((value) => value);
        const inside = cells.filter(([column, row]) => column < columns && row < rows);
        for (const [column, row] of inside) classes[row * columns + column] ^= 1;
        const changed = [...classes.keys()].filter((cell) => classes[cell] !== shown[cell]);
        blocks.take(shown, classes);
        expect(shown).toEqual(classes);
        return changed.map((cell) => [cell % columns, Math.floor(cell / columns)]);
      };
      take(drawn);
      blocks.clear();
      const changed = [...take(fresh), ...take(drawn)];
      const covered = new Set<string>();
      for (const [column, row, endColumn, endRow] of blocks.rectangles()) {
        expect(endColumn <= columns && endRow <= rows).toBe(true);
        for (let y = row; y < endRow; y += 1) {
          for (let x = column; x < endColumn; x += 1) covered.add(`${x} ${y}`);
        }
      }
      for (const [column, row] of changed) {
        for (const y of [Math.max(0, row - 2), row, Math.min(rows - 1, row + 2)]) {
          for (const x of [Math.max(0, column - 2), column, Math.min(columns - 1, column + 2)])
            if (!covered.has(`${x} ${y}`)) throw new Error(`not covered: ${x}, ${y}`);
        }
      }
      // A block is 16 × 16 cells; a change touches four of them at most.
      expect(covered.size).toBeLessThanOrEqual(changed.length * 4 * 16 * 16);
    }),
    { numRuns: 60, seed: 3 },
  );
});
