/** A label's place on the canvas, CSS pixels. */
export interface LabelBox {
    left: number;
    top: number;
    right: number;
    bottom: number;
}
export declare function isFreeOf(box: LabelBox, taken: readonly LabelBox[]): boolean;
