import type { Carrier, CarrierMap, RequirementProfile } from '@diku/engine';
export type Quantity = 'rsrp' | 'sinr' | 'probability';
/** A stepped scale: class 0 is at or above `limits[0]`, the last class below the last limit. */
export interface FieldScale {
    quantity: Quantity;
    unit: 'dBm' | 'dB' | '%';
    /** Falling. Probabilities in percent. */
    limits: readonly number[];
    /** Index into `limits` of the requirement: classes after it fail. */
    requiredLimit: number;
}
/** Class of a cell that the acceptance does not count, and of a counted one that no antenna reaches. */
export declare const uncountedClass = 255;
export declare const unservedClass = 254;
export declare const quantities: readonly Quantity[];
/** The scale of a quantity around what a carrier needs; the usual LTE and NR limits before a result is there. */
export declare function findScale(quantity: Quantity, carrier?: Pick<Carrier, 'technology' | 'services'>, profile?: RequirementProfile): FieldScale;
/**
 * Colours of the classes, best first. Lightness is monotone with at least 12 L* between neighbours, so the
 * classes stay apart without hue; the hue turns from blue to orange where the requirement fails, and the
 * failing classes stand out most against the floor of their theme.
 */
export declare const classColors: Record<'light' | 'dark', readonly string[]>;
/** The values of one quantity on one map, in the scale's unit. */
export declare function mapValues(map: CarrierMap, quantity: Quantity): Float32Array;
/** Class of each cell. [rows, columns] */
export declare function classifyMap(map: CarrierMap, scale: FieldScale): Uint8Array;
/** Share of the counted cells in each class, unserved cells in the last place. */
export declare function classShares(classes: Uint8Array, scale: FieldScale): number[];
