import { phraseText } from '@diku/engine';
import { describeVote, isUnitDisputed, type UnitGuess } from '@diku/engine/import';
import { language, text } from '../texts/language.ts';

/** Lists the evidence for the unit of a drawing and against it. */
export function UnitVotes({ units }: { units: UnitGuess }) {
  const { unit } = units;
  const votes = (units.votes ?? []).filter(({ says }) => says !== 'unclear');
  if (votes.length === 0) return null;
  const isDisputed = isUnitDisputed(units);
  return (
    <>
      <p className={isDisputed ? 'asks' : 'quiet'}>
        {text(isDisputed ? 'votesDisputed' : 'votes', { unit })}
      </p>
      <ul className="votes">
        {votes.map((vote) => (
          <li key={`${vote.kind} ${vote.unit}`} data-says={vote.says}>
            <b>{text(vote.says === 'for' ? 'voteFor' : 'voteAgainst')}</b>
            <span>{phraseText(describeVote(vote, unit), language())}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
