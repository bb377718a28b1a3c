import type { Level } from '@diku/engine';
import type { Outcome } from '../compute/worker-contract.ts';
import type { ToolName } from '../store/edit-state.ts';
import type { PlanRecord, RecordRef } from '../store/plan-records.ts';
import type { WalkChoices, WalkResult } from '../store/walk-state.ts';

/** Actions on the walk test beside the plan. */
export interface WalkActions {
  /** Holds a walk test against the plan; what is none leaves the one before. */
  open(file: File): Promise<Outcome<WalkResult>>;
  /** Reads it again, with other choices or against the plan as it is now. */
  reread(choices?: Partial<WalkChoices>): Promise<void>;
  /** Takes the calibration that is proposed over into the plan, as one step, and holds the walk against that. */
  takeCalibration(): void;
  /** The sheet of the acceptance test, HTML. */
  sheet(language: 'zh' | 'en'): Promise<Outcome<string>>;
  close(): void;
}

/** Actions on the edited plan. */
export interface EditActions {
  /** Takes a tool; the same one again at once locks it. */
  take(tool: ToolName): void;
  /** Leaves the tool, then the selection. True if there was something to leave. */
  leave(): boolean;
  /** Returns what is typed belongs to a drawing under way. True if it did. */
  type(key: string): boolean;
  /** Returns how many things were copied, cut, put there. */
  copy(): number;
  cut(): number;
  paste(): number;
  duplicate(): number;
  /**
   * Replaces records by what `edit` makes of them, of the same id, as one step; undefined leaves one as it is.
   * @returns whether one became another
   */
  changeAll(refs: readonly RecordRef[], edit: (record: PlanRecord) => PlanRecord | undefined): boolean;
  changeLevel(id: string, values: Partial<Level>): void;
}
