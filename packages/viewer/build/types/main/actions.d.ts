import type { Actions, App } from '../panels/app.ts';
import type { Stage } from '../scene/stage.ts';
import type { FileOpener } from './open-file.ts';
/** What panels and keys can ask for. */
export declare function createActions(app: App, stage: Stage, files: FileOpener, render: () => void): Actions;
