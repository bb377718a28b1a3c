import { z } from 'zod';
import { type Datum, datums, InputError } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { type Community, communitySchema } from '../community.ts';
import { isDay, isQuarter } from './calendar.ts';
import { attachmentKinds, type ProgrammeCommunity } from './programme-community.ts';
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

/** More than any city has; of as many a workbook is made, too. */
export const maxProgrammeCommunities = 100_000;

const day = z.string().refine(isDay, 'document-day');
const ratio = z.number().min(0).max(1);
const source = z.object({ file: z.string().max(1000), sha256: z.string().max(64) }).optional();
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
  source,
});

const planResult = z.object({
  met: z.boolean(),
  decidable: z.literal(false).optional(),
  antennas: z.number().int().min(0).optional(),
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

const documentSchema = z.object({
  format: z.literal('diku-programme'),
  version: z.literal(1),
  asOf: day,
  datum: z.enum(datums).nullable(),
  communities: z
    .array(
      communitySchema.extend({
        id: z.string().min(1).max(64),
        history: z.array(step).min(1).max(1000).superRefine(inOrderOfDays),
      }),
    )
    .min(1)
    .max(maxProgrammeCommunities)
    .superRefine(unlikeEachOther),
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

/** The same as JSON, a community a line. */
export function formatProgrammeDocument(
  communities: Iterable<StoredCommunity>,
  { asOf, datum }: Pick<ProgrammeDocument, 'asOf' | 'datum'>,
): string {
  const head = JSON.stringify({ format: 'diku-programme', version: 1, asOf, datum }).slice(0, -1);
  const lines: string[] = [];
  for (const community of communities) lines.push(JSON.stringify(community));
  return `${head},"communities":[\n${lines.join(',\n')}\n]}\n`;
}
