import type { Level } from '@diku/engine';
import { Group, LineSegments, Shape } from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
/** The floor's area in the level's plane. */
export declare function floorShape(level: Level): Shape;
/** Slab, floor, bays and ramps of one level. */
export declare function drawFloor(level: Level, colors: ThemeColors): Group;
export declare function drawSegments(positions: number[], color: string): LineSegments;
