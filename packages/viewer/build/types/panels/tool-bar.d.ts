import type { App } from './app.ts';
/** The tools at the left edge. */
export declare function createToolBar(app: App): {
    element: HTMLElement;
    render(): void;
};
