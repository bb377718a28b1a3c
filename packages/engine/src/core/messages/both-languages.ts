/** Texts by code, none without a language. */
export type BothLanguages = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
