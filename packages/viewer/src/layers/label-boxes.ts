/** A label's position on the canvas, CSS pixels. */
export interface LabelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Code point where the scripts of East Asia begin, whose letters are as wide as high. */
const firstWideCode = 0x2e80;

/** Width of 12 px letters, as wide as they are in any of the fonts. */
export function labelWidthPx(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter.charCodeAt(0) > firstWideCode ? 12 : 7.5), 0);
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

/**
 * Labels that would lie on one another, gathered: of each group the indices, in the order of the list, and the first of
 * them stands for all. @param boxes undefined for what is not to be seen
 */
export function groupBoxes(boxes: readonly (LabelBox | undefined)[]): number[][] {
  const groups: { box: LabelBox; members: number[] }[] = [];
  for (const [index, box] of boxes.entries()) {
    if (!box) continue;
    const group = groups.find((each) => !isFreeOf(box, [each.box]));
    if (group) group.members.push(index);
    else groups.push({ box, members: [index] });
  }
  return groups.map(({ members }) => members);
}
