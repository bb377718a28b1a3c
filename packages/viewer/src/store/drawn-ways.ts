/** Ways of a link as lines over the picture, the strongest first. */
export interface DrawnWays {
  levelId: string;
  paths: { kind: string; lossDb: number; points: readonly (readonly number[])[] }[];
}
