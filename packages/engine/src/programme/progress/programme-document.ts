import { z } from 'zod';
import { type Datum, datums, InputError, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { type Community, communitySchema } from '../community.ts';
import { communityKey } from '../community-key.ts';
import { type StatusIssueDocument, statusIssueSchema } from '../status-data.ts';
import type { CommunityOrigin } from '../table/merge-statements.ts';
import { isDay, isQuarter } from './calendar.ts';
import { attachmentKinds, type ProgrammeCommunity, type Signature } from './programme-community.ts';
import { stages } from './stages.ts';

/** A community with what its table says of it and every step it took. */
export type StoredCommunity = Community & ProgrammeCommunity;

/** The whole programme in one document, to be looked at: what `diku programme export -o FILE.json` writes. */
export interface ProgrammeDocument {
  format: 'diku-programme';
  version: 1;
  /** Day of the export: nothing later is known. */
  asOf: string;
  /** Datum of longitudes and latitudes; null where nobody has said. */
  datum: Datum | null;
  communities: StoredCommunity[];
}

/** A status table that was imported. */
export interface ImportRecord extends Signature {
  file: string;
  sha256: string;
  date: string;
  party: string;
  added: number;
  updated: number;
  unchanged: number;
  /** Assumptions that concern no community. */
  judgements: StatusIssueDocument[];
}

/** One imported table's word on a community. */
export interface StatementRecord {
  /** Number of the import, from 1. */
  import: number;
  /** Absent where it is what the community is. */
  community?: Community;
  origin?: CommunityOrigin;
  judgements: StatusIssueDocument[];
}

/** Everything that a store has of a community besides what it is and its steps. */
export interface CommunityRecord {
  /** Key by which rows are this community. */
  key: string;
  /** Number of the import that touched it last, from 1. */
  import: number;
  judgements: StatusIssueDocument[];
  statements: StatementRecord[];
}

/** Copies that were merged, and what stood in conflict. */
export interface MergeRecord {
  date: string;
  [name: string]: unknown;
}

/** A community with everything that a store has of it. */
export type CopiedCommunity = StoredCommunity & { record: CommunityRecord };

/** A whole store in one document: the programme, with everything by which a store is made of it again. */
export interface ProgrammeCopy extends ProgrammeDocument {
  communities: CopiedCommunity[];
  imports: ImportRecord[];
  merges: MergeRecord[];
}

/** More than any city has; of as many a workbook is made, too. */
export const maxProgrammeCommunities = 100_000;

const day = z.string().refine(isDay, 'document-day');
const ratio = z.number().min(0).max(1);
const source = z.object({ file: z.string().max(1000), sha256: z.string().max(64) }).optional();
const planFingerprint = z.string().max(100).optional();
const operatorName = z.string().max(100);

const evidence = z.object({
  rule: z.enum(['confidence', 'share']),
  target: z.object({ coverageRatio: ratio, confidence: ratio }),
  operators: z
    .array(
      z.object({
        operator: operatorName,
        locations: z.number().int().min(1),
        coverageRatio: ratio,
        lowerBoundRatio: ratio,
      }),
    )
    .max(20),
  points: z.number().int().min(0),
  planFingerprint,
  source,
});

const planResult = z.object({
  met: z.boolean(),
  decidable: z.literal(false).optional(),
  antennas: z.number().int().min(0).optional(),
  planFingerprint,
  costCny: z.number().min(0).optional(),
  passProbability: ratio.optional(),
  operators: z.array(z.object({ operator: operatorName, expectedCoverageRatio: ratio })).max(20),
  source,
});

const name = z.string().max(200).optional();
const amountCny = z.number().min(0).max(1e12).optional();

const works = z.object({
  builder: name,
  sharing: z.array(z.string().max(200)).max(20).optional(),
  costCny: amountCny,
  upkeepCnyPerYear: amountCny,
});

const attachment = z.object({
  kind: z.enum(attachmentKinds),
  file: z.string().max(1000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().min(0),
});

const step = z.object({
  stage: z.enum(stages),
  date: day,
  note: z.string().max(2000).optional(),
  due: z.string().refine(isQuarter, 'document-quarter').optional(),
  evidence: evidence.optional(),
  plan: planResult.optional(),
  works: works.optional(),
  withoutEvidence: z.string().max(2000).optional(),
  ...{ author: name, office: name, role: name },
  attachments: z.array(attachment).max(100).optional(),
});

const communityRow = communitySchema.extend({
  id: z.string().min(1).max(64),
  history: z.array(step).min(1).max(1000).superRefine(inOrderOfDays),
});

const documentSchema = z.object({
  format: z.literal('diku-programme'),
  version: z.literal(1),
  asOf: day,
  datum: z.enum(datums).nullable(),
  communities: z.array(communityRow).min(1).max(maxProgrammeCommunities).superRefine(unlikeEachOther),
});

function inOrderOfDays(steps: readonly { date: string }[], context: z.RefinementCtx): void {
  const late = steps.findIndex(({ date }, index) => index > 0 && date < steps[index - 1].date);
  if (late >= 0)
    context.addIssue({
      code: 'custom',
      path: [late, 'date'],
      message: 'document-steps',
    });
}

function unlikeEachOther(communities: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of communities.entries()) {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'document-own-id' });
    seen.add(id);
  }
}

/**
 * The programme from parsed JSON.
 * @throws InputError with the path of every problem: steps are in the order of their days, ids are unlike each other
 */
export function parseProgrammeDocument(document: unknown): ProgrammeDocument {
  const result = documentSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, document));
}

const judgements = z.array(statusIssueSchema);
const count = z.number().int().min(0);
const importNumber = z.number().int().min(1);

const copySchema = documentSchema.extend({
  imports: z
    .array(
      z.object({
        ...{ file: z.string().max(1000), sha256: z.string().max(64), date: day, party: z.string().max(200) },
        ...{ author: name, office: name, role: name },
        ...{ added: count, updated: count, unchanged: count, judgements },
      }),
    )
    .min(1)
    .max(100_000),
  merges: z.array(z.looseObject({ date: day })).max(10_000),
  communities: z
    .array(
      communityRow.extend({
        record: z.object({
          ...{ key: z.string().min(1).max(5000), import: importNumber, judgements },
          statements: z
            .array(
              z.object({
                ...{ import: importNumber, community: communitySchema.optional(), judgements },
                origin: z
                  .object({
                    sheet: z.string().max(1000).optional(),
                    row: z.number().int().min(1),
                    cells: z.record(z.string().max(100), z.string().max(20)),
                  })
                  .optional(),
              }),
            )
            .min(1)
            .max(100_000),
        }),
      }),
    )
    .min(1)
    .max(maxProgrammeCommunities)
    .superRefine(unlikeEachOther),
});

/**
 * A whole store from parsed JSON, as it stands there. A document that has communities and steps alone, as earlier programs wrote it, is
 * taken as what one table said of them.
 * @param source the file that the document came from, for such a table
 * @throws InputError with the path of every problem
 */
export function parseProgrammeCopy(
  document: unknown,
  source: { file: string; sha256: string },
): ProgrammeCopy {
  const isWhole = typeof document === 'object' && document !== null && 'imports' in document;
  if (!isWhole) return copyOf(parseProgrammeDocument(document), source);
  const result = copySchema.safeParse(document);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, document));
  // As it was written: whoever reads it and writes it again writes the same bytes.
  const copy = document as ProgrammeCopy;
  const last = copy.imports.length;
  for (const [index, { record }] of copy.communities.entries()) {
    const numbers = [record.import, ...record.statements.map((statement) => statement.import)];
    if (numbers.every((each) => each <= last)) continue;
    const at = `communities[${index}].record`;
    throw new InputError([
      { at, found: String(Math.max(...numbers)), expected: say('at-most', { most: last }) },
    ]);
  }
  return copy;
}

function copyOf(
  document: ProgrammeDocument,
  { file, sha256 }: { file: string; sha256: string },
): ProgrammeCopy {
  const { communities, asOf } = document;
  const keys = new Set<string>();
  const copied = communities.map((community): CopiedCommunity => {
    const plain = communityKey(community);
    const key = keys.has(plain) ? `${plain}#${community.id}` : plain;
    keys.add(key);
    const statements = [{ import: 1, judgements: [] }];
    return { ...community, record: { key, import: 1, judgements: [], statements } };
  });
  const counts = { added: communities.length, updated: 0, unchanged: 0, judgements: [] };
  return {
    ...document,
    imports: [{ file, sha256, date: asOf, party: 'office', ...counts }],
    merges: [],
    communities: copied,
  };
}

/** The programme as JSON, a community a line; a whole store where its imports are given too. */
export function formatProgrammeDocument(
  communities: Iterable<StoredCommunity>,
  {
    asOf,
    datum,
    imports,
    merges,
  }: Pick<ProgrammeDocument, 'asOf' | 'datum'> & Partial<Pick<ProgrammeCopy, 'imports' | 'merges'>>,
): string {
  const head = JSON.stringify({ format: 'diku-programme', version: 1, asOf, datum }).slice(0, -1);
  const linesOf = (items: Iterable<unknown>) => Array.from(items, (item) => JSON.stringify(item)).join(',\n');
  const record =
    imports === undefined
      ? ''
      : `,"imports":[\n${linesOf(imports)}\n],"merges":[\n${linesOf(merges ?? [])}\n]`;
  return `${head}${record},"communities":[\n${linesOf(communities)}\n]}\n`;
}
