import { AccessRight } from '../facts/store-access';
import { AppModel } from '../model/app-model';
import { AccessAnswer, AccessDecision } from '../model/graph/iam/decision';
import { Principal, PrincipalKind } from '../model/graph/iam/principals';
import { mayEscalate, PrincipalAccess, RightAnswer, storeAccess } from '../model/graph/iam/store-access';
import { entrants } from '../model/graph/iam/trust';
import { TemplateView } from '../model/template-view';

/** How far principals have a right. */
export interface RightRow {
  readonly answer: Exclude<AccessAnswer, 'no'>;

  /** The first few actions for which the answer holds, and how many more there are. */
  readonly actions: readonly string[];
  readonly moreActions?: number;

  /** `policy → statement` */
  readonly by?: string;

  /** What it depends on, or what hides it. */
  readonly because?: string;

  /** The database users as whom the statement lets somebody log in. */
  readonly users?: readonly string[];
}

/** What some principals may do to one store, all of them by the same statements; a right that they have not is left out. */
export interface AccessRow extends Partial<Readonly<Record<AccessRight, RightRow>>> {
  /** The construct path; in included templates the stack and the logical id. */
  readonly store: string;
  readonly type: string;

  /** The template of the store, relative to the cloud assembly. */
  readonly template: string;

  /** Construct paths; empty in the only row of a store to which no principal of the app may do anything. */
  readonly principals: readonly string[];
}

/** A role, a user or a group that may do something to a store. */
export interface PrincipalRow {
  readonly path: string;
  readonly kind: PrincipalKind;

  /** Who may enter a role. */
  readonly enteredBy?: readonly string[];

  /** It may give itself further rights, so that its rights on stores are not all that it can have. */
  readonly escalates?: Omit<RightRow, 'moreActions'>;
}

/** Who may do what to the stores of an app. */
export interface AccessRows {
  readonly access: readonly AccessRow[];
  readonly principals: readonly PrincipalRow[];
}

/** Who may do what to the stores of some templates, in their order. */
export function accessRows(app: AppModel, names: ReadonlyMap<TemplateView, string>): AccessRows {
  const stores = app.derive(storeAccess).filter(({ store }) => names.has(store.template));
  const holders = new Set(stores.flatMap(({ principals }) => principals.map(({ principal }) => principal)));
  return {
    access: stores.flatMap(({ store, principals }) => grouped(principals)
      .map((row) => ({ store: store.path, type: store.type, template: names.get(store.template)!, ...row }))),
    principals: [...holders].map(principalRow),
  };
}

type Cells = Pick<AccessRow, AccessRight | 'principals'>;

/** Principals with the same rights by the same statements share a row. */
function grouped(all: readonly PrincipalAccess[]): readonly Cells[] {
  const rows = new Map<string, { readonly principals: string[] }>(all.length === 0 ? [['', { principals: [] }]] : []);
  for (const { principal, rights } of all) {
    const cells = Object.fromEntries(Object.entries(rights).map(([right, answer]) => [right, rightRow(answer)]));
    const key = JSON.stringify(cells);
    const row = rows.get(key) ?? { principals: [], ...cells };
    row.principals.push(principal.resource.path);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** How many actions a row names. */
const NAMED = 5;

function rightRow({ actions, ...decision }: RightAnswer): RightRow {
  const more = actions.length - NAMED;
  const { answer, ...rest } = cell(decision);
  return { answer, actions: actions.slice(0, NAMED), ...more > 0 && { moreActions: more }, ...rest };
}

function cell({ answer, by, because, users }: AccessDecision): Omit<RightRow, 'actions'> {
  return { answer: answer as RightRow['answer'], by, because, users };
}

function principalRow(principal: Principal): PrincipalRow {
  const { resource: { path }, resource, kind } = principal;
  const { action, ...escalation } = mayEscalate(principal);
  return {
    path,
    kind,
    ...kind === 'role' && { enteredBy: entrants(resource) },
    ...action !== undefined && escalation.answer !== 'no' && { escalates: { ...cell(escalation), actions: [action] } },
  };
}
