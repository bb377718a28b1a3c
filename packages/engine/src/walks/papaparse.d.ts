/** The part of papaparse 5 used here; its own types need Node's and the DOM's. */
declare module 'papaparse' {
  interface Step {
    data: string[];
    meta: { cursor: number };
  }
  interface Config {
    delimiter: string;
    newline: '\n';
    preview?: number;
    step(row: Step, parser: { abort(): void }): void;
  }
  const Papa: {
    parse(text: string, config: Config): void;
    unparse(
      rows: readonly (readonly (string | number)[])[],
      config: { newline: string; escapeFormulae: boolean },
    ): string;
  };
  export default Papa;
}
