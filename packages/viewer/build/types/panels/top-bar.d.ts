import type { Carrier } from '@diku/engine';
import type { App } from './app.ts';
/** Name of the plan, levels, view, carrier, quantity, undo and language. */
export declare function createTopBar(app: App): {
    element: HTMLElement;
    render(): void;
};
/** `电信 LTE 1870 MHz`. */
export declare function carrierName(carrier: Carrier): string;
