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
  interface Parsed {
    data: string[][];
    errors: readonly { code: string }[];
    /** Where the first row begins that was not taken. */
    meta: { cursor: number };
  }
  const Papa: {
    /** Parses a piece at a time; with `ignoreLastRow` the last row, which may go on in the next piece, is not taken. */
    Parser: new (config: {
      delimiter: string;
      newline: '\n';
      preview?: number;
    }) => {
      parse(text: string, baseIndex: number, ignoreLastRow: boolean): Parsed;
    };
    parse(text: string, config: Config): void;
    unparse(
      rows: readonly (readonly (string | number)[])[],
      config: { newline: string; escapeFormulae: boolean },
    ): string;
  };
  export default Papa;
}
