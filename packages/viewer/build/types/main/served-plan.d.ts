import type { FileOpener } from './open-file.ts';
/** Opens the plan that the server offers beside the page; a server without one says so by 204 or 404. */
export declare function loadServedPlan(files: FileOpener): Promise<void>;
