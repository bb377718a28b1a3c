import type { NetworkReport, Plan } from '@diku/engine';
import type { PartState } from '@diku/engine/plan';
import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import { feedState, movedText } from '../store/derived-states.ts';
import { formatCny, formatNumber, text } from '../texts/language.ts';
import { BillList } from './bill-list.tsx';
import { CommandButton } from './command-button.tsx';
import { Mark } from './mark.tsx';
import { NetworkTree } from './network-tree.tsx';
import { Row } from './parts.tsx';
import { RuleList } from './rule-list.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Rest after an edit before the network is evaluated again. */
const restMs = 300;

/** The plan's feeder network beside the plan: what leads where, with powers; its rules; its bill. */
export default function NetworkPanel() {
  const plan = useAppState(({ store }) => store.committed);
  if (!plan) return null;
  if (!plan.network) return <NoNetwork isEmpty={plan.antennas.length === 0} />;
  return <OfPlan plan={plan} />;
}

function NoNetwork({ isEmpty }: { isEmpty: boolean }) {
  return (
    <div className="network-none">
      <p>{text(isEmpty ? 'networkNoAntennas' : 'networkNone')}</p>
      <CommandButton id={isEmpty ? 'place' : 'feed'} kind="main">
        {text(isEmpty ? 'place' : 'networkDesign')}
      </CommandButton>
    </div>
  );
}

function OfPlan({ plan }: { plan: Plan }) {
  const { report, basis, problem } = useReport(plan);
  if (problem) {
    return (
      <div className="network-none">
        <p className="problem">{problem}</p>
        <CommandButton id="feed" kind="main">
          {text('networkRedesign')}
        </CommandButton>
      </div>
    );
  }
  if (!report || !basis) return <p className="quiet network-none">{text('networkReading')}</p>;
  return <NetworkReportView plan={basis} report={report} isStale={basis !== plan} />;
}

/** A network with its figures. @param plan the one that the figures are of */
export function NetworkReportView({
  plan,
  report,
  isStale,
}: {
  plan: Plan;
  report: NetworkReport;
  isStale: boolean;
}) {
  const { bill, rules, met, evaluation } = report;
  const feed = feedState(plan);
  const isOld = isStale || feed.state === 'stale';
  const broken = rules.filter(({ passed }) => !passed);
  const warned = broken.filter(({ isWarning }) => isWarning).length;
  const failed = broken.length - warned;
  return (
    <section className="network" data-state={isOld ? 'stale' : 'fresh'} aria-label={text('tabNetwork')}>
      <div className="network-head">
        {feed.state === 'stale' && <StaleNetwork feed={feed} />}
        <p className="target" data-met={met && isOld ? 'open' : met}>
          <Mark met={met} isStale={met && isOld} />
          {text(warned > 0 ? 'networkRulesWarned' : 'networkRulesTip', {
            failed,
            warned,
            count: rules.length,
          })}
        </p>
        <NetworkFigures report={report} antennaCount={plan.antennas.length} />
      </div>
      <Tabs className="tabs" defaultValue="tree" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="tree" data-id="network-tab-tree">
            {text('networkTree')}
          </Tabs.Tab>
          <Tabs.Tab value="rules" data-id="network-tab-rules">
            {text('networkRules', { failed, count: rules.length })}
          </Tabs.Tab>
          <Tabs.Tab value="bill" data-id="network-tab-bill">
            {text('networkBill')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tree" className="network-body">
          <NetworkTree plan={plan} evaluation={evaluation} />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className="network-body">
          <RuleList plan={plan} rules={rules} isStale={isOld} />
        </Tabs.Panel>
        <Tabs.Panel value="bill" className="network-body">
          <BillList bill={bill} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function NetworkFigures({
  report: { bill, evaluation },
  antennaCount,
}: {
  report: NetworkReport;
  antennaCount: number;
}) {
  const { worst } = evaluation;
  return (
    <>
      <Row name={text('networkCost')}>{text('cny', { value: formatCny(bill.costCny) })}</Row>
      <Row name={text('networkFed')}>{`${evaluation.antennas.length} / ${antennaCount}`}</Row>
      <Row name={text('networkCable')}>{`${formatNumber(bill.cableM)} m`}</Row>
      <Row name={text('networkDevices')}>{bill.devices}</Row>
      {worst && (
        <Row name={text('networkWorst')}>
          {`${worst.antenna} ${worst.deviationDb > 0 ? '+' : ''}${formatNumber(worst.deviationDb, 1)} dB`}
        </Row>
      )}
    </>
  );
}

/** The network is of another plan than this: what moved since, and the way to one that is not. */
function StaleNetwork({ feed }: { feed: PartState }) {
  return (
    <div className="network-stale is-stale" role="status">
      <p>
        <Mark met={false} isStale />
        {text('networkStale', { moved: movedText(feed) })}
      </p>
      <CommandButton id="feed" kind="main">
        {text('networkRedesign')}
      </CommandButton>
    </div>
  );
}

interface Answer {
  /** The plan that it is of. */
  basis?: Plan;
  report?: NetworkReport;
  problem?: string;
}

/** The report of the plan's network, asked for again once the plan rests; the last one until then. */
function useReport(plan: Plan): Answer {
  const { actions } = useApp();
  const [answer, setAnswer] = useState<Answer>({});
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(async () => {
      const outcome = await actions.reportNetwork(plan);
      if (!isWanted) return;
      if (!outcome.ok) setAnswer({ problem: `${text('networkFailed')}: ${outcome.failure.message}` });
      else if (!outcome.value) setAnswer({ problem: text('networkUnfit') });
      else setAnswer({ basis: plan, report: outcome.value });
    }, restMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [actions, plan]);
  return answer;
}
