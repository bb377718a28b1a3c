import { InputError, type Monitor } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type Community,
  communityId,
  communityKey,
  isProgressTable,
  maxProgrammeCommunities,
  parseProgrammeDocument,
  parseQuotas,
  parseStatusData,
  readStatusTable,
  type StoredCommunity,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import type { ProgrammeContent } from '../store/programme/programme-state.ts';
import { today } from '../store/programme/today.ts';
import type { FileBytes } from './read-request.ts';
import type { OpenedFile } from './worker-contract.ts';

/**
 * A district's status table: every community of it, surveyed today.
 * @throws InputError with row and column, or where it is a table of progress, which has no positions
 */
export async function openStatusTable({ bytes, fileName }: FileBytes, monitor: Monitor): Promise<OpenedFile> {
  if (await isProgressTable(bytes)) {
    const found = say('progress-table');
    throw new InputError([{ at: say('file'), found, expected: say('status-or-programme') }]);
  }
  const communities: Community[] = [];
  const summary = await readStatusTable(
    bytes,
    { fileName, pause: async (_rows, doneRatio) => monitor.report?.({ stage: 'import', doneRatio }) },
    {
      community(community) {
        communities.push(community);
        if (communities.length > maxProgrammeCommunities) throw tooMany(communities.length);
      },
      duplicate: (index, record) => communities[index].records.push(record),
      issue: () => {},
    },
  );
  const { datum } = summary.source;
  return asProgramme(surveyed(communities), { asOf: today(), datum }, summary.counts.issues);
}

/**
 * Content of JSON of the programme: all of it, the output of `diku programme import`, or quotas; undefined
 * for anything else.
 */
export function openProgrammeJson(value: unknown): OpenedFile | undefined {
  const { format, communities, issues, source, year, districts } = Object(value) as Record<string, unknown>;
  if (format === 'diku-programme') {
    const document = parseProgrammeDocument(value);
    return asProgramme(document.communities, document, 0);
  }
  if (Array.isArray(communities) && Array.isArray(issues)) {
    const { datum } = Object(source) as { datum?: ProgrammeContent['datum'] };
    const data = parseStatusData(value);
    if (data.communities.length > maxProgrammeCommunities) throw tooMany(data.communities.length);
    const isKnown = datum === 'wgs84' || datum === 'gcj02' || datum === 'bd09';
    const known = { asOf: today(), datum: isKnown ? datum : null };
    return asProgramme(surveyed(data.communities), known, data.issues.length);
  }
  if (format === undefined && year !== undefined && districts !== undefined)
    return { kind: 'quotas', quotas: parseQuotas(value) };
  return undefined;
}

function asProgramme(
  communities: StoredCommunity[],
  { asOf, datum }: Pick<ProgrammeContent, 'asOf' | 'datum'>,
  judgements: number,
): OpenedFile {
  return {
    kind: 'programme',
    content: { communities, asOf, datum, noticeQuotas: shanghai2023Quotas, judgements },
  };
}

/** The ids that the programme's file would give them. */
function surveyed(communities: readonly Community[]): StoredCommunity[] {
  const taken = new Set<string>();
  const date = today();
  return communities.map((community) => {
    const expectedId = communityId(communityKey(community));
    let id = expectedId;
    for (let attempt = 2; taken.has(id); attempt += 1) id = `${expectedId}-${attempt}`;
    taken.add(id);
    return { ...community, id, history: [{ stage: 'surveyed', date }] };
  });
}

function tooMany(found: number): InputError {
  const expected = say('at-most', { most: maxProgrammeCommunities });
  return new InputError([{ at: say('communities'), found: String(found), expected }]);
}
