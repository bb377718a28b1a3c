import type { PredictionRunner } from '../compute/prediction-runner.ts';
import type { App } from '../panels/app.ts';
import type { Stage } from '../scene/stage.ts';
/** Keeps the place under the pointer and the link to it; asks for one link at a time, the newest. */
export declare function followPointer(app: App, stage: Stage, runner: PredictionRunner, viewport: HTMLElement): void;
