import type { App } from './app.ts';
/** One message beside the place where it happened; work under way can be cancelled from it. */
export declare function createNotice(app: App): {
    element: HTMLElement;
    render(): void;
};
