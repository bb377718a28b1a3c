import { type TextKey } from './texts.ts';
export type Language = 'zh' | 'en';
/** English where the browser asks for it first, otherwise Chinese. */
export declare function detectLanguage(languages: readonly string[]): Language;
export declare function setLanguage(language: Language): void;
export declare function language(): Language;
/** The text in the current language with `{name}` filled in. */
export declare function text(key: TextKey, values?: Record<string, string | number>): string;
/** 0.953 → `95 %` (or `95.3 %`); never rounds a missed 0.9999 up to 100 %. */
export declare function formatPercent(ratio: number, digits?: number): string;
export declare function formatNumber(value: number, digits?: number): string;
