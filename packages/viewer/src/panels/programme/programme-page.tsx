import { text } from '../../texts/language.ts';
import { useAppState } from '../use-app.tsx';
import { CityFilterBar } from './city-filter-bar.tsx';
import { CityMap } from './city-map.tsx';
import { CommunityCard } from './community-card.tsx';
import { CommunityList } from './community-list.tsx';
import { PlanFolderLine } from './plan-folder.tsx';
import { QuotaTable } from './quota-table.tsx';

/** The programme of a city: filters above, map or board of quotas, the communities and the selected one at the side. */
export default function ProgrammePage() {
  const side = useAppState(({ programme }) => programme.value.side);
  return (
    <main className="programme" data-side={side} aria-label={text('programme')}>
      <CityFilterBar />
      {side === 'map' ? <CityMap /> : <QuotaTable />}
      <div className="programme-side">
        <CommunityCard />
        <CommunityList />
        <PlanFolderLine />
      </div>
    </main>
  );
}
