import { phraseText } from '@diku/engine';
import {
  type ColumnField,
  columnFields,
  type IssueKind,
  issueReason,
  type SeenColumn,
  type StatusIssue,
  type StatusIssueDocument,
} from '@diku/engine/programme';
import { Button, FileButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { DeskAnswer, DeskImport, DeskTable, ReadTable } from '../../store/programme/desk-state.ts';
import { language, type TextKey, text } from '../../texts/language.ts';
import { ChoiceList } from '../fields.tsx';
import { TextButton } from '../parts.tsx';
import { useAppState } from '../use-app.tsx';
import { DeskPage, RowTable, SignatureFields, useDesk } from './desk-parts.tsx';

const accepted = '.csv,.tsv,.txt,.xls,.xlsx,.et,.ods,.html,.htm';
/** Rows of a list before all of it is asked for. */
const firstRows = 40;

/** Status tables into the programme's file: looked through, asked about, old against new, then taken in; and the last one back. */
export default function DeskImportSide() {
  const desk = useDesk();
  const tables = useAppState(({ desk }) => desk.value.tables);
  const today = useAppState(({ desk }) => desk.value.served?.today ?? '');
  const name = useAppState(({ desk }) => desk.value.served?.name ?? '');
  const date = useAppState(({ desk }) => desk.value.date ?? '');
  return (
    <DeskPage id="import" title={text('deskTitle')} note={text('deskImportNote', { file: name })}>
      <div className="desk-bar">
        <FileButton multiple accept={accepted} onChange={(files) => void desk.addTables(files)}>
          {(button) => (
            <Button size="xs" data-id="desk-files" {...button}>
              {text('deskChoose')}
            </Button>
          )}
        </FileButton>
        <label className="desk-field">
          <span>{text('deskDate')}</span>
          <input
            type="date"
            data-id="desk-date"
            max={today}
            value={date}
            onChange={({ currentTarget: { value } }) => value && void desk.decide({ date: value })}
          />
        </label>
      </div>
      {tables.length > 0 ? <Review tables={tables} /> : <p className="quiet">{text('deskDrop')}</p>}
      <Imports />
    </DeskPage>
  );
}

function Review({ tables }: { tables: readonly DeskTable[] }) {
  const desk = useDesk();
  const isBusy = useAppState(({ desk }) => desk.value.isBusy);
  const answers = useAppState(({ desk }) => desk.value.answers);
  const reads = tables.flatMap(({ read }) => read ?? []);
  const isRefused = reads.some(({ refusal }) => refusal !== undefined);
  const sum = (of: 'added' | 'updated' | 'unchanged') =>
    reads.reduce((total, { counts }) => total + (counts?.[of] ?? 0), 0);
  const values = { added: sum('added'), updated: sum('updated'), unchanged: sum('unchanged') };
  const questions = questionsOf(tables);
  const open = [...questions.keys()].filter((column) => !answers.has(column)).length;
  return (
    <>
      <Questions questions={questions} />
      <SignatureFields />
      <ul className="desk-tables">
        {tables.map((table) => (
          <li key={table.file.name}>
            <TableReview table={table} tables={tables} />
          </li>
        ))}
      </ul>
      <div className="desk-take">
        <span role="status">
          {reads.length === tables.length && text('deskWillTake', { count: tables.length, ...values })}
          {open > 0 && ` ${text('deskOpenQuestions', { count: open })}`}
        </span>
        <TextButton id="desk-clear" onClick={() => void desk.decide({ tables: [] })}>
          {text('deskClear')}
        </TextButton>
        <Button
          size="xs"
          data-id="desk-take"
          disabled={isBusy || isRefused || reads.length < tables.length}
          onClick={() => void desk.takeTables()}
        >
          {text('deskTake')}
        </Button>
      </div>
    </>
  );
}

/** Each question once, with the tables that ask it. */
function questionsOf(tables: readonly DeskTable[]) {
  const found = new Map<string, { question: StatusIssue | StatusIssueDocument; files: string[] }>();
  for (const { questions, file } of tables) {
    for (const [column, question] of questions) {
      const known = found.get(column);
      if (known) known.files.push(file.name);
      else found.set(column, { question, files: [file.name] });
    }
  }
  return found;
}

function Questions({ questions }: { questions: ReturnType<typeof questionsOf> }) {
  const desk = useDesk();
  const answers = useAppState(({ desk }) => desk.value.answers);
  if (questions.size === 0) return null;
  return (
    <section className="desk-questions" aria-label={text('deskQuestions')}>
      <h3>{text('deskQuestions')}</h3>
      {[...questions].map(([column, { question, files }]) => (
        <div key={column} className="desk-question" data-question={column}>
          <p>
            <b>{column}</b>
            <span className="quiet">{` ${issueReason(language(), question.kind as IssueKind)}`}</span>
          </p>
          <p className="quiet">
            {text('deskQuestionFiles', {
              files: listText(files),
              samples: (question.samples ?? []).join(' | '),
            })}
          </p>
          <ChoiceList
            id="desk-answer"
            title={text('deskAnswer', { column })}
            value={answers.get(column) ?? ''}
            options={[{ value: '', label: text('deskUnanswered') }, ...choicesOf(question)]}
            onChoose={(value) =>
              void desk.decide({ answer: [column, (value || undefined) as DeskAnswer | undefined] })
            }
          />
        </div>
      ))}
    </section>
  );
}

function choicesOf({ choices = [] }: StatusIssue | StatusIssueDocument) {
  return choices.map((choice) => ({
    value: choice.answer,
    label: 'said' in choice ? phraseText(choice.said, language()) : choice[language()],
  }));
}

function listText(files: readonly string[]): string {
  const shown = files.slice(0, 3).join('、');
  return files.length > 3 ? text('deskFilesMore', { files: shown, count: files.length }) : shown;
}

/** One table: counts, columns with some cells, judgements, and every value old against new. */
function TableReview({ table, tables }: { table: DeskTable; tables: readonly DeskTable[] }) {
  const desk = useDesk();
  const { file, read, seen } = table;
  const remove = () => void desk.decide({ tables: tables.filter((each) => each !== table) });
  const { counts, summary, refusal } = read ?? {};
  return (
    <section className="desk-table" data-file={file.name} data-refused={refusal !== undefined}>
      <div className="desk-table-head">
        <h3>{file.name}</h3>
        <span className="quiet">
          {!read && text('deskReading')}
          {counts &&
            summary &&
            text('deskCounts', {
              ...{ communities: summary.counts.communities, added: counts.added },
              ...{ updated: counts.updated, unchanged: counts.unchanged },
            })}
        </span>
        <TextButton
          id="desk-remove"
          aria-label={text('deskRemoveFile', { file: file.name })}
          onClick={remove}
        >
          {text('deskRemove')}
        </TextButton>
      </div>
      {refusal && <p className="late">{refusal[language()]}</p>}
      {summary?.notes.map((note) => (
        <p className="quiet" key={phraseText(note, language())}>
          {phraseText(note, language())}
        </p>
      ))}
      {seen.length > 0 && (
        <Folded id="desk-columns" title={text('deskColumns', { count: seen.length })}>
          <Columns table={table} tables={tables} />
        </Folded>
      )}
      {read && read.issues.length > 0 && (
        <Folded id="desk-judgements" title={text('deskJudgements', { count: summary?.counts.issues ?? 0 })}>
          <Judgements issues={read.issues} />
        </Folded>
      )}
      {counts && counts.changeCount > 0 && (
        <Folded id="desk-changes" title={text('deskChanges', { count: counts.changeCount })}>
          <Changes counts={counts} />
        </Folded>
      )}
      {counts && counts.conflicts.length > 0 && (
        <Folded id="desk-conflicts" title={text('deskConflicts', { count: counts.conflicts.length })}>
          <Conflicts counts={counts} />
        </Folded>
      )}
    </section>
  );
}

/** A part that is made only once it is opened. */
function Folded({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="desk-folded">
      <TextButton id={id} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {title}
      </TextButton>
      {isOpen && children}
    </div>
  );
}

function Columns({ table, tables }: { table: DeskTable; tables: readonly DeskTable[] }) {
  const desk = useDesk();
  const choose = (column: SeenColumn, value: string) => {
    const meanings = new Map(table.meanings);
    const key = JSON.stringify([column.sheet, column.key]);
    const field = value === '' ? null : (value as ColumnField);
    if (value === asRead) meanings.delete(key);
    else meanings.set(key, { column, field });
    void desk.decide({ tables: tables.map((each) => (each === table ? { ...table, meanings } : each)) });
  };
  const isOfSheets = new Set(table.seen.map(({ sheet }) => sheet)).size > 1;
  return (
    <RowTable heads={['deskColumn', 'deskSamples', 'deskMeaning']}>
      {table.seen.map((column) => {
        const decided = table.meanings.get(JSON.stringify([column.sheet, column.key]));
        const taken = column.fields.map(fieldName).join(' · ') || text('deskNotRead');
        return (
          <tr
            key={`${column.sheet} ${column.key}`}
            data-column={column.key}
            data-changed={decided !== undefined}
          >
            <th scope="row">
              {[isOfSheets && column.sheet, column.name || column.key].filter(Boolean).join(' · ')}
            </th>
            <td className="desk-samples">
              {column.fields.includes('personal') ? text('deskPersonal') : column.samples.join(' | ')}
            </td>
            <td>
              <ChoiceList
                id="desk-meaning"
                title={text('deskMeaningOf', { column: column.name })}
                value={decided ? (decided.field ?? '') : asRead}
                options={[
                  {
                    value: asRead,
                    label: decided ? text('deskAsFound') : text('deskAsRead', { meaning: taken }),
                  },
                  { value: '', label: text('deskLeaveOut') },
                  ...columnFields.map((field) => ({ value: field, label: fieldName(field) })),
                ]}
                onChoose={(value) => choose(column, value)}
              />
            </td>
          </tr>
        );
      })}
    </RowTable>
  );
}

/** The choice that nobody decides. */
const asRead = 'as-read';

function fieldName(field: string): string {
  const [kind, operator] = field.split('.');
  const name = text(`deskField_${kind}` as TextKey);
  return operator ? `${text(operator as TextKey)}${name}` : name;
}

function Judgements({ issues }: { issues: readonly StatusIssueDocument[] }) {
  return (
    <RowTable heads={['deskRow', 'deskColumn', 'deskCell', 'deskReadAs', 'deskReason']}>
      {issues.map(({ record, column, raw, read, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two judgements may be alike
        <tr key={index} data-kind={kind}>
          <td>{record === 0 ? '' : record}</td>
          <th scope="row">{column === '*' ? text('deskWholeRow') : column}</th>
          <td className="desk-samples">{raw}</td>
          <td>{valueText(read ?? null)}</td>
          <td>{issueReason(language(), kind as IssueKind)}</td>
        </tr>
      ))}
    </RowTable>
  );
}

function Changes({ counts: { changes } }: { counts: NonNullable<ReadTable['counts']> }) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, firstRows);
  return (
    <>
      <RowTable heads={['deskCommunity', 'deskWhat', 'deskBefore', 'deskAfter']}>
        {shown.map(({ id, name, field, from, to }) => (
          <tr key={`${id} ${field}`}>
            <th scope="row">{name}</th>
            <td>{fieldName(field)}</td>
            <td>{valueText(from)}</td>
            <td>{valueText(to)}</td>
          </tr>
        ))}
      </RowTable>
      {shown.length < changes.length && (
        <TextButton id="desk-changes-all" onClick={() => setAll(true)}>
          {text('deskShowAll', { count: changes.length })}
        </TextButton>
      )}
    </>
  );
}

function Conflicts({ counts: { conflicts } }: { counts: NonNullable<ReadTable['counts']> }) {
  return (
    <RowTable heads={['deskCommunity', 'deskWhat', 'deskSaid', 'deskAfter']}>
      {conflicts.map(({ name, field, values, taken }) => (
        <tr key={`${name} ${field}`}>
          <th scope="row">{name}</th>
          <td>{fieldName(field)}</td>
          <td>{values.map(({ party, value }) => `${partyName(party)} ${valueText(value)}`).join(' / ')}</td>
          <td>{valueText(taken)}</td>
        </tr>
      ))}
    </RowTable>
  );
}

function valueText(value: string | number | boolean | null): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'boolean') return text(value ? 'coveredYes' : 'coveredNo');
  return String(value);
}

function partyName(party: string): string {
  const known = ['telecom', 'mobile', 'unicom', 'office', 'decision'];
  return known.includes(party) ? text(`deskParty_${party}` as TextKey) : party;
}

/** Tables that were taken in, the last one first: only that can be taken back. */
function Imports() {
  const desk = useDesk();
  const isBusy = useAppState(({ desk }) => desk.value.isBusy);
  const imports = useAppState(({ desk }) => desk.value.served?.imports ?? noImports);
  if (imports.length === 0) return null;
  const last = imports[imports.length - 1];
  return (
    <section className="desk-imports" aria-label={text('deskImports')}>
      <div className="desk-table-head">
        <h3>{text('deskImports')}</h3>
        <TextButton id="desk-undo" disabled={isBusy} onClick={() => void desk.undoImport()}>
          {text('deskUndo', { file: last.file })}
        </TextButton>
      </div>
      <RowTable heads={['deskDay', 'deskFile', 'deskParty', 'deskNew', 'deskUpdated', 'deskUnchanged']}>
        {[...imports].reverse().map(({ number, file, date, party, added, updated, unchanged }) => (
          <tr key={number}>
            <td>{date}</td>
            <th scope="row">{file}</th>
            <td>{partyName(party)}</td>
            <td>{added}</td>
            <td>{updated}</td>
            <td>{unchanged}</td>
          </tr>
        ))}
      </RowTable>
    </section>
  );
}

const noImports: readonly DeskImport[] = [];
