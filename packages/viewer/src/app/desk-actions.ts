import type { Stage } from '@diku/engine/programme';
import type { DeskAnswer, DeskSignature, DeskTable } from '../store/programme/desk-state.ts';

/** A step that a community is to take. */
export interface DeskStep {
  id: string;
  stage: Stage;
  date: string;
  note: string;
  due: string;
  files: readonly File[];
  /** Reason why a stage that asks for files has none; empty for none. */
  withoutEvidence: string;
}

/** Acts of a clerk on the programme's file. What is refused is said on the page. */
export interface DeskActions {
  /** Asks the server without writing. Undefined where it refused. */
  ask<Answer>(act: string, request: object): Promise<Answer | undefined>;
  /** Puts tables on the desk and reads them without storing anything. */
  addTables(files: readonly File[]): Promise<void>;
  /** Takes decisions on tables, and reads them anew. */
  decide(change: {
    tables?: readonly DeskTable[];
    answer?: [column: string, answer: DeskAnswer | undefined];
    date?: string;
  }): Promise<void>;
  /** Takes all tables of the desk into the file. */
  takeTables(): Promise<void>;
  undoImport(): Promise<void>;
  /** Everyone newly chosen takes the step. */
  takeChoice(): Promise<void>;
  sign(signature: DeskSignature): void;
  takeStep(step: DeskStep): Promise<boolean>;
  saveReport(kind: 'xlsx' | 'pdf' | 'html'): Promise<void>;
}
