import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { technologies, wallMaterials } from '../../packages/engine/src/plan/index.ts';
import { scaledQuantities } from '../../packages/engine/src/radio/index.ts';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** Ids that stand in sources as texts, each with the files that have it. */
function filesWith(ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const files = readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /^\w+\/src\/.*\.tsx?$/.test(file) && !/\.generated\.ts$/.test(file));
  return files.filter((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(packages, file), 'utf8'),
      ts.ScriptTarget.ES2022,
    );
    let isFound = false;
    const visit = (node: ts.Node): void => {
      isFound ||= ts.isStringLiteralLike(node) && wanted.has(node.text);
      if (!isFound) ts.forEachChild(node, visit);
    };
    visit(source);
    return isFound;
  });
}

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
      'viewer/src/store/edit-state.ts': 'what a wall is first drawn of',
      // The same words for other things.
      'engine/src/radio/materials/oblique-excess.ts': 'a row of ITU-R P.2040-3',
      'engine/src/radio/rays/build-ray-scene.ts': 'rows of ITU-R P.2040-3: slabs, leaves',
      'viewer/src/panels/review-panel.tsx': 'a colour of the review',
      'viewer/src/store/class-colors.ts': 'a colour of the review',
    },
  },
  {
    name: 'technologies',
    ids: technologies,
    file: 'engine/src/plan/technologies.ts',
    others: {
      'engine/src/plan/carrier-profiles.ts': 'carriers, each of a technology',
      // The same word for a profile of carriers.
      'engine/src/import/import-drawing.ts': 'the usual carriers',
      'engine/src/workflow/plan-garage.ts': 'the usual carriers',
      'viewer/src/compute/import-session.ts': 'the usual carriers',
      'viewer/src/store/field-scale.ts': 'the usual carriers',
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
      'engine/src/documents/maps/colour-scale.ts': 'colours of a level',
      'engine/src/documents/maps/draw-maps.ts': 'a picture',
      'engine/src/documents/maps/heatmap-svg.ts': 'a picture',
      'engine/src/documents/maps/raster-geotiff.ts': 'a raster',
      // The same words for other things.
      'engine/src/plan/technologies.ts': 'bounds of a profile',
      'engine/src/documents/community/report-html.ts': 'a picture',
      'engine/src/measurement/walks/parse-walk.ts': 'columns of a walk test',
      'engine/src/measurement/walks/read-table.ts': 'columns of a walk test',
      'engine/src/measurement/walks/walk-rows.ts': 'columns of a walk test',
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
  test.each(registries)('$name', ({ ids, file, others }) => {
    expect(filesWith(ids).sort()).toEqual([file, ...Object.keys(others)].sort());
  });
});
