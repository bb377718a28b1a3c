import type { CarrierMap, Level } from '@diku/engine';
import { Group } from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import { type FieldScale } from '../store/field-scale.ts';
/** The field on one level's floor. Made once per level, then refilled. */
export declare class FieldLayer {
    #private;
    readonly group: Group<import("three").Object3DEventMap>;
    constructor(level: Level, theme: 'light' | 'dark', colors: ThemeColors);
    /** Shows a map, or nothing. Cells outside the count keep a hatched floor. */
    show(map: CarrierMap | undefined, scale: FieldScale, isolated: number | undefined): void;
    dispose(): void;
}
