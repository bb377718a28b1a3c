import { type Datum, datums } from '@diku/engine/core';
import type { App } from '../app/app.ts';
import { type CityFacet, cityFacets, isFiltered, noFilters } from '../store/programme/city-filters.ts';
import { fitCamera, zoomCamera } from '../store/programme/map-projection.ts';
import type { ProgrammeSide } from '../store/programme/programme-state.ts';
import { neighbourId, selectedRow } from '../store/programme/programme-store.ts';
import { today } from '../store/programme/today.ts';
import { text } from '../texts/language.ts';
import { facetValueName } from './city-names.ts';
import { type Command, isDeskOpen, isProgrammeShown } from './command.ts';

const group = 'programme';
/** One step of the keys. */
const zoomFactor = 1.6;

const isOpen = ({ programme }: App) => programme.value.open !== undefined;
const isMapShown = (app: App) => isProgrammeShown(app) && app.programme.value.side === 'map';
const hasSelected = (app: App) => isProgrammeShown(app) && selectedRow(app.programme.value) !== undefined;

/** Commands on the programme of a city. */
export const programmeCommands: readonly Command[] = [
  {
    ...{ id: 'programme', group, name: 'cmdProgramme', keys: ['S'] },
    isEnabled: isOpen,
    isOn: isProgrammeShown,
    run: ({ programme, page }) => {
      page.patch({ notice: undefined });
      programme.patch({ isShown: !programme.value.isShown });
    },
  },
  {
    ...{ id: 'programme-example', group, name: 'cmdProgrammeExample' },
    run: ({ actions }) => actions.programme.openExample(),
  },
  sideCommand('map', 'cmdProgrammeMap', 'M'),
  sideCommand('board', 'cmdProgrammeBoard', 'B'),
  sideCommand('import', 'cmdProgrammeImport', 'I'),
  sideCommand('rank', 'cmdProgrammeRank', 'R'),
  sideCommand('assign', 'cmdProgrammeAssign', 'A'),
  sideCommand('month', 'cmdProgrammeMonth', 'P'),
  {
    ...{ id: 'programme-fit', group, name: 'cmdProgrammeFit', keys: ['F'] },
    isEnabled: isMapShown,
    run: ({ programme }) => fitToShown(programme),
  },
  zoomCommand('programme-zoom-in', 'cmdProgrammeZoomIn', ['+', '='], zoomFactor),
  zoomCommand('programme-zoom-out', 'cmdProgrammeZoomOut', ['-'], 1 / zoomFactor),
  stepCommand('programme-next', 'cmdProgrammeNext', 'J', 1),
  stepCommand('programme-previous', 'cmdProgrammePrevious', 'K', -1),
  {
    ...{ id: 'programme-plan', group, name: 'cmdProgrammePlan', keys: ['O'] },
    isEnabled: (app) => hasSelected(app) && plansOfSelected(app) > 0,
    run: ({ actions, programme }) => actions.programme.openPlan(programme.value.selectedId ?? '', 0),
  },
  {
    ...{ id: 'programme-choose', group, name: 'cmdProgrammeChoose' },
    isEnabled: hasSelected,
    run: ({ actions, programme }) => actions.programme.chooseFor(programme.value.selectedId ?? ''),
  },
  {
    ...{ id: 'programme-folder', group, name: 'cmdProgrammeFolder' },
    isEnabled: isProgrammeShown,
    run: ({ actions }) => actions.programme.chooseFolder(),
  },
  {
    ...{ id: 'programme-search', group, name: 'cmdProgrammeSearch', keys: ['/'] },
    isEnabled: isProgrammeShown,
    run: ({ actions }) => actions.programme.find(),
  },
  {
    ...{ id: 'programme-clear', group, name: 'cmdProgrammeClear', keys: ['X'] },
    isEnabled: (app) => isProgrammeShown(app) && isFiltered(app.programme.value.filters),
    run: ({ programme }) => programme.patch({ filters: noFilters }),
  },
  {
    ...{ id: 'programme-today', group, name: 'cmdProgrammeToday' },
    isEnabled: isProgrammeShown,
    isOn: ({ programme }) => programme.value.asOf === today(),
    run: ({ programme }) => programme.patch({ asOf: today() }),
  },
  {
    ...{ id: 'programme-close', group, name: 'cmdProgrammeClose' },
    isEnabled: isOpen,
    run: ({ actions }) => actions.programme.close(),
  },
  ...datums.map(datumCommand),
];

/** One to filter by each value that some community has, while the programme is on screen. */
export function filterCommands(app: App): Command[] {
  if (!isProgrammeShown(app)) return [];
  const { counts } = app.programme.value.filtered;
  return cityFacets.flatMap((facet) =>
    [...counts[facet].keys()].map((value) => filterCommand(facet, value, app.programme)),
  );
}

/** Every community that passes and has a place is on the screen; without filters the whole city. */
function fitToShown(programme: App['programme']): void {
  const { filtered, filters, mapSize } = programme.value;
  const locations = filtered.shown.flatMap(({ location }) => (location ? [location] : []));
  programme.patch({ camera: isFiltered(filters) ? fitCamera(locations, mapSize) : undefined });
}

function sideCommand(side: ProgrammeSide, name: Command['name'], key: string): Command {
  const isShowing = side === 'map' || side === 'board';
  return {
    ...{ id: `programme-${side}`, group, name, keys: [key] },
    isEnabled: (app) => isProgrammeShown(app) && (isShowing || isDeskOpen(app)),
    isOn: ({ programme }) => programme.value.side === side,
    run: ({ programme }) => programme.patch({ side }),
  };
}

function zoomCommand(id: string, name: Command['name'], keys: string[], factor: number): Command {
  return {
    ...{ id, group, name, keys },
    isEnabled: isMapShown,
    run({ programme }) {
      const { mapSize, camera = fitCamera([], mapSize) } = programme.value;
      const middle = [mapSize.widthPx / 2, mapSize.heightPx / 2] as const;
      programme.patch({ camera: zoomCamera(camera, mapSize, middle, factor) });
    },
  };
}

function stepCommand(id: string, name: Command['name'], key: string, step: 1 | -1): Command {
  return {
    ...{ id, group, name, keys: [key] },
    isEnabled: (app) => isProgrammeShown(app) && app.programme.value.filtered.shown.length > 0,
    run: ({ programme }) => programme.patch({ selectedId: neighbourId(programme.value, step) }),
  };
}

function datumCommand(datum: Datum): Command {
  return {
    ...{ id: `programme-datum-${datum}`, group, name: 'cmdProgrammeDatum' },
    values: { datum: () => text(`datum_${datum}`) },
    isEnabled: isProgrammeShown,
    isOn: ({ programme }) => programme.value.datum === datum,
    run: ({ programme }) => programme.patch({ datum, isDatumAssumed: false }),
  };
}

function filterCommand(facet: CityFacet, value: string, programme: App['programme']): Command {
  return {
    ...{ id: `programme-${facet}-${value}`, group, name: 'cmdProgrammeFilter' },
    values: {
      facet: () => text(`facet_${facet}`),
      value: () => facetValueName(facet, value, programme.value.board?.year ?? 0),
    },
    isOn: () => programme.value.filters[facet] === value,
    run() {
      const { filters } = programme.value;
      programme.patch({ filters: { ...filters, [facet]: filters[facet] === value ? '' : value } });
    },
  };
}

function plansOfSelected({ programme }: App): number {
  const { plans, selectedId } = programme.value;
  return plans.get(selectedId ?? '')?.length ?? 0;
}
