import { type Progress } from '@diku/engine';
import type { OpenedFile } from './worker-contract.ts';
/** A plan from a file's bytes: a plan document, or a drawing to be recognised. Throws with places in the file. */
export declare function readFile(bytes: Uint8Array, fileName: string, dwgExpected: string, report: (progress: Progress) => void): Promise<OpenedFile>;
