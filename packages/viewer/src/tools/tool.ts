import type { Level, Plan, Point } from '@diku/engine';
import type { NetworkChange } from '@diku/engine/design';
import type { EditState, ToolName } from '../store/edit-state.ts';
import type { Observable } from '../store/observable.ts';
import type { Sight } from '../store/pick-record.ts';
import type { RecordRef } from '../store/plan-records.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ViewState } from '../store/view-state.ts';

/** Position of a pointer, in the plan and on the canvas. */
export interface Pointed extends Sight {
  levelId: string;
  /** The part or cable of the network that is drawn there. */
  network?: RecordRef | undefined;
  /** Position on the canvas, CSS pixels. */
  left: number;
  top: number;
  shift: boolean;
  /** Snapping is off while it is held. */
  alt: boolean;
  /** Position of a plan's point on the canvas, for rectangles. */
  spot(point: Point): { left: number; top: number };
}

/** Objects that tools work on. */
export interface Hands {
  store: PlanStore;
  view: Observable<ViewState>;
  edit: Observable<EditState>;
  /** The tool whose gestures count now. */
  tool(): ToolName;
  choose(tool: ToolName): void;
  /** Sets things in the network; absent where nobody designs the rest around them. */
  changeNetwork?(changes: NetworkChange[]): void;
}

/** One tool's gestures. A press and its release without a way between them is a click. */
export interface Tool {
  /** @returns whether the tool takes the drag that may follow; the camera has it otherwise */
  press?(at: Pointed): boolean;
  drag?(at: Pointed): void;
  release?(at: Pointed): void;
  click?(at: Pointed): void;
  doubleClick?(at: Pointed): void;
  hover?(at: Pointed | undefined): void;
  /** Enter, Backspace, a character. @returns whether it meant something */
  key?(key: string): boolean;
  /** Ends the gesture under way and puts everything back. @returns whether there was one */
  cancel(): boolean;
}

/** Points without anything to snap to are whole multiples of it, metres. */
export const gridM = 0.05;

export function levelAt({ store }: Hands, levelId: string): { plan: Plan; level: Level } | undefined {
  const plan = store.committed;
  const level = plan?.levels.find(({ id }) => id === levelId);
  return plan && level && { plan, level };
}
