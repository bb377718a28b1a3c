import { stages } from '@diku/engine/programme';
import { UnstyledButton } from '@mantine/core';
import { stageName } from '../../commands/city-names.ts';
import { text } from '../../texts/language.ts';
import { useApp, useAppState } from '../use-app.tsx';
import { StageMark } from './stage-mark.tsx';

/** What the marks mean, and how many there are of each with the other filters kept; a click shows one stage alone. */
export function StageLegend() {
  const { programme } = useApp();
  const counts = useAppState((app) => app.programme.value.filtered.counts.stage);
  const late = useAppState((app) => app.programme.value.filtered.counts.late.get('late') ?? 0);
  const filters = useAppState((app) => app.programme.value.filters);
  const toggle = (facet: 'stage' | 'late', value: string) =>
    programme.patch({ filters: { ...filters, [facet]: filters[facet] === value ? '' : value } });
  return (
    <section className="stage-legend" aria-label={text('mapLegend')}>
      {stages.map((stage) => (
        <UnstyledButton
          key={stage}
          className="stage"
          data-stage={stage}
          aria-pressed={filters.stage === stage}
          title={text('mapLegendTip', { count: counts.get(stage) ?? 0 })}
          onClick={() => toggle('stage', stage)}
        >
          <StageMark stage={stage} />
          <span>{stageName(stage)}</span>
          <b>{counts.get(stage) ?? 0}</b>
        </UnstyledButton>
      ))}
      <UnstyledButton
        className="stage"
        data-stage="late"
        aria-pressed={filters.late === 'late'}
        onClick={() => toggle('late', 'late')}
      >
        <StageMark stage="surveyed" isLate />
        <span>{text('mapLegendLate')}</span>
        <b>{late}</b>
      </UnstyledButton>
    </section>
  );
}
