import { districtNames, isDay, stages } from '@diku/engine/programme';
import { TextInput } from '@mantine/core';
import { facetValueName } from '../../commands/city-names.ts';
import {
  type CityFacet,
  coverageValues,
  isFiltered,
  lateValues,
  planValues,
  quarterValues,
  unknownDistrict,
} from '../../store/programme/city-filters.ts';
import type { TextKey } from '../../texts/language.ts';
import { text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { ChoiceList } from '../fields.tsx';
import { useApp, useAppState } from '../use-app.tsx';

/** The lists of the bar; stages are in the legend of the map besides. */
const lists: readonly { facet: CityFacet; any: TextKey; values: readonly string[] }[] = [
  { facet: 'district', any: 'programmeAnyDistrict', values: [...districtNames, unknownDistrict] },
  { facet: 'stage', any: 'programmeAnyStage', values: stages },
  { facet: 'quarter', any: 'programmeAnyQuarter', values: quarterValues },
  { facet: 'plan', any: 'programmeAnyPlan', values: planValues },
  { facet: 'coverage', any: 'programmeAnyCoverage', values: coverageValues },
  { facet: 'late', any: 'programmeAnyLate', values: lateValues },
];

/** What is shown of the programme: as of which day, and which communities. Counts follow all other filters. */
export function CityFilterBar() {
  const { programme } = useApp();
  const filters = useAppState((app) => app.programme.value.filters);
  const counts = useAppState((app) => app.programme.value.filtered.counts);
  const year = useAppState((app) => app.programme.value.board?.year ?? 0);
  const set = (facet: CityFacet | 'words', value: string) =>
    programme.patch({ filters: { ...programme.value.filters, [facet]: value } });
  return (
    <search className="city-filters" aria-label={text('programmeFilters')}>
      <TextInput
        size="xs"
        type="search"
        className="words"
        data-id="programme-words"
        aria-label={text('programmeSearch')}
        placeholder={text('programmeSearch')}
        maxLength={100}
        value={filters.words}
        onChange={({ currentTarget }) => set('words', currentTarget.value)}
      />
      {lists.map(({ facet, any, values }) => (
        <ChoiceList
          key={facet}
          id={`programme-${facet}`}
          title={text(`facet_${facet}`)}
          className={filters[facet] === '' ? undefined : 'is-set'}
          value={filters[facet]}
          options={[
            { value: '', label: text(any) },
            ...values
              .filter((value) => counts[facet].has(value) || filters[facet] === value)
              .map((value) => ({
                value,
                label: `${facetValueName(facet, value, year)} (${counts[facet].get(value) ?? 0})`,
              })),
          ]}
          onChoose={(value) => set(facet, value)}
        />
      ))}
      <AsOf />
      {isFiltered(filters) && (
        <CommandButton id="programme-clear" kind="plain">
          {text('programmeClear')}
        </CommandButton>
      )}
    </search>
  );
}

/** The day whose end everything is of. */
function AsOf() {
  const { programme } = useApp();
  const asOf = useAppState((app) => app.programme.value.asOf);
  const known = useAppState((app) => app.programme.value.open?.content.asOf ?? '');
  return (
    <label className="as-of" title={text('programmeAsOfTip', { day: known })}>
      <span>{text('programmeAsOf')}</span>
      <input
        type="date"
        data-id="programme-as-of"
        value={asOf}
        onChange={({ currentTarget }) => {
          if (isDay(currentTarget.value)) programme.patch({ asOf: currentTarget.value });
        }}
      />
    </label>
  );
}
