import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import {
  facilityKinds,
  openingKinds,
  planningBandsMhz,
  pointKinds,
  schemeIds,
  technologies,
  wallMaterials,
  zoneKinds,
} from '../../../packages/engine/src/plan/index.ts';
import { scaledQuantities } from '../../../packages/engine/src/radio/index.ts';
import { nodesOf, parseSource } from '../../../scripts/lib/parse-source.mjs';
import { once } from '../../support/once.ts';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));

/** Sources of the packages, by their paths there. */
const sources = readdirSync(packages, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /^\w+\/src\/.*\.tsx?$/.test(file) && !/\.generated\.ts$/.test(file));

const bands = new Set(planningBandsMhz);
const isBandList = (node: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node) &&
  node.elements.filter((each) => ts.isNumericLiteral(each) && bands.has(Number(each.text))).length >= 3;

/** What all sources are looked through for, once: their texts, each with the files that have it, and lists of bands. */
const readSources = once(() => {
  const filesByText = new Map<string, Set<string>>();
  const filesWithBands = new Set<string>();
  for (const file of sources) {
    for (const node of nodesOf(parseSource(join(packages, file)))) {
      if (ts.isStringLiteralLike(node)) {
        filesByText.set(node.text, (filesByText.get(node.text) ?? new Set()).add(file));
      } else if (isBandList(node)) filesWithBands.add(file);
    }
  }
  return { filesByText, filesWithBands };
});

/** Files in which one of the ids stands as a text. */
function filesWith(ids: readonly string[]): string[] {
  const { filesByText } = readSources();
  return [...new Set(ids.flatMap((id) => [...(filesByText.get(id) ?? [])]))];
}

const all = (reason: string, files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [`engine/src/import/${file}`, reason]));

/** Layers of drawings have classes of the same words, and maps and models are brought into them. */
const layerFiles = {
  door: all('a class of layers', [
    'drawing/layer-classes.ts',
    'formats/ifc/draw-wall.ts',
    'formats/map/classify-feature.ts',
    'formats/map/draw-openings.ts',
    'formats/raster/read-image.ts',
    'recognition/guess-layer-classes.ts',
    'recognition/guess-units.ts',
    'recognition/lines/classify-lines.ts',
    'recognition/lines/classify-things.ts',
    'recognition/openings/recognise-openings.ts',
    'recognition/split-pens.ts',
    'review/choices.ts',
    'review/layer-rows.ts',
    'review/score-level.ts',
  ]),
  point: all('a class of layers', [
    'drawing/layer-classes.ts',
    'formats/ifc/draw-beams.ts',
    'formats/map/classify-feature.ts',
    'formats/map/draw-level.ts',
    'formats/map/read-map.ts',
    'recognition/guess-layer-classes.ts',
    'recognition/lines/classify-lines.ts',
    'recognition/lines/classify-things.ts',
    'recognition/lines/give-lines.ts',
    'recognition/lines/known-shapes.ts',
    'recognition/recognise-columns.ts',
    'review/choices.ts',
    'review/layer-index.ts',
    'review/preset-shapes.ts',
  ]),
  zone: all('a class of layers, or a kind of wall', [
    'drawing/layer-classes.ts',
    'formats/map/classify-feature.ts',
    'formats/map/draw-level.ts',
    'formats/map/read-map.ts',
    'formats/osm/read-osm.ts',
    'recognition/cluster-paths.ts',
    'recognition/guess-layer-classes.ts',
    'recognition/guess-units.ts',
    'recognition/lines/classify-lines.ts',
    'recognition/lines/repeated-lines.ts',
    'recognition/recognise-level.ts',
    'recognition/recognise-sleeves.ts',
    'recognition/rooms/recognise-stairs.ts',
    'recognition/split-pens.ts',
    'recognition/wall-natures.ts',
    'recognition/walls/recognise-walls.ts',
    'review/choices.ts',
    'review/score-walls.ts',
  ]),
};

/** Registries, their files, and the sources that may name a row: a rule that is about this one row, and why. */
const registries: { name: string; ids: readonly string[]; file: string; others: Record<string, string> }[] = [
  {
    name: 'materials',
    ids: wallMaterials.map(({ id }) => id),
    file: 'engine/src/plan/materials.ts',
    others: {
      // Panes are glass.
      'engine/src/import/formats/ifc/collect-bodies.ts': 'panes of a façade',
      'engine/src/import/formats/ifc/draw-wall.ts': 'panes in a wall',
      'engine/src/import/formats/map/draw-walls.ts': 'windows of a map',
      'engine/src/import/recognition/openings/window-lines.ts': 'windows of a drawing',
      // What is assumed where nothing says it.
      'engine/src/import/formats/ifc/element-material.ts': 'concrete thick enough to carry is reinforced',
      'engine/src/import/build-levels.ts': 'beams that nothing says the material of',
      'engine/src/import/recognition/wall-natures.ts': 'what is cast and what is infill',
      'engine/src/import/review/apply-corrections.ts': 'the same, of a kind that somebody chose',
      'engine/src/plan/opening-kinds.ts': 'leaves of wood and of metal, as P.2040-3 has them',
      'engine/src/plan/facility-kinds.ts': 'a colour of the building',
      'viewer/src/store/edit-state.ts': 'what a wall is first drawn of',
      // The same words for other things.
      'engine/src/radio/materials/oblique-excess.ts': 'a row of ITU-R P.2040-3',
      'engine/src/radio/rays/build-ray-scene.ts': 'rows of ITU-R P.2040-3: slabs, leaves',
      'viewer/src/panels/review-panel.tsx': 'a colour of the review',
      'viewer/src/store/class-colors.ts': 'a colour of the review',
    },
  },
  {
    name: 'opening kinds',
    ids: openingKinds,
    file: 'engine/src/plan/opening-kinds.ts',
    others: {
      ...layerFiles.door,
      'engine/src/import/review/presets.ts': 'what offices write',
      'viewer/src/store/class-colors.ts': 'a class of layers',
      'viewer/src/store/edit-state.ts': 'what is first drawn',
    },
  },
  {
    name: 'point kinds',
    ids: pointKinds,
    file: 'engine/src/plan/point-kinds.ts',
    others: {
      ...layerFiles.point,
      'engine/src/import/review/presets.ts': 'what offices write',
      'engine/src/design/placement/point-demand.ts':
        'locations with an antenna within reach, which are of no kind',
      'viewer/src/store/edit-state.ts': 'what is first drawn',
    },
  },
  {
    name: 'zone kinds',
    ids: zoneKinds,
    file: 'engine/src/plan/floor-kinds.ts',
    others: {
      ...layerFiles.zone,
      'engine/src/plan/wall-kinds.ts': 'walls of ramps',
      'engine/src/import/drawing/room-names.ts': 'what names of rooms say, of zone and facility',
      'engine/src/import/review/presets.ts': 'what offices write',
      'viewer/src/store/edit-state.ts': 'what is first drawn, and tools',
      // The same words for other things.
      'cli/src/store/schema.ts': 'a column of names',
      'engine/src/design/exposure/standing-locations.ts': 'a stratum of the acceptance test',
      'engine/src/radio/coverage/assess-coverage.ts': 'a stratum of the acceptance test',
      'engine/src/radio/coverage/assessment.ts': 'a stratum of the acceptance test',
      'engine/src/radio/coverage/draw-locations.ts': 'a stratum of the acceptance test',
      'engine/src/plan/facility-kinds.ts': 'a facility',
      'engine/src/workflow/compare-with-rays.ts': 'a part of a level',
      'viewer/src/commands/edit-commands.ts': 'a tool',
      'viewer/src/layers/antenna-layer.ts': 'a line of a picture',
      'viewer/src/layers/review-shapes.ts': 'an area of a picture',
      'viewer/src/panels/shell.tsx': 'a tool',
      'viewer/src/tools/drawn-things.ts': 'a tool',
    },
  },
  {
    name: 'facility kinds',
    ids: facilityKinds,
    file: 'engine/src/plan/facility-kinds.ts',
    others: {
      ...all('a class of layers', [
        'drawing/layer-classes.ts',
        'formats/map/draw-level.ts',
        'recognition/guess-layer-classes.ts',
        'recognition/recognise-level.ts',
        'recognition/recognise-sleeves.ts',
        'review/choices.ts',
        'review/layer-index.ts',
      ]),
      'engine/src/import/drawing/room-names.ts': 'what names of rooms say, of zone and facility',
      'engine/src/import/review/presets.ts': 'what offices write',
      'engine/src/plan/floor-kinds.ts': 'a zone',
      'viewer/src/commands/edit-commands.ts': 'a tool',
      'viewer/src/panels/shell.tsx': 'a tool',
      'viewer/src/store/edit-state.ts': 'what is first drawn, and tools',
      'viewer/src/tools/drawn-things.ts': 'a tool',
    },
  },
  {
    name: 'technologies',
    ids: technologies,
    file: 'engine/src/plan/technologies.ts',
    others: {
      'engine/src/plan/bands.ts': 'bands, each of technologies',
      'viewer/src/commands/search-vocabulary.ts': 'words by which people look for commands',
      'engine/src/plan/carrier-profiles.ts': 'carriers, each of a technology',
      'engine/src/plan/shanghai-2023.ts': 'what modems of each technology need',
      'engine/src/design/network/catalogue/default-catalogue.ts': 'small cells have four paths for NR',
    },
  },
  {
    name: 'schemes',
    // Two are called as their antennas and their parts.
    ids: schemeIds.filter((id) => id !== 'radiating-cable' && id !== 'repeater'),
    file: 'engine/src/plan/scheme-record.ts',
    others: {
      'engine/src/design/schemes/scheme-rows.ts': 'what each of them is',
    },
  },
  {
    name: 'quantities',
    ids: scaledQuantities.map(({ id }) => id),
    file: 'engine/src/radio/signal/quantities.ts',
    others: {
      // What is shown where none is asked for.
      'cli/src/commands/predict.ts': 'the first of --quantity',
      'cli/src/write-maps.ts': 'files of RSRP have no suffix',
      'viewer/src/panels/walk-panel.tsx': 'columns of a walk test',
      'viewer/src/commands/search-vocabulary.ts': 'words by which people look for commands',
      'engine/src/documents/construction/map-drafts.ts': 'panels of a sheet',
      'engine/src/documents/maps/colour-scale.ts': 'colours of a level',
      'engine/src/documents/maps/draw-maps.ts': 'a picture',
      'engine/src/documents/maps/heatmap-svg.ts': 'a picture',
      'engine/src/documents/maps/raster-geotiff.ts': 'a raster',
      // The same words for other things.
      'engine/src/plan/technologies.ts': 'bounds of a profile',
      'engine/src/documents/community/report-html.ts': 'a picture',
      'engine/src/measurement/walks/group-columns.ts': 'columns of a walk test',
      'engine/src/measurement/walks/parse-walk.ts': 'columns of a walk test',
      'engine/src/measurement/walks/read-column-name.ts': 'columns of a walk test',
      'engine/src/measurement/walks/read-table.ts': 'columns of a walk test',
      'engine/src/measurement/walks/read-walk-rows.ts': 'columns of a walk test',
      'engine/src/measurement/walks/settle-columns.ts': 'columns of a walk test',
      'engine/src/measurement/walks/settle-rows.ts': 'columns of a walk test',
      'engine/src/measurement/walks/walk.ts': 'columns of a walk test',
      'engine/src/radio/coverage/assessment.ts': 'what limits a service',
      'engine/src/radio/coverage/point-results.ts': 'what limits a service',
      'engine/src/radio/coverage/weak-locations.ts': 'what limits a service',
      'engine/src/radio/propagation/evaluate-other-models.ts': 'an input of a model',
      'engine/src/workflow/link-budgets.ts': 'what limits a service',
    },
  },
];

describe('a row of a registry is named in its registry alone, but for rules about one row', () => {
  test.each(registries)(
    '$name',
    ({ ids, file, others }) => {
      expect(filesWith(ids).sort()).toEqual([file, ...Object.keys(others)].sort());
      // The first reads all sources: seconds at rest.
    },
    240_000,
  );
});

test('bands stand in their registry alone: no other source lists their frequencies', () => {
  expect([...readSources().filesWithBands]).toEqual([]);
});
