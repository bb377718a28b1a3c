import { phraseText } from '@diku/engine';
import { type DrawingPart, outlineMethodPhrase } from '@diku/engine/import';
import { Checkbox, SegmentedControl, UnstyledButton } from '@mantine/core';
import { isSameBox, isSameLine } from '../store/pointed.ts';
import type { Pointing } from '../store/review-state.ts';
import { formatNumber, formatPercent, language, type TextKey, text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { type Pointable, usePointing } from './use-pointable.ts';

/** A mode in which nothing is being drawn. */
type Subject = Exclude<Pointing['mode'], 'box' | 'draw'>;

const subjects: Record<Pointing['mode'], Subject> = {
  ...{ parts: 'parts', box: 'parts', outline: 'outline', draw: 'outline', lines: 'lines' },
};

/** Parts, outline and lines of the drawing that lies beside it. */
export function PointingForm({ pointable }: { pointable: Pointable }) {
  const { pointing, patch } = usePointing();
  const subject = subjects[pointing.mode];
  const labels: Record<Subject, string> = {
    parts: text('pointParts', { count: pointable.boxes.length }),
    outline: text('pointOutline'),
    lines: text('pointLines'),
  };
  return (
    <section className="pointing">
      <SegmentedControl
        size="xs"
        fullWidth
        data-id="pointing"
        value={subject}
        data={Object.entries(labels).map(([value, label]) => ({ value, label }))}
        onChange={(mode) =>
          patch({ mode: mode as Subject, draft: [], lines: [], isCrossing: false, candidate: undefined })
        }
      />
      {subject === 'parts' && <Parts pointable={pointable} />}
      {subject === 'outline' && <Outline pointable={pointable} />}
      {subject === 'lines' && <Lines pointable={pointable} />}
    </section>
  );
}

function Parts({ pointable }: { pointable: Pointable }) {
  const { pointing, patch } = usePointing();
  const chosen = pointable.corrections.parts ?? [];
  const isDrawing = pointing.mode === 'box';
  if (pointable.isStated) return <p className="quiet">{text('pointStated')}</p>;
  return (
    <>
      <p className={isDrawing ? 'asks' : 'quiet'}>
        {isDrawing ? text('pointBoxHint', { count: pointing.draft.length }) : text('pointPartsHint')}
      </p>
      <ul className="part-list">
        {pointable.boxes.map(({ box, proposed }, index) => {
          const taken = chosen.find((each) => isSameBox(each.box, box));
          return (
            <li key={box.join()}>
              <Checkbox
                size="xs"
                data-id={`part-${index + 1}`}
                label={partLabel(index + 1, proposed)}
                description={partFacts(proposed, taken?.id)}
                checked={taken !== undefined}
                onChange={() => pointable.choose(box)}
              />
            </li>
          );
        })}
      </ul>
      <div className="answers">
        <TextButton id="part-draw" onClick={() => patch({ mode: isDrawing ? 'parts' : 'box', draft: [] })}>
          {isDrawing ? text('cancel') : text('pointBox')}
        </TextButton>
      </div>
    </>
  );
}

function partLabel(number: number, proposed: DrawingPart | undefined): string {
  const title = proposed ? (proposed.title ?? text('pointPart')) : text('pointOwnPart');
  return `${number} · ${title}`;
}

function partFacts(proposed: DrawingPart | undefined, id: string | undefined): string {
  const { wallsM = 0, bays = 0, columns = 0 } = proposed ?? {};
  return [
    ...(id === undefined ? [] : [`${text('level')} ${id}`]),
    ...(proposed ? [text('pointWalls', { metres: formatNumber(wallsM, 0) })] : []),
    ...(columns > 0 ? [text('pointColumns', { count: columns })] : []),
    ...(bays > 0 ? [text('pointBays', { count: bays })] : []),
  ].join(' · ');
}

function Outline({ pointable }: { pointable: Pointable }) {
  const { pointing, patch } = usePointing();
  const { mode, draft, isCrossing } = pointing;
  const { level, corrections } = pointable;
  const { outline, outlineRank } = corrections.levels?.[level?.sourceId ?? ''] ?? {};
  const isGiven = outline !== undefined || outlineRank !== undefined;
  const stop = () => patch({ mode: 'outline', draft: [], isCrossing: false });
  const problem = isCrossing && <p className="problem">{text('pointCrossing')}</p>;
  if (mode === 'draw') {
    return (
      <>
        <p className="asks">{text('pointDrawHint', { count: draft.length })}</p>
        {problem}
        <div className="answers">
          <TextButton
            id="outline-close"
            variant={draft.length < 3 ? 'default' : 'filled'}
            disabled={draft.length < 3}
            onClick={() => pointable.closeOutline(draft)}
          >
            {text('pointClose')}
          </TextButton>
          <TextButton
            id="outline-back"
            disabled={draft.length === 0}
            onClick={() => patch({ draft: draft.slice(0, -1), isCrossing: false })}
          >
            {text('pointBack')}
          </TextButton>
          <TextButton id="outline-cancel" onClick={stop}>
            {text('cancel')}
          </TextButton>
        </div>
      </>
    );
  }
  const hint: TextKey = level ? 'pointDragHint' : 'pointNoOutline';
  return (
    <>
      <Candidates pointable={pointable} />
      <p className="quiet">{text(hint, { level: level?.id ?? '' })}</p>
      {problem}
      <div className="answers">
        <TextButton
          id="outline-draw"
          variant={level ? 'default' : 'filled'}
          onClick={() => patch({ mode: 'draw', draft: [], isCrossing: false })}
        >
          {text('pointDraw')}
        </TextButton>
        {isGiven && (
          <TextButton id="outline-recognised" onClick={() => pointable.setOutline(undefined)}>
            {text('pointAsRecognised')}
          </TextButton>
        )}
      </div>
    </>
  );
}

/** The edges that the floor may have, the likeliest first; a click takes one over. */
function Candidates({ pointable }: { pointable: Pointable }) {
  const { patch } = usePointing();
  const { candidates, level } = pointable;
  if (candidates.length === 0) return null;
  return (
    <>
      <p className="asks">{text('pointCandidates', { level: level?.id ?? candidates[0].level })}</p>
      <ol className="candidates">
        {candidates.map((each, index) => {
          const facts = {
            area: formatNumber(each.areaM2, 0),
            drawn: formatPercent(each.drawnRatio),
            gap: formatNumber(each.longestGapM, 1),
          };
          const look = (candidate: number | undefined) => () => patch({ candidate });
          return (
            <li key={`${each.level} ${each.ring.join()}`}>
              <UnstyledButton
                data-id={`candidate-${index + 1}`}
                aria-pressed={each.isTaken}
                onClick={() => pointable.takeCandidate(each)}
                onPointerEnter={look(index)}
                onPointerLeave={look(undefined)}
                onFocus={look(index)}
                onBlur={look(undefined)}
              >
                <i className="number">{index + 1}</i>
                <span>
                  {phraseText(outlineMethodPhrase(each), language())}
                  <small>{text('pointCandidateFacts', facts)}</small>
                </span>
                <b>{text('confidence', { percent: formatPercent(each.confidence) })}</b>
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Lines({ pointable }: { pointable: Pointable }) {
  const { pointing } = usePointing();
  const chosen = pointing.lines;
  const { wall = [], noWall = [] } = pointable.corrections.lines ?? {};
  const isSaid = chosen.some((line) => [...wall, ...noWall].some((each) => isSameLine(each, line)));
  const given = wall.length + noWall.length;
  return (
    <>
      <p className={chosen.length > 0 ? 'asks' : 'quiet'}>
        {chosen.length > 0 ? text('pointChosen', { count: chosen.length }) : text('pointLinesHint')}
      </p>
      <div className="answers">
        <TextButton
          id="line-wall"
          disabled={chosen.length === 0}
          onClick={() => pointable.answerLines(chosen, 'wall')}
        >
          {text('pointWall')}
        </TextButton>
        <TextButton
          id="line-no-wall"
          disabled={chosen.length === 0}
          onClick={() => pointable.answerLines(chosen, 'noWall')}
        >
          {text('pointNoWall')}
        </TextButton>
        {isSaid && (
          <TextButton id="line-recognised" onClick={() => pointable.answerLines(chosen, undefined)}>
            {text('pointAsRecognised')}
          </TextButton>
        )}
      </div>
      {given > 0 && (
        <p className="quiet">{text('pointGiven', { walls: wall.length, others: noWall.length })}</p>
      )}
    </>
  );
}
