import { closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type Community,
  type IssueKind,
  issueKinds,
  phraseText,
  type StatusIssue,
  type StatusSink,
  type StatusSummary,
} from '@diku/engine';
import { type OutputFile, openOutputFile } from '../write-output.ts';

/** Takes what is read of a status table to files, so that a million rows need little memory. */
export interface StatusDocument {
  sink: StatusSink;
  /** Writes the document, where it has a place, and prints it where it is to be printed. */
  finish(summary: StatusSummary, isPrinted: boolean): Promise<void>;
  /** Removes what was kept on the way. */
  close(): void;
}

const readLength = 1 << 20;

/**
 * The document of `diku programme import`, one community and one judgement a line. `out` is its place; without one it is only printed.
 * A later row may belong to an earlier community, so that communities are kept aside until the last row is read.
 */
export function openStatusDocument(out: string | undefined): StatusDocument {
  const folder = mkdtempSync(join(tmpdir(), 'diku-programme-'));
  const paths = { communities: join(folder, 'communities'), issues: join(folder, 'issues') };
  const communities = openOutputFile(paths.communities);
  const issues = openOutputFile(paths.issues);
  const later = new Map<number, number[]>();
  return {
    sink: {
      community: (community: Community) => communities.write(`${JSON.stringify(community)}\n`),
      issue: (issue: StatusIssue) => issues.write(`${JSON.stringify(issue)}\n`),
      duplicate(index, record) {
        const records = later.get(index);
        if (records) records.push(record);
        else later.set(index, [record]);
      },
    },
    async finish(summary, isPrinted) {
      communities.finish();
      issues.finish();
      const path = out ?? join(folder, 'document.json');
      const file = openOutputFile(path);
      file.write(`${JSON.stringify(headOf(summary), null, 2).slice(0, -2)},\n  "communities": [`);
      writeLines(file, paths.communities, (line, index) => withRecords(line, later.get(index)));
      file.write('],\n  "issues": [');
      writeLines(file, paths.issues);
      file.write(']\n}\n');
      file.finish();
      if (isPrinted) await pipeline(createReadStream(path), process.stdout, { end: false });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Everything but the lists. */
function headOf(summary: StatusSummary) {
  const { source, columns, ignored, dropped, counts, notes } = summary;
  const kinds = Object.entries(summary.issueKinds) as [IssueKind, number][];
  return {
    source,
    columns,
    ignored,
    dropped,
    counts,
    issueKinds: Object.fromEntries(
      kinds.sort(([, a], [, b]) => b - a).map(([kind, count]) => [kind, { count, ...issueKinds[kind] }]),
    ),
    notes: notes.map((note) => ({ zh: phraseText(note, 'zh'), en: phraseText(note, 'en') })),
  };
}

/** A community's line with the later rows that are it; its records stand first. */
function withRecords(line: string, later: readonly number[] | undefined): string {
  return later ? line.replace(/^\{"records":\[(\d+)\]/, `{"records":[$1,${later.join(',')}]`) : line;
}

/** The lines of a file as items of an array. */
function writeLines(file: OutputFile, path: string, change = (line: string, _index: number) => line): void {
  const source = openSync(path, 'r');
  const buffer = Buffer.alloc(readLength);
  const decoder = new TextDecoder();
  let rest = '';
  let index = 0;
  for (let length = 1; length > 0; ) {
    length = readSync(source, buffer, 0, readLength, null);
    const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) file.write(`${index === 0 ? '' : ','}\n    ${change(line, index++)}`);
  }
  closeSync(source);
  file.write(index > 0 ? '\n  ' : '');
}
