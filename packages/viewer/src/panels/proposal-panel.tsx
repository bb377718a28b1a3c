import { UnstyledButton } from '@mantine/core';
import { Suspense } from 'react';
import type { NetworkProposal } from '../store/design-state.ts';
import type { PlacementProposal } from '../store/proposal.ts';
import { formatCny, formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { Compared } from './compared.tsx';
import { Mark } from './mark.tsx';
import { NetworkReportView } from './network-panel.tsx';
import { Row, Section } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';
import { FeedingProgress, PlacingProgress } from './work-progress.tsx';

/** Shows what is being designed, or what could be taken over: nothing changes before it is. */
export default function ProposalPanel() {
  const placing = useAppState(({ design }) => design.value.placing);
  const placement = useAppState(({ design }) => design.value.placement);
  const network = useAppState(({ design }) => design.value.network);
  const feeding = useAppState(({ design }) => design.value.feeding);
  if (placing) return <PlacingProgress placing={placing} />;
  if (feeding) return <FeedingProgress feeding={feeding} />;
  if (placement) return <Placement proposal={placement} />;
  if (!network) return null;
  return (
    <section className="proposal of-network" aria-label={text('networkProposalTitle')}>
      <div className="proposal-head">
        <h2>{text('networkProposalTitle')}</h2>
        <Decide />
      </div>
      <NetworkVerdict verdict={network.verdict} />
      <Suspense>
        <NetworkReportView plan={network.plan} report={network.report} isStale={false} />
      </Suspense>
    </section>
  );
}

/** Shows whether the target is met with the network, and which port targets it has. */
function NetworkVerdict({ verdict: { met, sentence } }: Pick<NetworkProposal, 'verdict'>) {
  return (
    <p className="target" data-id="network-verdict" data-met={met ?? 'open'} role="status">
      <Mark met={met === true} isOpen={met === undefined} />
      {sentence[language()]}
    </p>
  );
}

function Decide() {
  return (
    <div className="choices">
      <CommandButton id="take" kind="main">
        {text('proposalTake')}
      </CommandButton>
      <CommandButton id="discard" kind="plain">
        {text('proposalDiscard')}
      </CommandButton>
    </div>
  );
}

/** Shows before and after, why it ended, what still fails. */
function Placement({ proposal }: { proposal: PlacementProposal }) {
  const plan = useAppState(({ store }) => store.committed);
  const { basis, shortDb, unserved, estimatedCostCny, losesNetwork } = proposal;
  return (
    <section className="proposal" aria-label={text('proposalTitle')} data-state="placement">
      <h2>{text('proposalTitle')}</h2>
      <p className="quiet">{text('proposalNote')}</p>
      {plan !== basis && <p className="asks">{text('proposalOutdated')}</p>}
      <BeforeAndAfter proposal={proposal} />
      <p data-id="proposal-ended" role="status">
        {endedSentence(proposal)}
      </p>
      {estimatedCostCny !== undefined && (
        <Row name={text('proposalCost')}>{text('cny', { value: formatCny(estimatedCostCny) })}</Row>
      )}
      {shortDb !== undefined && shortDb > 0 && (
        <p className="asks">{text('proposalShort', { value: formatNumber(shortDb, 1) })}</p>
      )}
      {unserved.length > 0 && <p className="asks">{text('proposalUnserved', { count: unserved.length })}</p>}
      {losesNetwork && <p className="asks">{text('proposalLosesNetwork')}</p>}
      <Failing proposal={proposal} />
      <Decide />
    </section>
  );
}

function BeforeAndAfter({ proposal }: { proposal: PlacementProposal }) {
  const { basis, verdictBefore, verdictAfter } = proposal;
  const operators = (verdictAfter ?? verdictBefore)?.operators ?? [];
  const chance = (verdict: typeof verdictAfter, operator: string) => {
    const found = verdict?.operators.find((each) => each.operator === operator);
    return found ? formatPercent(found.passProbability, 1) : '–';
  };
  const points = (verdict: typeof verdictAfter) => {
    const required = verdict?.points.filter((point) => point.required);
    return required ? `${required.filter(({ served }) => served).length}/${required.length}` : '–';
  };
  return (
    <table className="compare">
      <thead>
        <tr>
          <td />
          <th scope="col">{text('proposalBefore')}</th>
          <th scope="col">{text('proposalAfter')}</th>
        </tr>
      </thead>
      <tbody>
        <Compared
          name={text('antennas')}
          before={basis.antennas.length}
          after={proposal.plan.antennas.length}
        />
        {operators.map(({ operator }) => (
          <Compared
            key={operator}
            name={text('comparePass', { operator: text(operator) })}
            before={chance(verdictBefore, operator)}
            after={chance(verdictAfter, operator)}
          />
        ))}
        {operators.length > 0 && (
          <Compared
            name={text('inspectorPoints')}
            before={points(verdictBefore)}
            after={points(verdictAfter)}
          />
        )}
      </tbody>
    </table>
  );
}

/** Shows where the proposal still fails; a click goes there. */
function Failing({ proposal: { verdictAfter, locationNames } }: { proposal: PlacementProposal }) {
  const { actions } = useApp();
  const target = verdictAfter?.target;
  if (!target || target.figuresMet || target.limiting.places.length === 0) return null;
  return (
    <Section title={text('proposalFailing')}>
      {target.limiting.places.map(({ level, position: [x, y], areaM2 }, index) => (
        <UnstyledButton
          className="row"
          key={`${level} ${x} ${y}`}
          onClick={() => actions.showLocation({ levelId: level, x, y })}
        >
          <span>{locationNames[index]?.[language()] ?? level}</span>
          <b>{`${formatNumber(areaM2)} m²`}</b>
        </UnstyledButton>
      ))}
    </Section>
  );
}

function endedSentence({ ended, isMet, certificate, lowerBound, plan }: PlacementProposal): string {
  if (ended !== 'complete') return text(`proposalEnded_${ended}`);
  if (!isMet) return text('proposalEnded_infeasible');
  const isProven = certificate?.ended === 'proven' || lowerBound === plan.antennas.length;
  if (isProven) return text('proposalEnded_proven');
  if (lowerBound === undefined) return text('proposalEnded_unproved');
  return text('proposalEnded_complete', { bound: lowerBound });
}
