import type { App } from '../panels/app.ts';
import type { DragAntennaTool } from '../tools/drag-antenna.ts';
import type { NudgeAntennaTool } from '../tools/nudge-antenna.ts';
/** Every command's key. Escape ends the gesture, then leaves the tool, then deselects. */
export declare function bindCommands(app: App, drag: DragAntennaTool, nudge: NudgeAntennaTool): void;
