/** A label's place on the canvas, CSS pixels. */
export interface LabelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function isFreeOf(box: LabelBox, taken: readonly LabelBox[]): boolean {
  return taken.every(
    (other) =>
      box.right <= other.left ||
      other.right <= box.left ||
      box.bottom <= other.top ||
      other.bottom <= box.top,
  );
}
