/** What another thread exposes, as it is called from here: every answer takes its time. */
export type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends (...said: infer Said) => infer Answer
    ? (...said: Said) => Promise<Awaited<Answer>>
    : never;
};
