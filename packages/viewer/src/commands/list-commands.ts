import type { App } from '../app/app.ts';
import { servingAntenna } from '../app/point-value.ts';
import { type CompareState, comparedVariant } from '../store/compare-state.ts';
import { isFeedStale } from '../store/derived-states.ts';
import { documentKinds, isOfNetwork } from '../store/document-kinds.ts';
import { isMeasured } from '../store/field-scale.ts';
import { isOfNetwork as isNetworkPart } from '../store/network-drawing.ts';
import { withPin } from '../store/pin.ts';
import { findRecord as findPlanRecord } from '../store/plan-records.ts';
import { canTrace, findRecord, findReference, shownReference, withRecord } from '../store/reference-state.ts';
import { findMap } from '../store/result-state.ts';
import { settingSections } from '../store/settings/setting-sections.ts';
import { isDifference } from '../store/shown-field.ts';
import { languages, text } from '../texts/language.ts';
import {
  type Command,
  commandName,
  hasPlan,
  hasProposal,
  isEnabled,
  isPlanning,
  isReviewing,
  runCommand,
} from './command.ts';
import { editCommands, toolCommands } from './edit-commands.ts';
import { filterCommands, programmeCommands } from './programme-commands.ts';
import { searchWords } from './search-vocabulary.ts';
import { sideCommand } from './side-command.ts';
import { planCommands, viewCommands } from './view-commands.ts';

const fileCommands: readonly Command[] = [
  {
    id: 'open',
    group: 'file',
    name: 'cmdOpen',
    keys: ['Ctrl+O'],
    isForPending: true,
    run: ({ actions }) => actions.chooseFile(),
  },
  {
    id: 'save',
    group: 'file',
    name: 'cmdSave',
    keys: ['Ctrl+S'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.save(),
  },
  {
    id: 'save-as',
    group: 'file',
    name: 'cmdSaveAs',
    keys: ['Ctrl+Shift+S'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.saveAs(),
  },
  {
    id: 'export',
    group: 'file',
    name: 'cmdExport',
    keys: ['Ctrl+Shift+E'],
    isEnabled: isPlanning,
    run: ({ page }) => page.patch({ sheet: page.value.sheet === 'export' ? undefined : 'export' }),
  },
  {
    id: 'export-field',
    group: 'file',
    name: 'cmdExportField',
    isEnabled: hasCurrentField,
    run: ({ actions }) => actions.exportField(),
  },
  {
    id: 'print',
    group: 'file',
    name: 'cmdPrint',
    keys: ['Ctrl+P'],
    isEnabled: isPlanning,
    run: ({ actions }) => actions.print(),
  },
  {
    id: 'take-over',
    group: 'file',
    name: 'cmdTakeOver',
    isEnabled: ({ store }) => store.isReadOnly,
    run: ({ actions }) => actions.takeOver(),
  },
  ...documentKinds.map(
    (kind): Command => ({
      id: `paper-${kind}`,
      group: 'file',
      name: 'cmdPaper',
      values: { name: () => text(`paper_${kind}`) },
      isEnabled: (app) =>
        isPlanning(app) &&
        (app.store.plan?.antennas.length ?? 0) > 0 &&
        (!isOfNetwork(kind) || app.store.plan?.network !== undefined) &&
        (app.page.value.allowsStaleDocuments || !isFeedStale(app.store.committed)),
      run({ actions, page }) {
        page.patch({ sheet: undefined });
        return actions.makeDocument(kind);
      },
    }),
  ),
  { id: 'example', group: 'file', name: 'cmdExample', run: ({ actions }) => actions.openExample() },
];

/** Variants of a plan, and one of them laid beside it. */
const compareCommands: readonly Command[] = [
  { ...sideCommand('variants'), group: 'design', name: 'cmdVariants', keys: ['L'] },
  {
    id: 'keep-variant',
    group: 'design',
    name: 'cmdKeepVariant',
    isEnabled: (app) => isPlanning(app) && (app.store.committed?.antennas.length ?? 0) > 0,
    run({ actions, page }) {
      actions.storeVariant();
      page.patch({ side: 'variants', isPanelOpen: true });
    },
  },
  modeCommand('swipe', 'cmdCompareSwipe'),
  modeCommand('difference', 'cmdCompareDifference'),
  {
    id: 'end-comparing',
    group: 'view',
    name: 'cmdEndComparing',
    isEnabled: isComparing,
    run: ({ compare }) => compare.patch({ comparedId: undefined }),
  },
];

/** Every command there is, with those of the plan on screen. */
export function listCommands(app: App): Command[] {
  return [...fixedCommands, ...planCommands(app), ...variantCommands(app), ...filterCommands(app)];
}

/** One to compare with each variant. */
function variantCommands({ compare }: App): Command[] {
  return compare.value.variants.map(({ id, name }) => ({
    id: `compare-${id}`,
    group: 'view',
    name: 'cmdCompare',
    values: { name },
    isEnabled: isPlanning,
    isOn: (app) => app.compare.value.comparedId === id,
    run(app) {
      const isOn = app.compare.value.comparedId === id;
      app.view.patch({ isolatedClass: undefined });
      app.reference.patch({ isShown: false });
      app.compare.patch({ comparedId: isOn ? undefined : id });
    },
  }));
}

/** A field of numbers is on screen, of the plan as it is now and of nothing else. */
function hasCurrentField(app: App): boolean {
  const { compare, reference, results, view } = app;
  const { quantity, carrierId, levelId, stacked } = view.value;
  return (
    isPlanning(app) &&
    results.value.status === 'fresh' &&
    isMeasured(quantity) &&
    !stacked &&
    !isDifference(compare.value) &&
    shownReference(reference.value, view.value) === undefined &&
    findMap(results.value, carrierId, levelId) !== undefined
  );
}

/** An antenna serves where the pointer is. */
function hasLink(app: App): boolean {
  const { pointer } = app.page.value;
  return isPlanning(app) && pointer !== undefined && servingAntenna(app, pointer) !== undefined;
}

function isComparing(app: App): boolean {
  return hasPlan(app) && comparedVariant(app.compare.value) !== undefined;
}

function modeCommand(mode: CompareState['mode'], name: Command['name']): Command {
  return {
    id: `compare-${mode}`,
    group: 'view',
    name,
    isEnabled: isComparing,
    isOn: ({ compare }) => compare.value.mode === mode,
    run({ compare, reference, view }) {
      view.patch({ isolatedClass: undefined });
      reference.patch({ isShown: false });
      compare.patch({ mode });
    },
  };
}

/** Parts and cables that are selected. */
function lockable({ store, view }: App): { id: string; locked?: boolean | undefined }[] {
  const plan = store.committed;
  return view.value.selection.flatMap((ref) => {
    const record = plan && isNetworkPart(ref) ? findPlanRecord(plan, ref) : undefined;
    return record ? [{ id: record.id, locked: (record as { locked?: boolean }).locked }] : [];
  });
}

/** Placing, feeding, checking; proposals are taken or discarded. */
const designCommands: readonly Command[] = [
  {
    id: 'place',
    group: 'design',
    name: 'cmdPlaceAll',
    keys: ['Ctrl+Enter'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.placeAntennas(),
  },
  {
    id: 'feed',
    group: 'design',
    name: 'cmdFeed',
    isEnabled: (app) => isPlanning(app) && (app.store.plan?.antennas.length ?? 0) > 0,
    run({ actions, page }) {
      page.patch({ side: 'network' });
      return actions.feedAntennas();
    },
  },
  {
    id: 'state-prices',
    group: 'design',
    name: 'cmdStatePrices',
    isEnabled: (app) => isPlanning(app) && (app.store.committed?.antennas.length ?? 0) > 0,
    run: ({ actions }) => actions.priceStates(),
  },
  { ...sideCommand('network'), group: 'design', name: 'cmdNetwork', keys: ['N'] },
  {
    id: 'network-lock',
    group: 'design',
    name: 'cmdNetworkLock',
    isEnabled: (app) => isPlanning(app) && !app.store.isReadOnly && lockable(app).length > 0,
    isOn: (app) => lockable(app).every(({ locked }) => locked === true),
    run(app) {
      const parts = lockable(app);
      const locked = !parts.every((part) => part.locked === true);
      return app.actions.changeNetwork([{ change: 'lock', ids: parts.map(({ id }) => id), locked }]);
    },
  },
  {
    id: 'network-part',
    group: 'design',
    name: 'cmdNetworkPart',
    isEnabled: (app) => isPlanning(app) && !app.store.isReadOnly && lockable(app).length === 1,
    run({ page }) {
      page.patch({ side: 'network', isPanelOpen: true });
      const focus = () => document.querySelector<HTMLElement>('[data-id="network-part-choice"]')?.focus();
      requestAnimationFrame(() => requestAnimationFrame(focus));
    },
  },
  {
    id: 'take',
    group: 'design',
    name: 'cmdTake',
    keys: ['Ctrl+Shift+Enter'],
    isEnabled: hasProposal,
    run({ actions, design, page }) {
      if (design.value.placement) actions.takePlacement();
      else actions.takeNetwork();
      page.patch({ notice: undefined });
    },
  },
  {
    id: 'discard',
    group: 'design',
    name: 'cmdDiscard',
    isEnabled: hasProposal,
    run({ design, page }) {
      design.patch({ placement: undefined, network: undefined });
      page.patch({ notice: undefined });
    },
  },
  {
    id: 'rays',
    group: 'design',
    name: 'cmdRays',
    keys: ['R'],
    isEnabled: hasLink,
    run: ({ actions }) => actions.checkRays(),
  },
];

/** The fast model held against energy rays on the level and carrier on screen. */
const referenceCommands: readonly Command[] = [
  { ...sideCommand('reference'), group: 'design', name: 'cmdReference', keys: ['K'] },
  {
    id: 'reference-trace',
    group: 'design',
    name: 'cmdReferenceTrace',
    isEnabled: (app) =>
      isPlanning(app) &&
      app.reference.value.tracing === undefined &&
      canTrace(app.store.committed, app.view.value),
    run({ actions, page }) {
      page.patch({ side: 'reference', isPanelOpen: true });
      return actions.traceReference();
    },
  },
  {
    id: 'reference-stop',
    group: 'design',
    name: 'cmdReferenceStop',
    isEnabled: ({ reference }) => reference.value.tracing !== undefined,
    run: ({ actions }) => actions.stopReference(),
  },
  {
    id: 'reference-record',
    group: 'design',
    name: 'cmdReferenceRecord',
    isEnabled({ store, reference, view }) {
      const found = findReference(reference.value, view.value);
      // A state of shutters and cars is none of the plan's.
      const isOfPlan = view.value.scenarioId === 'planned' && !store.isReadOnly;
      return (
        isOfPlan &&
        found !== undefined &&
        store.committed !== undefined &&
        findRecord(store.committed, found) !== found.record
      );
    },
    run({ store, reference, view }) {
      const found = findReference(reference.value, view.value);
      if (store.committed && found) store.replacePlan('reference', withRecord(store.committed, found.record));
    },
  },
  {
    id: 'reference-map',
    group: 'view',
    name: 'cmdReferenceMap',
    isEnabled: (app) => isPlanning(app) && findReference(app.reference.value, app.view.value) !== undefined,
    isOn: ({ reference, view }) => shownReference(reference.value, view.value) !== undefined,
    run({ reference, view }) {
      view.patch({ isolatedClass: undefined });
      reference.patch({ isShown: !reference.value.isShown });
    },
  },
];

const reviewCommands: readonly Command[] = [
  {
    id: 'review',
    group: 'review',
    name: 'cmdReview',
    keys: ['C'],
    isEnabled: ({ store }) => store.imported !== undefined,
    isOn: isReviewing,
    run: (app) => (isReviewing(app) ? app.actions.review.leave() : app.actions.review.enter()),
  },
  {
    id: 'doubt-next',
    group: 'review',
    name: 'cmdNextDoubt',
    keys: ['J'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.stepDoubt(1),
  },
  {
    id: 'doubt-previous',
    group: 'review',
    name: 'cmdPreviousDoubt',
    keys: ['K'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.stepDoubt(-1),
  },
  {
    id: 'accept',
    group: 'review',
    name: 'cmdAccept',
    keys: ['A'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.answerShown('accept'),
  },
  {
    id: 'reject',
    group: 'review',
    name: 'cmdReject',
    keys: ['R'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.answerShown('reject'),
  },
  {
    id: 'swipe',
    group: 'review',
    name: 'cmdSwipe',
    isEnabled: isReviewing,
    isOn: ({ review }) => review.value.swipeRatio !== undefined,
    run: ({ review }) =>
      review.patch({ swipeRatio: review.value.swipeRatio === undefined ? 0.5 : undefined }),
  },
];

/** Values read by keys, and values that stay at their locations. */
const pinCommands: readonly Command[] = [
  {
    id: 'crosshair',
    group: 'view',
    name: 'cmdCrosshair',
    keys: ['X'],
    isEnabled: isPlanning,
    isOn: ({ page }) => page.value.isCrosshair,
    run: ({ actions }) => actions.toggleCrosshair(),
  },
  {
    id: 'link-here',
    group: 'view',
    name: 'cmdLinkHere',
    isEnabled: hasLink,
    run({ actions, page }) {
      const { pointer } = page.value;
      return pointer && actions.showLink(pointer);
    },
  },
  {
    id: 'pin',
    group: 'view',
    name: 'cmdPin',
    keys: ['Q'],
    isEnabled: (app) => isPlanning(app) && app.page.value.pointer !== undefined,
    run({ view, page }) {
      const { pointer } = page.value;
      if (pointer) view.patch({ pins: withPin(view.value.pins, pointer) });
    },
  },
  {
    id: 'unpin-all',
    group: 'view',
    name: 'cmdUnpinAll',
    isEnabled: (app) => isPlanning(app) && app.view.value.pins.length > 0,
    run: ({ view }) => view.patch({ pins: [] }),
  },
];

/** A walk test beside the plan. */
const walkCommands: readonly Command[] = [
  {
    ...sideCommand('walk'),
    group: 'design',
    name: 'cmdWalk',
    run(app) {
      // Without one the first thing is to choose it.
      if (hasWalk(app)) sideCommand('walk').run(app);
      else app.actions.chooseWalk();
    },
  },
  {
    id: 'walk-open',
    group: 'file',
    name: 'cmdWalkOpen',
    isEnabled: isPlanning,
    run: ({ actions }) => actions.chooseWalk(),
  },
  {
    id: 'calibrate',
    group: 'design',
    name: 'cmdCalibrate',
    isEnabled: ({ store, walk: { value } }) =>
      value.result?.calibration !== undefined && value.result.basis === store.committed && !store.isReadOnly,
    run: ({ actions }) => actions.walk.takeCalibration(),
  },
  {
    id: 'walk-again',
    group: 'design',
    name: 'cmdWalkAgain',
    isEnabled: ({ walk: { value } }) => value.file !== undefined && value.readingRatio === undefined,
    run: ({ actions }) => actions.walk.reread(),
  },
  {
    id: 'walk-sheet',
    group: 'file',
    name: 'cmdWalkSheet',
    isEnabled: ({ walk: { value } }) => value.result !== undefined,
    run: ({ actions }) => actions.saveWalkSheet(),
  },
  {
    id: 'walk-close',
    group: 'design',
    name: 'cmdWalkClose',
    isEnabled: hasWalk,
    run({ actions, page }) {
      actions.walk.close();
      page.patch({ side: 'inspector' });
    },
  },
  walkModeCommand('level', 'cmdWalkLevel'),
  walkModeCommand('error', 'cmdWalkError'),
];

function hasWalk({ walk: { value } }: App): boolean {
  return value.result !== undefined || value.readingRatio !== undefined;
}

function walkModeCommand(shows: 'level' | 'error', name: Command['name']): Command {
  return {
    id: `walk-${shows}`,
    group: 'view',
    name,
    isEnabled: hasWalk,
    isOn: ({ walk }) => walk.value.shows === shows,
    run: ({ walk }) => walk.patch({ shows }),
  };
}

/** Settings of the project, and each of their sections by its name. */
const settingCommands: readonly Command[] = [
  {
    id: 'settings',
    group: 'design',
    name: 'cmdSettings',
    keys: ['Ctrl+,'],
    isEnabled: isPlanning,
    run: ({ page }) => page.patch({ sheet: page.value.sheet === 'settings' ? undefined : 'settings' }),
  },
  ...settingSections.map(
    (section): Command => ({
      id: `settings-${section}`,
      group: 'design',
      name: 'cmdSettingsSection',
      values: { section: () => text(`settingsSection_${section}`) },
      isEnabled: isPlanning,
      run: ({ page }) => page.patch({ sheet: 'settings', settingsSection: section }),
    }),
  ),
];

const helpCommands: readonly Command[] = [
  {
    id: 'palette',
    group: 'help',
    name: 'cmdPalette',
    keys: ['Ctrl+K'],
    isForPending: true,
    run: ({ page }) =>
      page.patch({ sheet: page.value.sheet === 'palette' ? undefined : 'palette', typedAhead: '' }),
  },
  {
    id: 'help',
    group: 'help',
    name: 'cmdHelp',
    keys: ['?'],
    isForPending: true,
    run: ({ page }) => page.patch({ sheet: page.value.sheet === 'help' ? undefined : 'help' }),
  },
  {
    id: 'licences',
    group: 'help',
    name: 'cmdLicences',
    isForPending: true,
    run: () => window.open('third-party-notices.txt', '_blank', 'noopener'),
  },
];

const fixedCommands: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...toolCommands,
  ...designCommands,
  ...settingCommands,
  ...walkCommands,
  ...compareCommands,
  ...referenceCommands,
  ...viewCommands,
  ...pinCommands,
  ...reviewCommands,
  ...programmeCommands,
  ...helpCommands,
];

/** @throws RangeError if there is none of that name: a mistake of the program */
export function findCommand(app: App, id: string): Command {
  const command =
    fixedCommands.find((each) => each.id === id) ?? listCommands(app).find((each) => each.id === id);
  if (!command) throw new RangeError(`no command ${id}`);
  return command;
}

/** Does what a key asks for now. @returns whether the key belongs to a command, enabled or not */
export function runKey(app: App, key: string): boolean {
  const bound = listCommands(app).filter(({ keys }) => keys?.includes(key));
  const command = bound.find((each) => isEnabled(each, app));
  if (command) runCommand(command, app);
  return bound.length > 0;
}

/**
 * Commands whose name, or whose words of the trade, hold every word of the query, in either language, those whose name begins with
 * it first.
 */
export function matchCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const ranked = commands.flatMap((command) => {
    const lower = languages.map((each) => commandName(command, each).toLowerCase());
    const spoken = [...lower, ...(searchWords[command.id] ?? [])].join(' ');
    if (!words.every((word) => spoken.includes(word))) return [];
    const isFirst = lower.some((name) => name.startsWith(words[0]));
    return [{ command, rank: isFirst ? 0 : 1 }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ command }) => command);
}
