import { z } from 'zod';
import { InputError, inEveryLanguage, type Phrase, phraseText } from '../core/index.ts';
import { schemaProblems } from '../plan/index.ts';
import { communitySchema } from './community.ts';

/** An assumption that reading a table took. */
export const statusIssueSchema = z.object({
  /** Row of the table, counted from 1 after the header; 0 speaks of the whole column. */
  record: z.number().int().min(0),
  /** Name of the column as the table has it; `*` is the whole row. */
  column: z.string(),
  /** The cell as it stands in the table; for whole rows what they are. */
  raw: z.string(),
  kind: z.string(),
  /** Value that it was read as. */
  read: z.union([z.string(), z.number(), z.boolean()]).nullable().optional(),
  /** A careful reader would ask: what can be answered (`--answers`), and some cells of the column. */
  question: z.literal(true).optional(),
  choices: z.array(z.object({ answer: z.string(), zh: z.string(), en: z.string() })).optional(),
  samples: z.array(z.string()).optional(),
});

/**
 * Output of `diku programme import`: the communities of a table, and every assumption made in reading them.
 */
const statusDataSchema = z.object({
  communities: z.array(communitySchema),
  issues: z.array(statusIssueSchema),
});

/** Something in a status table that a person should look at. */
export interface StatusIssue extends Omit<StatusIssueDocument, 'raw' | 'choices'> {
  /** The cell as it stands in the table; of whole rows what they are. */
  raw: string | Phrase;
  choices?: { answer: string; said: Phrase }[];
}
/** The same in a file: choices in the words of every language. */
export type StatusIssueDocument = z.infer<typeof statusIssueSchema>;
export type StatusData = z.infer<typeof statusDataSchema>;

/** A judgement as files have it. */
export function statusIssueDocument(issue: StatusIssue): StatusIssueDocument {
  const choices = issue.choices?.map(({ answer, said }) => ({ answer, ...inEveryLanguage(said) }));
  return { ...issue, raw: phraseText(issue.raw, 'en'), choices };
}

/**
 * The document that `diku programme import` wrote.
 * @throws InputError with the path of every problem
 */
export function parseStatusData(document: unknown): StatusData {
  const result = statusDataSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, document));
}
