import type { App } from '../panels/app.ts';
import type { FileOpener } from './open-file.ts';
/** The whole page is a drop target; the answer appears where the file was dropped. */
export declare function acceptDrops(app: App, files: FileOpener): void;
