/** Which document the plan on screen is: undo of an opening goes back to the one before. */
export interface PlanDocument {
  /** Id among those persisted on this computer. */
  readonly id: string;
  /** Name: the file it came from. */
  readonly name: string;
}
