type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;
/** An element with attributes, `on…` listeners and children; `undefined` and `false` attributes are left out. */
export declare function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: Attributes, ...children: (Node | string | undefined)[]): HTMLElementTagNameMap[Tag];
/** Rebuilds the children only when `key` changed, so that focus and open lists survive. */
export declare function rebuild(parent: HTMLElement, key: string, build: () => (Node | undefined)[]): void;
export {};
