import { phraseText } from '@diku/engine';
import type { Doubt } from '@diku/engine/import';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { App } from '../app/app.ts';
import { type ImportedDrawing, membersOf } from '../store/imported.ts';
import { type DoubtGroup, groupDoubts, isAboutLevel, noReview } from '../store/review-state.ts';
import { formatPercent, language, type TextKey, text } from '../texts/language.ts';
import { AnswerControls } from './answer-controls.tsx';
import { TextButton } from './parts.tsx';
import { UnitVotes } from './unit-votes.tsx';
import { useApp, useAppState } from './use-app.tsx';

const groupTexts: Record<DoubtGroup, TextKey> = {
  drawing: 'groupDrawing',
  layers: 'groupLayers',
  walls: 'groupWalls',
  openings: 'groupOpenings',
  columns: 'groupColumns',
  rooms: 'groupRooms',
  others: 'groupOthers',
};

/** Every doubt with its number; the one that is looked at with its reason and answers. */
export function DoubtList({ imported }: { imported: ImportedDrawing }) {
  const groups = groupDoubts(imported.doubts);
  if (groups.length === 0) return <p className="quiet settled">{text('noDoubts')}</p>;
  let before = 0;
  return groups.map(({ group, doubts }) => {
    const first = before + 1;
    before += doubts.length;
    return (
      <section key={group}>
        <h3 title={text('doubtOrder')}>{text(groupTexts[group])}</h3>
        <ol className="doubts">
          {doubts.map((doubt, index) => (
            <DoubtItem key={doubt.id} imported={imported} doubt={doubt} number={first + index} />
          ))}
        </ol>
      </section>
    );
  });
}

function DoubtItem({ imported, doubt, number }: { imported: ImportedDrawing; doubt: Doubt; number: number }) {
  const app = useApp();
  const isShown = useAppState(
    ({ review: { value } }) => value.doubtId === doubt.id && value.object === undefined,
  );
  const isPending = useAppState(({ review }) => review.value.pending.includes(doubt.id));
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isShown) return;
    item.current?.scrollIntoView({ block: 'nearest' });
    // From here Tab reaches its answers.
    if (document.activeElement?.matches('body, .doubt')) {
      item.current?.querySelector<HTMLElement>('.doubt')?.focus({ preventScroll: true });
    }
  }, [isShown]);
  return (
    <li ref={item} data-pending={isPending}>
      <UnstyledButton
        className="doubt"
        data-id={`doubt-${number}`}
        data-doubt={doubt.id}
        aria-expanded={isShown}
        onClick={() => app.actions.review.showDoubt(doubt)}
      >
        <i className="number">{number}</i>
        <span>
          {subjectOf(doubt)}
          {isAboutLevel(doubt) && (
            <small>{text(doubt.kind === 'unit' ? 'wholeDrawing' : 'wholeLevel')}</small>
          )}
        </span>
        <b>{text('confidence', { percent: formatPercent(doubt.confidence) })}</b>
      </UnstyledButton>
      {isShown && (
        <>
          <p>{phraseText(doubt.reason.said, language())}</p>
          <MemberStep imported={imported} doubt={doubt} />
          <AnswerControls
            id="answer"
            choices={doubt.choices}
            input={inputWithHeight(app, doubt)}
            withVerdict
            onAnswer={(answer) => app.actions.review.answer(doubt, answer, doubt.subject)}
          />
          {isPending && <p className="quiet">{text('answering')}</p>}
          {doubt.kind === 'unit' && <UnitVotes units={imported.units} />}
          {doubt.kind === 'outline' && imported.outlines.some(({ level }) => level === doubt.sourceLevel) && (
            <div className="answers">
              <TextButton id="show-candidates" onClick={() => showCandidates(app)}>
                {text('pointShowCandidates')}
              </TextButton>
            </div>
          )}
        </>
      )}
    </li>
  );
}

/** Goes to where the edges that a floor may have are drawn. */
function showCandidates({ review }: App): void {
  review.patch({ tab: 'drawing', pointing: { ...noReview.pointing, mode: 'outline' } });
}

/** Shows which of its locations is looked at, where there are several. */
function MemberStep({ imported, doubt }: { imported: ImportedDrawing; doubt: Doubt }) {
  const { actions } = useApp();
  const member = useAppState(({ review }) => review.value.member);
  const { length } = membersOf(imported, doubt.id);
  if (length < 2) return null;
  const step = (by: number) => actions.review.showDoubt(doubt, (member + by + length) % length);
  return (
    <div className="members">
      <TextButton
        id="member-before"
        title={text('memberBefore')}
        aria-label={text('memberBefore')}
        onClick={() => step(-1)}
      >
        ‹
      </TextButton>
      <span>{text('memberOf', { number: Math.min(member, length - 1) + 1, count: length })}</span>
      <TextButton
        id="member-next"
        title={text('memberNext')}
        aria-label={text('memberNext')}
        onClick={() => step(1)}
      >
        ›
      </TextButton>
    </div>
  );
}

/** Level doubts carry their level already. */
function subjectOf({ subject, level, kind }: Doubt): string {
  // A number and its unit stay on one line.
  const words = phraseText(subject, language()).replace(/(\d) (?=(?:mm|m|m²|%)(?!\w))/g, '$1\u00a0');
  return level === '' || kind === 'layer' || words.startsWith(level) ? words : `${level} · ${words}`;
}

/** The input with the height that it is taken for. */
function inputWithHeight({ store }: App, { input, level }: Doubt): Doubt['input'] {
  const found = store.plan?.levels.find(({ id }) => id === level);
  if (!input || !found || input.key === 'thicknessM') return input;
  return { ...input, value: found[input.key] };
}
