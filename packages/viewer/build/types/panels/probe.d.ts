import type { App } from './app.ts';
/** The value under the pointer, the link behind it, and one line on what can be done. */
export declare function createProbe(app: App): {
    element: HTMLElement;
    render(): void;
};
