import type { App } from './app.ts';
/** Quantity, carrier, class limits with their swatches, share of floor per class; a click shows one class alone. */
export declare function createLegend(app: App): {
    element: HTMLElement;
    render(): void;
};
