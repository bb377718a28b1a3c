import type { Level } from '@diku/engine';
import type { FloorLocation } from '../scene/pick-floor.ts';
import type { ToolName } from '../store/edit-state.ts';
import type { PlanRecord, RecordRef } from '../store/plan-records.ts';

/** Actions on the edited plan. */
export interface EditActions {
  /** Takes a tool; the same one again at once locks it. */
  take(tool: ToolName): void;
  /** Takes a tool and clicks with it at a location. */
  clickAt(tool: ToolName, point: FloorLocation): void;
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
