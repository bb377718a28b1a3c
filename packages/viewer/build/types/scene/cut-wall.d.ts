import type { Opening, Wall } from '@diku/engine';
/** A straight piece of wall to draw; `joined` ends meet another wall and are drawn a little longer. */
export interface WallPiece {
    wall: Wall;
    start: [number, number];
    end: [number, number];
    joinedStart: boolean;
    joinedEnd: boolean;
}
/** The walls without the stretches that openings take out. For drawing only; the engine cuts its own, exactly. */
export declare function cutWalls(walls: readonly Wall[], openings: readonly Opening[]): WallPiece[];
