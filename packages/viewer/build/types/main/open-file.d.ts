import type { App } from '../panels/app.ts';
/** Where a file was dropped, client pixels. */
export interface DropPlace {
    x?: number;
    y?: number;
}
/** Files and placements, one at a time, in a worker of their own that can be stopped at once. */
export declare class FileOpener {
    #private;
    constructor(app: App);
    /** Reads the whole file first; only a good plan replaces the one on screen, as one undo step. */
    open(file: File, place: DropPlace): Promise<void>;
    /** Antenna positions for the plan on screen, taken over as one undo step. */
    place(place: DropPlace, lines?: string[]): Promise<void>;
    cancel(): void;
}
