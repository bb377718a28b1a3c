import { InputError } from '../../core/index.ts';

/** An array for a field, [cells]; throws `InputError` when the machine has no memory for it. */
export function allocateField(cells: number, { sharedMemory }: { sharedMemory: boolean }): Float32Array {
  const bytes = Float32Array.BYTES_PER_ELEMENT * cells;
  try {
    return new Float32Array(sharedMemory ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  } catch {
    const found = `${cells} cells, ${Math.ceil(bytes / 1e6)} MB`;
    throw new InputError([{ at: 'field', found, expected: 'a field that fits this machine’s memory' }]);
  }
}
