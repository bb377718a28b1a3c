/** Whole numbers from 0 to 2³² − 1, added one by one: 4 bytes each. */
export class GrowingArray {
  private values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(2 * this.values.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** What was added, without a copy: valid until the next `push`. */
  view(): Uint32Array {
    return this.values.subarray(0, this.length);
  }
}
