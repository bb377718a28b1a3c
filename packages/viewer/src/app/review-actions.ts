import type { Phrase } from '@diku/engine';
import type { Answer, Doubt, Evidence, ImageScale, LevelChange, ObjectChange } from '@diku/engine/import';
import type { Answered, Correction, UsedPreset } from '../store/imported.ts';

/** Actions of the review's panels and keys. */
export interface ReviewActions {
  enter(): void;
  leave(): void;
  /** Shows a doubt's location; `member` is which of its objects. */
  showDoubt(doubt: Doubt, member?: number): void;
  stepDoubt(step: 1 | -1): void;
  /** Undefined puts it away. */
  showObject(evidence: Evidence | undefined): void;
  /** One decision; recognises the drawing again, as one undo step. */
  correct(correction: Correction): void;
  /** The same about a doubt or object; `subject` is what it is called among the decisions. */
  answer(about: Answered, answer: Answer, subject: Phrase): void;
  /** Other values of one object, beside those set before. */
  setObject(evidence: Evidence, change: ObjectChange): void;
  setLevel(sourceLevel: string, change: LevelChange): void;
  /** Accept or reject the doubt or object that is looked at. */
  answerShown(answer: 'accept' | 'reject'): void;
  /** Metres per unit of the drawing, or per pixel of an image. */
  setScale(metresPerUnit: number): void;
  takePreset(used: UsedPreset | undefined): void;
  takeBuiltInPreset(name: string): void;
  savePreset(name: string, remember: boolean): void;
  forgetPreset(name: string): void;
  saveCorrections(): void;
  /** Fetches the lines of the whole drawing, by the reading of it that is on screen. */
  showSheet(sourceId: number): Promise<void>;
  /** Stops what is under way; what was asked is dropped. */
  cancel(): void;
}

/** Actions on a drawing that is no plan yet. */
export interface PendingActions {
  readScan(scale: ImageScale): void;
  /** Reads another page of the PDF on screen, of a plan too. */
  readPage(page: number): void;
  change(change: Correction): void;
  takePreset(used: UsedPreset): void;
  /** Takes the last change back. */
  takeBack(): void;
  giveUp(): void;
}
