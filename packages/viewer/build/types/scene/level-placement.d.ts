import type { Level, Plan } from '@diku/engine';
/** Height in the view of each level's floor: 0 for one level alone, spread apart in the stacked view. */
export declare function levelOffsetsM(plan: Plan, stacked: boolean): Map<string, number>;
/** Corners of the outline's bounding box: [minX, minY, maxX, maxY]. */
export declare function outlineBox(level: Level): [number, number, number, number];
/** The outline's box grown to hold walls that leave it, such as those of ramps. */
export declare function contentBox(level: Level): [number, number, number, number];
/** Whether a point lies inside the outline and in no hole. */
export declare function isInsideLevel(level: Level, x: number, y: number): boolean;
export declare function isInsideRing(ring: readonly (readonly [number, number])[], x: number, y: number): boolean;
