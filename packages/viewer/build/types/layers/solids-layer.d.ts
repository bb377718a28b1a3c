import type { Level } from '@diku/engine';
import { Group } from 'three';
import { type ThemeColors } from '../scene/theme-colors.ts';
/** Walls, columns and openings of one level as solids. */
export declare function drawSolids(level: Level, colors: ThemeColors): Group;
