import type { Quotas } from '@diku/engine/programme';
import type { ProgrammeContent } from '../store/programme/programme-state.ts';

/** Actions on the programme of a city. */
export interface ProgrammeActions {
  /** Shows what was read from a file. */
  take(name: string, content: ProgrammeContent): void;
  /** Lays other quotas under the programme on screen. @returns false where there is none */
  takeQuotas(fileName: string, quotas: Quotas): boolean;
  openExample(): void;
  /** Goes on with a programme that is persisted on this computer. */
  openRecent(name: string): void;
  close(): void;
  /** Puts the cursor into the field for words. */
  find(): void;
  /** Opens a plan of a community. @param index among those that were found */
  openPlan(id: string, index: number): void;
  /** Asks for a drawing or a plan that is to be the community's. */
  chooseFor(id: string): void;
  /** Asks for a folder in which its plans are. */
  chooseFolder(): void;
  /** Reads the folder known from before, which the browser asks about. */
  allowFolder(): void;
}
