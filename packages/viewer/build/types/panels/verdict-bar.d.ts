import type { App } from './app.ts';
/** The verdict, always on screen; `data-state` and its look say whether the figures are of the plan shown. */
export declare function createVerdictBar(app: App): {
    element: HTMLElement;
    render(): void;
};
