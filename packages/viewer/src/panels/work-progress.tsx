import { Progress } from '@mantine/core';
import type { DesignState } from '../store/design-state.ts';
import type { PlacingState } from '../store/proposal.ts';
import { formatPercent, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { Row } from './parts.tsx';

/** A placement under way: its step, the best so far and what is proved. */
export function PlacingProgress({
  placing: { stage, doneRatio, antennas, lowerBound, isEnding },
}: {
  placing: PlacingState;
}) {
  const best =
    antennas.length > 0 ? text('antennaCount', { count: antennas.length }) : text('placingNothing');
  const step = isEnding ? text('placeEnding') : text(`placingStage_${stage}`);
  return (
    <section
      className="proposal"
      aria-label={text('placingTitle')}
      data-state="placing"
      data-found={antennas.length > 0}
    >
      <h2>{text('placingTitle')}</h2>
      <Step name={step} doneRatio={doneRatio} />
      <Row name={text('placingBest')}>{best}</Row>
      <Row name={text('placingBound')}>
        {lowerBound === undefined ? '–' : text('antennaCount', { count: lowerBound })}
      </Row>
      <CommandButton id="stop" kind="plain">
        {text('placingStop')}
      </CommandButton>
    </section>
  );
}

/** A feeder network that is being designed, or predicted with. */
export function FeedingProgress({
  feeding: { stage, doneRatio, detail },
}: {
  feeding: NonNullable<DesignState['feeding']>;
}) {
  const isDesign = stage === 'network';
  const step = text(isDesign ? 'feedingStep' : 'feedingPrediction');
  return (
    <section className="proposal" aria-label={text('feedingNetwork')} data-state="feeding">
      <h2>{text('feedingNetwork')}</h2>
      <Step name={isDesign && detail ? `${step} (${detail})` : step} doneRatio={doneRatio} />
      <CommandButton id="stop" kind="plain">
        {text('cancel')}
      </CommandButton>
    </section>
  );
}

/** The step is spoken when it changes, how far it is stays to be read. */
function Step({ name, doneRatio }: { name: string; doneRatio: number }) {
  return (
    <>
      <p className="quiet">
        <span role="status">{name}</span>
        {` ${formatPercent(doneRatio)}`}
      </p>
      <Progress value={100 * doneRatio} size="sm" aria-label={name} />
    </>
  );
}
