/** Paths of a link as lines over the view, the strongest first. */
export interface DrawnPaths {
  levelId: string;
  paths: { kind: string; lossDb: number; points: readonly (readonly number[])[] }[];
}
