import type { NetworkReport, Plan } from '@diku/engine';
import type { CandidateRow, NetworkChange } from '@diku/engine/design';
import type { AntennaTypeFile } from '../compute/read-setting-file.ts';
import type { WalkActions } from '../compute/walk-runner.ts';
import type { Outcome, RayCheck } from '../compute/worker-contract.ts';
import type { PersistenceState } from '../persistence/persistence-state.ts';
import type { FloorLocation } from '../scene/pick-floor.ts';
import type { CompareState } from '../store/compare-state.ts';
import type { DesignState } from '../store/design-state.ts';
import type { DocumentFields, DocumentKind } from '../store/document-kinds.ts';
import type { DrawnPaths } from '../store/drawn-paths.ts';
import type { EditState, ToolName } from '../store/edit-state.ts';
import type { Observable } from '../store/observable.ts';
import type { PendingDrawing } from '../store/pending-drawing.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { DeskState } from '../store/programme/desk-state.ts';
import type { ProgrammeStore } from '../store/programme/programme-store.ts';
import type { ReferenceState } from '../store/reference-state.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ReviewState } from '../store/review-state.ts';
import type { SettingsDocument } from '../store/settings/change-settings.ts';
import type { SettingSection } from '../store/settings/setting-sections.ts';
import type { ViewState } from '../store/view-state.ts';
import type { WalkState } from '../store/walk-state.ts';
import type { DeskActions } from './desk-actions.ts';
import type { EditActions } from './edit-actions.ts';
import type { ProgrammeActions } from './programme-actions.ts';
import type { PendingActions, ReviewActions } from './review-actions.ts';

/** A page that is busy with nothing. */
export const idlePage: PageState = {
  notice: undefined,
  tool: 'select',
  pointer: undefined,
  isTouched: false,
  isCrosshair: false,
  linkLine: '',
  linkPath: undefined,
  rays: undefined,
  pendingDrawing: undefined,
  isRestoring: false,
  dropping: false,
  dragging: false,
  sheet: undefined,
  settingsSection: 'carriers',
  typedAhead: '',
  menu: undefined,
  allowsStaleDocuments: false,
  documentFields: {},
  side: 'inspector',
  schematic: 'closed',
  isPanelOpen: false,
};

/** Something to say beside the location where it happened. */
export interface Notice {
  kind: 'info' | 'error' | 'progress';
  title: string;
  lines: string[];
  /** Further lines behind a click, under this heading. */
  details?: { title: string; lines: string[] };
  doneRatio?: number;
  /** Action offered as a button. `isQuiet`: one that should not be urged, such as throwing something away. */
  action?: { id: string; label: string; run: () => void; isQuiet?: boolean };
  /** Client position of the drop; the middle of the top without one. */
  x?: number;
  y?: number;
}

/** A link traced by rays: which it is, and what came out. */
export interface CheckedRays extends RayCheck {
  antennaId: string;
  levelId: string;
}

/**
 * Content of the page's side: the selection, the feeder network, the prediction as charts, variants of the plan, or the
 * ray reference.
 */
export type Side = 'inspector' | 'network' | 'charts' | 'variants' | 'reference' | 'walk';

/** State of the page, apart from the plan. */
export interface PageState {
  notice: Notice | undefined;
  tool: ToolName;
  /** Floor location under the pointer. */
  pointer: FloorLocation | undefined;
  /** It was held there with a finger, and stays until another location is touched. */
  isTouched: boolean;
  /** Arrow keys move it instead of a mouse. */
  isCrosshair: boolean;
  /** The link to that location in one line. */
  linkLine: string;
  /** The path of that link where it bends by diffraction. */
  linkPath: DrawnPaths | undefined;
  /** The link last traced by rays, while it is shown. */
  rays: CheckedRays | undefined;
  /** Lies over everything else. */
  pendingDrawing: PendingDrawing | undefined;
  /** The plan that the page begins with is not there yet. */
  isRestoring: boolean;
  dropping: boolean;
  dragging: boolean;
  /** The sheet that lies over the page on demand. */
  sheet: 'palette' | 'help' | 'export' | 'doubts' | 'mistakes' | 'parts' | 'settings' | 'views' | undefined;
  /** Section that the project's settings open at. */
  settingsSection: SettingSection;
  /** Text typed before the palette was there to take it. */
  typedAhead: string;
  /** The menu of what is selected or pointed at, and where it opens, CSS pixels of the page. */
  menu: { x: number; y: number; byKey: boolean } | undefined;
  /** Documents of a stale network too, each page stamped. */
  allowsStaleDocuments: boolean;
  /** Dates and people stated in documents. */
  documentFields: DocumentFields;
  side: Side;
  /** The system diagram over the lower half of the plan, or all of it. */
  schematic: 'closed' | 'half' | 'full';
  /** True when the inspector stands over the view on a narrow page: the sheet at the bottom. */
  isPanelOpen: boolean;
}

export interface Actions {
  chooseFile(): void;
  openExample(): void;
  /** Goes on with a plan that is persisted on this computer. */
  openRecent(id: string): void;
  save(): void;
  saveAs(): void;
  /** The view on screen with legend and verdict. */
  print(): void;
  /** Takes over a plan that another tab is at: it is changed here from now on. */
  takeOver(): void;
  undo(): void;
  redo(): void;
  toggleLanguage(): void;
  placeAntennas(): void;
  /** Takes the placement that is proposed over into the plan, as one step. */
  takePlacement(): void;
  /** Designs the feeder network anew: a proposal in the design state. */
  feedAntennas(): Promise<void>;
  /** Powers, rules and bill of the network that a plan has; undefined where it does not fit the plan. */
  reportNetwork(plan: Plan): Promise<Outcome<NetworkReport | undefined>>;
  /** Sets things in the plan's network as one step, and designs the rest around them as part of it. */
  changeNetwork(changes: NetworkChange[]): Promise<void>;
  /** Takes the network that is proposed over into the plan, as one step. */
  takeNetwork(): void;
  /** Finds how many antennas the plan takes to pass in each of its states. */
  priceStates(): Promise<void>;
  /** Takes settings of a file or of this computer over into the plan, as one step; what does not fit is said. */
  takeSettings(document: SettingsDocument): Promise<void>;
  /** Pattern files of one antenna as a type of antenna. */
  readPatterns(files: readonly File[]): Promise<Outcome<AntennaTypeFile>>;
  /** A table of the planner's own candidates. */
  readCandidates(file: File, plan: Plan): Promise<Outcome<CandidateRow[]>>;
  /** Puts the plan among the variants. */
  storeVariant(): void;
  /** Makes the variant the plan on screen, as one step. */
  takeVariant(id: string): void;
  /** Puts what is looked at among the named views. */
  storeView(): void;
  /** Looks at the plan as it was looked at under a name. */
  showView(id: string): void;
  /** Hands the field on screen to the browser's downloads as GeoTIFF. */
  exportField(): Promise<void>;
  /** Makes a document of the plan and hands it to the browser's downloads. */
  makeDocument(kind: DocumentKind): Promise<void>;
  /** Cancels the work under way. The best so far of a placement stays as a proposal. */
  cancelWork(): void;
  select(id: string | undefined): void;
  showLocation(point: FloorLocation): void;
  fit(): void;
  /** Ends a gesture under way and puts back what it moved. True if there was one. */
  cancelGesture(): boolean;
  /** Reads values at a crosshair that arrow keys move, or no more. */
  toggleCrosshair(): void;
  /** States the budget of the link to a location, term by term. */
  showLink(point: FloorLocation): Promise<void>;
  /** Opens the menu of what is selected, or of what is pointed at. */
  openMenu(): void;
  /** Traces the link under the pointer by rays and draws the strongest. */
  checkRays(): Promise<void>;
  /** Holds the fast model against energy rays on the level and carrier on screen. */
  traceReference(): Promise<void>;
  /** Ends that. */
  stopReference(): void;
  edit: EditActions;
  walk: WalkActions;
  /** Asks for a walk test and holds it against the plan. */
  chooseWalk(): void;
  /** Saves the sheet of the acceptance test. */
  saveWalkSheet(): Promise<void>;
  review: ReviewActions;
  pending: PendingActions;
  programme: ProgrammeActions;
  /** Present where the programme's file can be written to. */
  desk?: DeskActions;
}

/** Interface of the panels: what they read and what they may ask for. */
export interface App {
  store: PlanStore;
  view: Observable<ViewState>;
  results: Observable<ResultState>;
  /** Placements, networks: what is under way, and proposals. */
  design: Observable<DesignState>;
  /** Variants of the plan, and the one beside it. */
  compare: Observable<CompareState>;
  /** Ray references: the fast model held against energy rays. */
  reference: Observable<ReferenceState>;
  /** A walk test held against the plan. */
  walk: Observable<WalkState>;
  review: Observable<ReviewState>;
  page: Observable<PageState>;
  edit: Observable<EditState>;
  persistence: Observable<PersistenceState>;
  /** The programme of a city, and whether it lies over the plan. */
  programme: ProgrammeStore;
  /** The file that this page can write to, and tables before they are written. */
  desk: Observable<DeskState>;
  actions: Actions;
}
