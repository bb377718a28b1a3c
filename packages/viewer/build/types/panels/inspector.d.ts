import type { App } from './app.ts';
/** What is selected; with nothing selected the garage with its levels, carriers, points and antennas. */
export declare function createInspector(app: App): {
    element: HTMLElement;
    render(): void;
};
