import type { Doubt } from '@diku/engine';
import { type ImportedDrawing, membersOf } from '../store/imported.ts';
import { type DoubtGroup, groupDoubts, isAboutLevel } from '../store/review-state.ts';
import { formatPercent, language, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';
import { answerControls } from './answer-controls.ts';
import type { App } from './app.ts';
import { element, textButton } from './element.ts';

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
export function describeDoubts(app: App, imported: ImportedDrawing): HTMLElement[] {
  const groups = groupDoubts(imported.doubts);
  if (groups.length === 0) return [element('p', { class: 'quiet settled' }, text('noDoubts'))];
  let number = 0;
  return [
    ...groups.map(({ group, doubts }) =>
      element(
        'section',
        {},
        element('h3', { title: text('doubtOrder') }, text(groupTexts[group])),
        element(
          'ol',
          { class: 'doubts' },
          ...doubts.map((doubt) => doubtItem(app, imported, doubt, ++number)),
        ),
      ),
    ),
  ];
}

function doubtItem(app: App, imported: ImportedDrawing, doubt: Doubt, number: number): HTMLElement {
  const { doubtId, object, pending } = app.review.value;
  const isShown = doubt.id === doubtId && object === undefined;
  const isPending = pending.includes(doubt.id);
  const head = element(
    'button',
    {
      type: 'button',
      class: 'doubt',
      'data-id': `doubt-${number}`,
      'data-doubt': doubt.id,
      'aria-expanded': String(isShown),
      onclick: () => app.actions.review.showDoubt(doubt),
    },
    element('i', { class: 'number' }, String(number)),
    element(
      'span',
      {},
      subjectOf(doubt),
      isAboutLevel(doubt)
        ? element('small', {}, text(doubt.kind === 'unit' ? 'wholeDrawing' : 'wholeLevel'))
        : undefined,
    ),
    element(
      'b',
      { title: text('confidence', { percent: formatPercent(doubt.confidence) }) },
      formatPercent(doubt.confidence),
    ),
  );
  const item = element('li', { 'data-pending': String(isPending) }, head);
  if (!isShown) return item;
  item.append(
    element('p', {}, doubt.reason[language()]),
    ...memberStep(app, imported, doubt),
    answerControls({
      id: 'answer',
      choices: doubt.choices,
      input: inputWithHeight(app, doubt),
      withVerdict: true,
      onAnswer: (answer) => app.actions.review.answer(doubt, answer, doubt.subject),
    }),
  );
  if (isPending) item.append(element('p', { class: 'quiet' }, text('answering')));
  return item;
}

/** Which of its places is looked at, where there are several. */
function memberStep(app: App, imported: ImportedDrawing, doubt: Doubt): HTMLElement[] {
  const { length } = membersOf(imported, doubt.id);
  if (length < 2) return [];
  const { member } = app.review.value;
  const step = (by: number) => app.actions.review.showDoubt(doubt, (member + by + length) % length);
  return [
    element(
      'div',
      { class: 'members' },
      textButton('member-before', '‹', () => step(-1), {
        title: text('memberBefore'),
        'aria-label': text('memberBefore'),
      }),
      element('span', {}, text('memberOf', { number: Math.min(member, length - 1) + 1, count: length })),
      textButton('member-next', '›', () => step(1), {
        title: text('memberNext'),
        'aria-label': text('memberNext'),
      }),
    ),
  ];
}

/** Level doubts carry their level already. */
function subjectOf({ subject, level, kind }: Doubt): string {
  // A number and its unit stay on one line.
  const words = subject[language()].replace(/(\d) (?=(?:mm|m|m²|%)(?!\w))/g, '$1\u00a0');
  return level === '' || kind === 'layer' || words.startsWith(level) ? words : `${level} · ${words}`;
}

/** Of a height: what it is taken for. */
function inputWithHeight({ store }: App, { input, level }: Doubt): Doubt['input'] {
  const found = store.plan?.levels.find(({ id }) => id === level);
  if (!input || !found || input.key === 'thicknessM') return input;
  return { ...input, value: found[input.key] };
}
