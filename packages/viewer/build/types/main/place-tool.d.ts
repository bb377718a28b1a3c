import type { App } from '../panels/app.ts';
import type { Stage } from '../scene/stage.ts';
/** A click on the floor: places one antenna with the placing tool, otherwise deselects. */
export declare function listenForFloorClicks(app: App, stage: Stage): void;
