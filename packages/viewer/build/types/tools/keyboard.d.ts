/** What a key asks for. `key` is the character, or `Ctrl+` before it. */
export type KeyBindings = Record<string, () => void>;
/** Runs commands by key, but not while someone types in a field or a list. */
export declare function bindKeys(bindings: KeyBindings, arrows: (key: string, withShift: boolean) => boolean): void;
