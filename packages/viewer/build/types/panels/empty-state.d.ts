import type { App } from './app.ts';
/** The page without a plan: one large drop target and four quiet steps. */
export declare function createEmptyState(app: App): {
    element: HTMLElement;
    render(): void;
};
